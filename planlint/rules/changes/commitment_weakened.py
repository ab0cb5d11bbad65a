"""PL807: The commitment or the weight is lower than before.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
- commitment = "committed"
- status = "on-track"
+ commitment = "aspirational"
  #--- then
  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
- commitment = "aspirational"   #~ was committed and is now aspirational
- status = "on-track"
+ commitment = "committed"
"""

from planlint.diff.matching import Pair
from planlint.diff.promises import COMMITMENT, WEIGHT, weight_of
from planlint.model import KeyResult
from planlint.rules.changes.context import ChangeContext, weakened
from planlint.rules.kit import OKR_PLAYBOOK, WARNING, Problems, rule
from planlint.rules.measures.quantities import shown


@rule(
    "PL807",
    WARNING,
    KeyResult,
    scope="changed",
    source=OKR_PLAYBOOK,
    heading=("commitment weakened", "commitments weakened"),
)
def commitment_weakened(pair: Pair, ctx: ChangeContext) -> Problems:
    """What was committed is relied on by others. If it turns into a wish, they hear of it before the
    end of the period.
    """
    old, new = pair
    if ctx.is_weaker(COMMITMENT, old):
        was, now = old.text("commitment"), new.text("commitment")
        message = f"{new.name} was {was} and is {'no longer' if now is None else f'now {now}'}"
        yield weakened(pair, ("commitment",), message, COMMITMENT, None if now is None else f"was {was}")
    if ctx.is_weaker(WEIGHT, old):
        before, after = (shown(weight_of(item)) for item in pair)
        message = f"{new.name} had the weight {before} and now has {after}"
        yield weakened(pair, ("weight",), message, WEIGHT, f"was {before}" if "weight" in new.fields else None)
