"""PL807: a key result that counts for less than before."""

from collections.abc import Iterable, Iterator

from planlint.diagnostic import Problem, Severity
from planlint.diff.matching import Pair
from planlint.model.items import KeyResult
from planlint.rules.changes.context import SAY_WHY, ChangeContext
from planlint.rules.measures.quantities import shown
from planlint.rules.rule import rule
from planlint.rules.sources import OKR_PLAYBOOK

_STRENGTH = {"committed": 3, "aspirational": 2, "learning": 1}


@rule(
    "PL807",
    severity=Severity.WARNING,
    subject=KeyResult,
    scope="changed",
    needs=("commitment", "weight"),
    source=OKR_PLAYBOOK,
    heading=("commitment weakened", "commitments weakened"),
    bad="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        commitment = "committed"
        #--- then
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        commitment = "aspirational"   #~ was committed and is now aspirational
    """,
    good="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        commitment = "aspirational"
        #--- then
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        commitment = "committed"
    """,
)
def commitment_weakened(pair: Pair, ctx: ChangeContext) -> Iterable[Problem]:
    """The commitment or the weight is lower than before.

    What was committed is relied on by others. If it turns into a wish, they hear of it before the end of the period.
    """
    yield from _commitment(pair)
    yield from _weight(pair)


def _commitment(pair: Pair) -> Iterator[Problem]:
    was, now = pair.old.text("commitment") or "", pair.new.text("commitment")
    if now is None and was == "committed":
        message = f"{pair.new.name} was committed and does not say so any more"
        yield Problem(pair.old.site.at("commitment"), message, label="gone", help=SAY_WHY, gone=True)
    elif now is not None and 0 < _STRENGTH.get(now, 0) < _STRENGTH.get(was, 0):
        message = f"{pair.new.name} was {was} and is now {now}"
        yield Problem(pair.new.site.at("commitment"), message, label=f"was {was}", help=SAY_WHY)


def _weight(pair: Pair) -> Iterator[Problem]:
    was, now = (item.weight for item in pair if isinstance(item, KeyResult))
    if now >= was:
        return
    message = f"{pair.new.name} had the weight {shown(was)} and now has {shown(now)}"
    if "weight" in pair.new.fields:
        yield Problem(pair.new.site.at("weight"), message, label=f"was {shown(was)}", help=SAY_WHY)
    else:
        yield Problem(pair.old.site.at("weight"), message, label="gone", help=SAY_WHY, gone=True)
