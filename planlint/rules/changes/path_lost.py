"""PL810: The item reached the purpose before and does not reach it now.

  [purpose.homes]
  title = "Every family in the valley has a safe home"

  [vision.valley-2030]
  title = "By 2030 nobody in the valley sleeps outside"
  purpose = "homes"

  [outcome.stay-housed]
  title = "Families who move in stay housed"
  vision = "valley-2030"
-
- [objective.faster-placement]
- title = "Moving in takes weeks, not months"
- outcome = "stay-housed"
  #--- then
  [purpose.homes]
  title = "Every family in the valley has a safe home"

- [vision.valley-2030]
+ [vision.no-one-outside]
  title = "By 2030 nobody in the valley sleeps outside"
  purpose = "homes"
+ formerly = ["valley-2030"]

  [outcome.stay-housed]   #~ outcome.stay-housed reached the purpose before and does not now: it serves nothing
  title = "Families who move in stay housed"
-
- [objective.faster-placement]
- title = "Moving in takes weeks, not months"
- outcome = "stay-housed"
+ vision = "no-one-outside"
"""

from collections.abc import Iterator

from planlint.bounds import listing
from planlint.diff.matching import Pair
from planlint.diff.promises import PURPOSE
from planlint.model import Plan, Purpose, words_of
from planlint.plural import count
from planlint.rules.changes.context import ChangeContext
from planlint.rules.changes.links import own_link_broke, parent_site
from planlint.rules.kit import ERROR, ESSAY, Problem, Problems, rule


@rule(
    "PL810",
    ERROR,
    Plan,
    scope="changed",
    unless=("PL1", "PL201", "PL202", "PL203"),
    source=ESSAY,
    heading=("path to the purpose lost", "paths to the purpose lost"),
)
def path_lost(plan: Plan, ctx: ChangeContext) -> Problems:
    """A link that breaks in a tidy-up leaves everything below it without a reason, and nothing in those items has
    changed.
    """
    gone: dict[str, Purpose] = {}
    for pair in _topmost(ctx):
        purposes = [one for one in ctx.old.parents(pair.old) if isinstance(one, Purpose) and ctx.now(one) is None]
        if purposes:
            gone.setdefault(purposes[0].name, purposes[0])
        else:
            yield _problem(pair, ctx)
    for name, purpose in gone.items():
        lost = len(ctx.lost)
        message = f"{name} is gone, and {count(lost, 'item')} no longer {'reaches' if lost == 1 else 'reach'} a purpose"
        help = "keep the purpose, or name the one that is served now"
        yield Problem(purpose.site, message, "gone", help, gone=True, promise=PURPOSE)


def _topmost(ctx: ChangeContext) -> Iterator[Pair]:
    """Yield the items whose own link broke, by name in the older plan."""
    for name in sorted(ctx.old.reaching):
        old = ctx.old.items[name]
        new = ctx.new.get(ctx.newer_name(name))
        if new is not None and new.name in ctx.lost and ctx.reads(old) and own_link_broke(Pair(old, new), ctx):
            yield Pair(old, new)


def _problem(pair: Pair, ctx: ChangeContext) -> Problem:
    new, others = pair.new, len(ctx.lost) - 1
    return Problem(
        parent_site(new),
        f"{new.name} reached the purpose before and does not now: {_what_is_missing(pair, ctx)}",
        label="leads nowhere",
        help="name what it serves now" + (f"; {count(others, 'item')} more lost the purpose as well" if others else ""),
        promise=PURPOSE,
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
