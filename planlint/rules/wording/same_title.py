"""PL703: Two items that serve the same have the same title.

  [tactic.landlord-desk]
  title = "Run a weekly landlord desk"

  [task.call-list]
- title = "List the landlords with vacancies"
+ title = "List the landlords with vacancies in Lindow"
  tactic = "landlord-desk"

  [task.call-list-again]
- title = "List the landlords with vacancies"   #~ task.call-list-again has the title of task.call-list
+ title = "List the landlords with vacancies in Harmen"
  tactic = "landlord-desk"
"""

from collections import Counter
from collections.abc import Iterator
from itertools import repeat

from planlint.model import Item, Plan
from planlint.rules.kit import LANGUAGE, WARNING, Context, Problem, Problems, rule
from planlint.rules.titles import core, plain_column, plain_titles
from planlint.rules.wording.lists import PLACEHOLDERS
from planlint.rules.wording.placeholders import placeholders_of


@rule("PL703", WARNING, Plan, source=LANGUAGE, gives_way_to=("PL704",))
def same_title(plan: Plan, ctx: Context) -> Problems:
    """Of two with one title one is a copy left behind, or nobody can tell in a meeting which is meant."""
    doubled = _doubled_below_one(plan)
    if not doubled:
        return
    titles = plain_titles(plan)
    placeholders = ctx.listed(placeholders_of, "placeholders", PLACEHOLDERS)
    groups: dict[tuple[str, str | None], list[Item]] = {}
    for item in plan.items.values():
        key = (item.kind, titles.get(item.name))
        if key in doubled and not placeholders.is_whole(core(key[1] or "")):
            groups.setdefault(key, []).append(item)
    for items in groups.values():
        yield from _siblings(items, ctx)


def _doubled_below_one(plan: Plan) -> set[tuple[str, str | None]]:
    """The kinds and titles that two items have which serve the same."""
    doubled: set[tuple[str, str | None]] = set()
    if _all_differ(plan):
        return doubled
    titles = plain_titles(plan)
    for item in plan.items.values():
        below = plan.children(item)
        if len(below) < 2:
            continue
        words = [titles.get(child.name) for child in below]
        if len(set(words)) < len(words):
            counted = Counter(
                (child.kind, title) for child, title in zip(below, words, strict=True) if title is not None
            )
            doubled.update(key for key, count in counted.items() if count > 1)
    return doubled


def _all_differ(plan: Plan) -> bool:
    """Whether no two items of a kind have one title and serve the same; sooner told than which of them have."""
    if plan.astray:
        return False
    met: set[tuple[str, str, str]] = set()
    count = 0
    for one in (one for one in plan.alike if one.has("title", str)):
        titles, kind = one.once(plain_column), one.kind.kind
        if one.only_parent is not None:
            count += len(one)
            met.update(zip(repeat(f"{kind} {one.only_parent}"), one.column(one.only_parent), titles))
        else:
            named = [
                (f"{kind} {parent.kind}", parent.id, title)
                for item, title in zip(one, titles, strict=True)
                for parent in plan.parents(item)
            ]
            count += len(named)
            met.update(named)
    return len(met) == count


def _siblings(items: list[Item], ctx: Context) -> Iterator[Problem]:
    """Of items with one title, report each that shares a parent with one written before it."""
    plan = ctx.plan
    first_below: dict[str, Item] = {}
    for item in sorted(filter(ctx.judges_as_open, items), key=lambda item: ctx.order(item.site)):
        parents = [parent.name for parent in plan.parents(item)]
        earlier = next((first_below[parent] for parent in parents if parent in first_below), None)
        for parent in parents:
            first_below.setdefault(parent, item)
        if earlier is not None:
            yield Problem(
                item.site.at("title"),
                f"{item.name} has the title of {earlier.name}, and both serve the same",
                help="make one of the two, or say in the titles what sets them apart",
                related=((earlier.site.at("title"), f"{earlier.name} has it first"),),
            )
