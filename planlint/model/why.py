"""The facts of `why`: an item's chains up to the purpose, where they break, the weakest link."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import Literal, NamedTuple

from planlint.model import (
    CLOSED_STATUSES,
    GOALS,
    KINDS,
    Item,
    KeyResult,
    Objective,
    Plan,
    Purpose,
    Tactic,
    Task,
    words_of,
)
from planlint.model.days import day_text
from planlint.model.figures.freshness import STALE_DAYS
from planlint.model.figures.pace import ON_PACE
from planlint.model.figures.progress import SILENT, is_met
from planlint.model.figures.shares import two_decimals
from planlint.model.item_state import ItemState, standing
from planlint.model.naming import did_you_mean, ids_of_kind
from planlint.model.periods import last_day
from planlint.model.walk import ways
from planlint.plural import with_article

MOST_CHAINS = 1000

Reason = Literal["unknown", "unreadable", "unseen", "nothing", "ring"]
Judge = Callable[[ItemState], str]

_REASONS: Mapping[Reason, tuple[str, str]] = {
    "unknown": ("{} does not exist", "names {}, which does not exist"),
    "unreadable": ("{} is in a file that cannot be read", "names {}, which is in a file that cannot be read"),
    "unseen": ("{} may be in a file that cannot be read", "names {}, which may be in a file that cannot be read"),
    "nothing": ("nothing", "serves nothing"),
    "ring": ("{} again: the chain runs in a ring", "leads back to {}"),
}
"""Of each break, what stands in place of the next item, and what is said of the item that it comes after."""


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain ends short of a purpose: an item, what it names, and what is wrong with that.

    `kind` and `id` are of the parent named, None where none is. `hint` is the way out, or empty.
    """

    item: Item
    reason: Reason
    kind: str | None = None
    id: str | None = None
    hint: str = ""

    @property
    def says(self) -> str:
        """What stands where the next item of the chain should be."""
        text = _REASONS[self.reason][0].format(f"{self.kind} '{self.id}'")
        joint = ": " if self.reason == "nothing" else "; "
        return text + (joint + self.hint if self.hint else "")

    @property
    def because(self) -> str:
        """The same as said about the item, to follow its name."""
        return _REASONS[self.reason][1].format(f"{self.kind} '{self.id}'")


class Weakest(NamedTuple):
    """The item on the way up that most needs looking after, and why; `because` follows its name."""

    item: Item
    because: str


@dataclass(frozen=True, slots=True)
class Level:
    """What stands at one remove from the item: the items served, and the breaks where more should be."""

    served: tuple[ItemState, ...]
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """An item, everything it serves by levels, its chains as full names, and its weakest link.

    Each item stands on one level, below all that it serves. Chains leave out the item itself; a purpose has
    none. `is_cut` says that there are more than were walked.
    """

    item: ItemState
    levels: tuple[Level, ...]
    chains: tuple[tuple[str, ...], ...]
    is_cut: bool
    weakest: Weakest | None

    @property
    def reaches_purpose(self) -> bool:
        """Whether every chain ends in a purpose."""
        return not any(level.breaks for level in self.levels)


def why(plan: Plan, item: Item, today: date, stale_days: int = STALE_DAYS) -> Why:
    """Return why an item exists, as things stand on a day."""
    way = _way_up(plan, item)
    standings = {name: standing(plan, plan.items[name], today, stale_days) for name in way.levels}
    walk = _chains(plan, item)
    chains = tuple(islice(walk, MOST_CHAINS))
    is_cut = next(walk, None) is not None
    return Why(standings[item.name], _levels(way, standings), chains, is_cut, _weakest(plan, way, standings))


class Served(NamedTuple):
    """A parent as an item names it, and the item it is if there is one; all None where none is named."""

    kind: str | None = None
    id: str | None = None
    item: Item | None = None

    @property
    def name(self) -> str:
        """The full name of the item, or what is written in its place."""
        return self.item.name if self.item else f"{self.kind}.{self.id}"


def served_by(plan: Plan, item: Item) -> list[Served]:
    """Return what an item serves, in the order written, each once; of a purpose nothing."""
    if isinstance(item, Purpose):
        return []
    found: dict[str, Served] = {}
    for _, kind, identifier in item.written_parents():
        parent = plan.resolve(kind, identifier)
        served = Served(kind, identifier, parent)
        found.setdefault(served.name, served)
    return list(found.values()) or [Served()]


def breaks_of(plan: Plan, item: Item, *, hints: bool = True) -> tuple[Break, ...]:
    """Return the breaks right above an item; rings are none of its own. Hints cost a look at every id."""
    return tuple(_break(plan, item, served, hints) for served in served_by(plan, item) if served.item is None)


def _break(plan: Plan, item: Item, served: Served, hints: bool = True) -> Break:
    kind, identifier = served.kind, served.id
    if kind is None or identifier is None:
        return Break(item, "nothing", hint=f"add {' or '.join(f'`{kind}`' for kind in item.parent_kinds)}")
    if plan.knows(kind, identifier):
        return Break(item, "unreadable", kind, identifier, "`planlint check` says why")
    if plan.unopened:
        return Break(item, "unseen", kind, identifier, "`planlint check` says why")
    return Break(item, "unknown", kind, identifier, _meant(plan, kind, identifier) if hints else "")


def _meant(plan: Plan, kind: str, identifier: str) -> str:
    """Return what somebody who wrote an unknown id may have meant, or nothing."""
    others = [words_of(other) for other in KINDS if plan.knows(other, identifier)]
    if others:
        return f"'{identifier}' is {with_article(others[0])}"
    return did_you_mean(identifier, ids_of_kind(plan, kind), "")


