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
from planlint.rules.changes.context import SAY_WHY, ChangeContext
from planlint.rules.kit import OKR_PLAYBOOK, WARNING, Problem, Problems, rule
from planlint.rules.measures.quantities import shown


@rule(
    "PL807",
    severity=WARNING,
    subject=KeyResult,
    scope="changed",
    source=OKR_PLAYBOOK,
    heading=("commitment weakened", "commitments weakened"),
)
def commitment_weakened(pair: Pair, ctx: ChangeContext) -> Problems:
    """What was committed is relied on by others. If it turns into a wish, they hear of it before the
    end of the period.
    """
    if ctx.is_weaker(COMMITMENT, pair.old):
        yield _commitment(pair)
    if ctx.is_weaker(WEIGHT, pair.old):
        yield _weight(pair)


def _commitment(pair: Pair) -> Problem:
    was, now = pair.old.text("commitment"), pair.new.text("commitment")
    if now is None:
        message = f"{pair.new.name} was {was} and is no longer"
        return Problem(pair.old.site.at("commitment"), message, "gone", SAY_WHY, gone=True, promise=COMMITMENT)
    message = f"{pair.new.name} was {was} and is now {now}"
    return Problem(pair.new.site.at("commitment"), message, f"was {was}", SAY_WHY, promise=COMMITMENT)


def _weight(pair: Pair) -> Problem:
    was, now = (shown(weight_of(item)) for item in pair)
    message = f"{pair.new.name} had the weight {was} and now has {now}"
    if "weight" in pair.new.fields:
        return Problem(pair.new.site.at("weight"), message, f"was {was}", SAY_WHY, promise=WEIGHT)
    return Problem(pair.old.site.at("weight"), message, "gone", SAY_WHY, gone=True, promise=WEIGHT)
