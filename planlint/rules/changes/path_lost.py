"""PL810: an item that reached the purpose, and does not any more."""

from collections.abc import Iterable

from planlint.bounds import listing
from planlint.diagnostic import Problem, Severity
from planlint.diff.matching import Pair
from planlint.model.items import KeyResult, Objective, Outcome, Tactic, Task, Vision, words_of
from planlint.plural import count
from planlint.rules.changes.context import ChangeContext
from planlint.rules.changes.links import own_link_broke, parent_site
from planlint.rules.rule import rule
from planlint.rules.sources import ESSAY


@rule(
    "PL810",
    severity=Severity.ERROR,
    subject=(Vision, Outcome, Objective, KeyResult, Tactic, Task),
    scope="changed",
    source=ESSAY,
    heading=("path to the purpose lost", "paths to the purpose lost"),
    bad="""
        [purpose.homes]
        title = "Every family in the valley has a safe home"

        [vision.valley-2030]
        title = "By 2030 nobody in the valley sleeps outside"
        purpose = "homes"

        [outcome.stay-housed]
        title = "Families who move in stay housed"
        vision = "valley-2030"

        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        outcome = "stay-housed"
        #--- then
        [purpose.homes]
        title = "Every family in the valley has a safe home"

        [vision.valley-2030]
        title = "By 2030 nobody in the valley sleeps outside"
        purpose = "homes"

        [outcome.stay-housed]   #~ outcome.stay-housed reached the purpose before and does not now: it serves nothing
        title = "Families who move in stay housed"

        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        outcome = "stay-housed"
    """,
    good="""
        [purpose.homes]
        title = "Every family in the valley has a safe home"

        [vision.valley-2030]
        title = "By 2030 nobody in the valley sleeps outside"
        purpose = "homes"

        [outcome.stay-housed]
        title = "Families who move in stay housed"
        vision = "valley-2030"
        #--- then
        [purpose.homes]
        title = "Every family in the valley has a safe home"

        [vision.no-one-outside]
        title = "By 2030 nobody in the valley sleeps outside"
        purpose = "homes"
        formerly = ["valley-2030"]

        [outcome.stay-housed]
        title = "Families who move in stay housed"
        vision = "no-one-outside"
    """,
)
def path_lost(pair: Pair, ctx: ChangeContext) -> Iterable[Problem]:
    """The item reached the purpose before and does not reach it now.

    A link that breaks in a tidy-up leaves everything below it without a reason, and nothing in those items has changed.
    """
    new = pair.new
    if new.name in ctx.said or not own_link_broke(pair, ctx):
        return
    others = len(ctx.lost) - 1
    brief = f"reached the purpose before and does not now: {_what_is_missing(pair, ctx)}"
    yield Problem(
        parent_site(new),
        f"{new.name} {brief}",
        brief=brief,
        label="leads nowhere",
        help="name what it serves now" + (f"; {count(others, 'item')} more lost the purpose as well" if others else ""),
    )


def _what_is_missing(pair: Pair, ctx: ChangeContext) -> str:
    parents = ctx.new.parents(pair.new)
    if parents:
        return f"{listing(parent.name for parent in parents)} {'leads' if len(parents) == 1 else 'lead'} to no purpose"
    named = pair.new.parent_names()
    if not named:
        return "it serves nothing"
    kind, _, identifier = named[0].partition(".")
    return f"there is no {words_of(kind)} '{identifier}'"