def _chains(plan: Plan, item: Item) -> Iterator[tuple[str, ...]]:
    """Yield every way up as full names without the item's own; it ends at a break, or where a ring closes."""
    start = Served(item.kind, item.id, item)
    for way in ways(start, lambda one: served_by(plan, one.item) if one.item else (), closing=True):
        passed = [one.name for one in way[:-1]]
        end = [way[-1].name] if way[-1].item and way[-1].name not in passed else []
        if len(way) > 1:  # a purpose serves nothing
            yield (*passed[1:], *end)


@dataclass(frozen=True, slots=True)
class _Way:
    """All that is above an item: the level each name stands on, in the order found, and the breaks."""

    levels: dict[str, int]
    breaks: tuple[Break, ...]


def _way_up(plan: Plan, item: Item) -> _Way:
    found: dict[str, list[str]] = {item.name: []}
    breaks: list[Break] = []
    finished: list[str] = []
    open_names = {item.name}
    todo = [(item, iter(served_by(plan, item)))]
    while todo:
        current, onward = todo[-1]
        served = next(onward, None)
        if served is None:
            todo.pop()
            open_names.discard(current.name)
            finished.append(current.name)
        elif served.item is None:
            breaks.append(_break(plan, current, served))
        elif served.item.name in open_names:
            breaks.append(Break(current, "ring", served.item.kind, served.item.id))
        else:
            found[current.name].append(served.item.name)
            if served.item.name not in found:
                found[served.item.name] = []
                open_names.add(served.item.name)
                todo.append((served.item, iter(served_by(plan, served.item))))
    return _Way(_longest_ways(found, finished), tuple(breaks))


def _longest_ways(parents: dict[str, list[str]], finished: list[str]) -> dict[str, int]:
    """Return the number of steps to each name by the longest way, in the order the names were found."""
    levels = dict.fromkeys(parents, 0)
    for name in reversed(finished):
        for parent in parents[name]:
            levels[parent] = max(levels[parent], levels[name] + 1)
    return levels


def _levels(way: _Way, standings: dict[str, ItemState]) -> tuple[Level, ...]:
    """Return the levels from the first above the item; a break stands where the next item should."""
    count = max((*way.levels.values(), *(way.levels[one.item.name] + 1 for one in way.breaks)))
    served: list[list[ItemState]] = [[] for _ in range(count + 1)]
    breaks: list[list[Break]] = [[] for _ in range(count + 1)]
    for name, level in way.levels.items():
        served[level].append(standings[name])
    for one in way.breaks:
        breaks[way.levels[one.item.name] + 1].append(one)
    return tuple(Level(tuple(served[at]), tuple(breaks[at])) for at in range(1, count + 1))


def _weakest(plan: Plan, way: _Way, standings: dict[str, ItemState]) -> Weakest | None:
    """Return the first of what makes a chain weak, worst first; among equals what is nearest to the item."""
    if way.breaks:
        first = min(way.breaks, key=lambda one: way.levels[one.item.name])
        return Weakest(first.item, first.because)
    near_first = sorted(standings.values(), key=lambda one: way.levels[one.item.name])
    item = near_first[0]
    still_open = [one for one in near_first if one.is_open]
    return (
        _first(near_first, lambda one: _broken_or_unmet(plan, one, item))
        or _slowest(still_open)
        or _first(still_open, _silent)
        or _first(still_open, _waiting)
        or _first(still_open, lambda one: _overdue(plan, one))
        or _first(still_open, _unowned)
    )


def _first(standings: list[ItemState], judge: Judge) -> Weakest | None:
    return next((Weakest(one.item, said) for one in standings if (said := judge(one))), None)


def _broken_or_unmet(plan: Plan, one: ItemState, item: ItemState) -> str:
    if one.is_open:
        return "does not hold" if any(rail.name == one.item.name for rail in one.broken_rails) else ""
    # The one that says so, not those that have ended because of it.
    if not item.is_open or one.item.status not in CLOSED_STATUSES:
        return ""
    if one.item.status != "dropped" and is_met(plan, one.item, one.today):
        return ""
    return f"is {one.state}, while {item.item.name} is open"


def _slowest(standings: list[ItemState]) -> Weakest | None:
    """Return the goal with the lowest pace, where that is too low."""
    paces = [
        (one.pace, one)
        for one in standings
        if isinstance(one.item, GOALS) and one.pace is not None and one.pace < ON_PACE
    ]
    if not paces:
        return None
    slowest = min(paces, key=lambda pair: pair[0])[1]
    value, should = slowest.progress.value or Fraction(0), slowest.expected or Fraction(0)
    return Weakest(slowest.item, f"is at {two_decimals(value)} where {two_decimals(should)} is expected")


def _silent(one: ItemState) -> str:
    return "is silent: nothing was ever reported of it" if one.has_begun and one.reported == SILENT else ""


def _waiting(one: ItemState) -> str:
    if one.waits_for:
        first = one.waits_for[0]
        return f"waits for {first.item.name} ({', '.join(part for part in (first.status, first.owner) if part)})"
    return "is blocked" if one.item.status == "blocked" else ""


def _overdue(plan: Plan, one: ItemState) -> str:
    if isinstance(one.item, KeyResult) and one.item.milestones:
        for step, written in one.item.milestones.items():
            day = last_day(plan, written)
            if day is not None and day < one.today and step not in one.item.reached:
                return f"has not reached {step}, due on {day_text(day)}"
        return ""
    return f"was due on {day_text(one.due)}" if one.is_late and one.due else ""


def _unowned(one: ItemState) -> str:
    if one.owner is not None:
        return ""
    if isinstance(one.item, Task):
        return "has no assignee"
    return "has no owner" if isinstance(one.item, (Objective, KeyResult, Tactic)) else ""
