"""PL803: The baseline is another number than before, or is gone.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  metric.name = "median days from intake to keys"
  metric.target = 21
- metric.baseline = 58
- metric.current = 55
  #--- then
  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  metric.name = "median days from intake to keys"
  metric.target = 21
- metric.baseline = 70   #~ key_result.days-to-keys began at 58 and is now said to have begun at 70
- metric.current = 55
+ metric.baseline = 58
"""

from planlint.diff.matching import Pair
from planlint.diff.promises import BASELINE, metric_of
from planlint.model import KeyResult, Outcome
from planlint.rules.changes.context import ChangeContext, weakened
from planlint.rules.kit import ERROR, OKR_PLAYBOOK, Problems, rule
from planlint.rules.measures.quantities import shown


@rule(
    "PL803",
    ERROR,
    (Outcome, KeyResult),
    scope="changed",
    source=OKR_PLAYBOOK,
    heading=("baseline edited", "baselines edited"),
)
def baseline_edited(pair: Pair, ctx: ChangeContext) -> Problems:
    """Progress is counted from the baseline: moving it makes progress out of nothing, or hides it. Measuring it for the
    first time is no edit.
    """
    old, new = pair
    was, now = metric_of(old), metric_of(new)
    if was is None or now is None or was.baseline is None or not ctx.is_weaker(BASELINE, old):
        return
    then = "no longer has a baseline" if now.baseline is None else f"is now said to have begun at {shown(now.baseline)}"
    message = f"{new.name} began at {shown(was.baseline, was.unit)} and {then}"
    before = None if now.baseline is None else f"was {shown(was.baseline)}"
    yield weakened(pair, ("metric", "baseline"), message, BASELINE, before)
