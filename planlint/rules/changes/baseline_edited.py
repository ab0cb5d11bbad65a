"""PL803: a key result that is said to have begun elsewhere than it had."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.diff.matching import Pair
from planlint.model.items import KeyResult, Measured, Outcome
from planlint.rules.changes.context import SAY_WHY, ChangeContext
from planlint.rules.changes.promises import unit_changed
from planlint.rules.measures.quantities import shown
from planlint.rules.rule import rule
from planlint.rules.sources import OKR_PLAYBOOK


@rule(
    "PL803",
    severity=Severity.ERROR,
    subject=(Outcome, KeyResult),
    scope="changed",
    needs=("metric",),
    source=OKR_PLAYBOOK,
    heading=("baseline edited", "baselines edited"),
    bad="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.baseline = 58
        metric.target = 21
        metric.current = 55
        #--- then
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.baseline = 70   #~ key_result.days-to-keys began at 58 and is now said to have begun at 70
        metric.target = 21
        metric.current = 55
    """,
    good="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.target = 21
        #--- then
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.baseline = 58
        metric.target = 21
    """,
)
def baseline_edited(pair: Pair, ctx: ChangeContext) -> Iterable[Problem]:
    """The baseline is another number than before, or is gone.

    Progress is counted from the baseline: moving it makes progress out of nothing, or hides it. Measuring it for the
    first time is no edit.
    """
    old, new = pair
    if not isinstance(old, Measured) or not isinstance(new, Measured) or old.metric is None or new.metric is None:
        return
    was, now = old.metric, new.metric
    if was.baseline is None or now.baseline == was.baseline or unit_changed(was, now):
        return
    if now.baseline is None and "baseline" in now.fields:
        return  # written, but as no number: PL1 says so
    if now.baseline is None:
        message = f"{new.name} began at {shown(was.baseline, was.unit)} and has no baseline any more"
        yield Problem(old.site.at("metric", "baseline"), message, label="gone", help=SAY_WHY, gone=True)
    else:
        began = shown(was.baseline, was.unit)
        message = f"{new.name} began at {began} and is now said to have begun at {shown(now.baseline)}"
        yield Problem(new.site.at("metric", "baseline"), message, label=f"was {shown(was.baseline)}", help=SAY_WHY)
