"""What serves what, from the top down: the facts of `tree`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import islice
from typing import NamedTuple

from planlint.model import Item, KeyResult, Plan, Task
from planlint.model.figures.freshness import STALE_DAYS
from planlint.model.figures.pace import PACE_WORDS
from planlint.model.figures.progress import SILENT
from planlint.model.item_state import ItemState, standing, state_of
from planlint.model.plan_part import PlanPart
from planlint.model.selection import below
from planlint.model.walk import every_way
from planlint.model.why import Break, breaks_of

MOST_NODES = 100_000
_MOST_HINTS = 20  # roots whose broken references are compared with every id there is
_COUNTED = (*reversed(PACE_WORDS), SILENT)


class TooManyNodesError(Exception):
    """An outline that nobody could read: it outgrows its plan where items serve several others."""


class OutlineLine(NamedTuple):
    """An item at its place in an outline; roots have depth 0, and what follows one deeper stands below it."""

    depth: int
    standing: ItemState


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a root as a whole.

    `expected` is how far it should be. `states` counts the key results below that are behind, slow, on pace or silent;
    `broken` the guard-rails there that do not hold. `tasks` are those done, and those not dropped. `breaks` are where
    its chains end.
    """

    expected: Fraction | None
    states: tuple[tuple[str, int], ...] = ()
    broken: int = 0
    tasks: tuple[int, int] = (0, 0)
    breaks: tuple[Break, ...] = ()


class AlsoServes(NamedTuple):
    """An item of an outline, and the items it serves that the outline does not show."""

    item: Item
    others: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Items in the order they are drawn, each with its depth; a head for every root, in order."""

    entries: tuple[OutlineLine, ...]
    heads: tuple[Head, ...]
    also: tuple[AlsoServes, ...] = ()


def outline(part: PlanPart, today: date, stale_days: int = STALE_DAYS) -> Outline:
    """Return the outline of what is shown of a plan, as things stand on a day.

    An item that serves several stands below each; a ring is cut where it would begin again.
    `TooManyNodesError` beyond 100,000 entries.
    """
    standings = cache(lambda name: standing(part.plan, part.plan.items[name], today, stale_days))
    children = cache(lambda name: part.children(part.plan.items[name]))
    walk = every_way(part.tops, lambda item: children(item.name))
    entries = tuple(OutlineLine(depth, standings(item.name)) for depth, item in islice(walk, MOST_NODES + 1))
    if len(entries) > MOST_NODES:
        raise TooManyNodesError
    drawn = {entry.standing.item.name for entry in entries}
    found = [entry.standing for entry in entries if entry.depth == 0]
    heads = tuple(_head(part.plan, top, at < _MOST_HINTS, stale_days) for at, top in enumerate(found))
    return Outline(entries, heads, tuple(_also_serves(part.plan, entries, drawn)) if part.root else ())


def _head(plan: Plan, top: ItemState, hints: bool, stale_days: int) -> Head:
    names = below(plan, [top.item])
    items = [plan.items[name] for name in sorted(names)]
    key_results = [item for item in items if isinstance(item, KeyResult) and item.name != top.item.name]
    tasks = [item for item in items if isinstance(item, Task) and item.status != "dropped"]
    states = Counter(state_of(plan, one, top.today, stale_days) for one in key_results)
    return Head(
        expected=top.expected,
        states=tuple((word, states[word]) for word in _COUNTED if states[word]),
        broken=states["broken"],
        tasks=(sum(task.status == "done" for task in tasks), len(tasks)),
        breaks=breaks_of(plan, top.item, hints=hints),
    )


def _also_serves(plan: Plan, entries: tuple[OutlineLine, ...], drawn: set[str]) -> Iterable[AlsoServes]:
    """Yield what serves something outside the outline as well, each item once, but for the root itself."""
    items = {entry.standing.item.name: entry.standing.item for entry in entries if entry.depth}
    for item in items.values():
        others = tuple(parent for parent in plan.parents(item) if parent.name not in drawn)
        if others:
            yield AlsoServes(item, others)
