"""Where an item stands on a day: what `tree` and `why` say about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from planlint.model import CLOSED_STATUSES, KINDS, Item, KeyResult, Measured, Objective, Plan, Tactic, Task
from planlint.model.figures.effective import (
    effective_due,
    effective_owner,
    effective_start,
    has_begun,
    is_in_force,
    is_open,
    is_under_way,
)
from planlint.model.figures.freshness import STALE_DAYS
from planlint.model.figures.pace import expected, pace, pace_word
from planlint.model.figures.progress import (
    SILENT,
    Progress,
    Reported,
    grade,
    guard_rails,
    objective_score,
    progress,
    reported,
)

# Written words that a computed pace must not hide.
SETTLED = CLOSED_STATUSES | {"planned"}


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item and the values derived for it.

    `owner` is the effective owner, of a task its assignee. `reported` is None but for key results. `score` is the grade
    of a key result, of an objective its score where a grade counts in it. `state` is one or two words, empty where
    nothing can be said. `waits_for` are the items it depends on that are still open. Of a tactic, `now` is the task
    being done and `stuck` what holds up all that are left. `broken_rails` are guard-rails that do not hold.
    """

    item: Item
    today: date
    progress: Progress
    expected: Fraction | None
    pace: Fraction | None
    score: Fraction | None
    owner: str | None
    start: date | None
    due: date | None
    is_open: bool
    has_begun: bool
    is_in_force: bool
    reported: Reported | None
    state: str
    waits_for: tuple["MentionedItem", ...] = ()
    now: "MentionedItem | None" = None
    stuck: "MentionedItem | None" = None
    broken_rails: tuple[Measured, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether it is open on a day after it was due; a key result of which every step is reached is not."""
        is_there = isinstance(self.item, KeyResult) and 0 < len(self.item.milestones) == self.item.steps_reached
        return self.is_open and self.due is not None and self.due < self.today and not is_there


@dataclass(frozen=True, slots=True)
class MentionedItem:
    """An item that another one's line mentions, with its status and who answers for it."""

    item: Item
    status: str
    owner: str | None


def standing(plan: Plan, item: Item, today: date, stale_days: int = STALE_DAYS) -> ItemState:
    """Return where an item stands on a day."""
    open_now = is_open(plan, item)
    below = siblings(plan, plan.children_of(item, Task)) if open_now and isinstance(item, Tactic) else []
    tasks = [task for task in below if is_open(plan, task)]
    return ItemState(
        item=item,
        today=today,
        progress=progress(plan, item, today),
        expected=expected(plan, item, today),
        pace=pace(plan, item, today, stale_days),
        score=_score(plan, item, today),
        owner=answers_for(plan, item),
        start=effective_start(plan, item),
        due=effective_due(plan, item),
        is_open=open_now,
        has_begun=has_begun(plan, item, today),
        is_in_force=is_in_force(plan, item, today),
        reported=reported(plan, item, today) if isinstance(item, KeyResult) else None,
        state=state_of(plan, item, today, stale_days),
        waits_for=tuple(named(plan, other) for other in waited_for(plan, item)),
        now=next((named(plan, task) for task in tasks if task.status == "doing"), None),
        stuck=_what_holds_up(plan, tasks),
        broken_rails=tuple(rail for rail in guard_rails(plan, item) if rail.metric and rail.metric.holds is False),
    )


def _score(plan: Plan, item: Item, today: date) -> Fraction | None:
    if isinstance(item, KeyResult):
        return grade(plan, item)
    if not isinstance(item, Objective):
        return None
    graded = any(grade(plan, child) is not None for child in plan.children_of(item, KeyResult))
    return objective_score(plan, item, today).value if graded else None


def named(plan: Plan, item: Item) -> MentionedItem:
    """Return an item as another one's line mentions it."""
    return MentionedItem(item, item.status or _unwritten_status(plan, item), answers_for(plan, item))


def _unwritten_status(plan: Plan, item: Item) -> str:
    if not is_open(plan, item):
        return "closed"
    return "todo" if isinstance(item, Task) else "planned"


def answers_for(plan: Plan, item: Item) -> str | None:
    """Return who answers for an item: a task's assignee, of anything else the effective owner."""
    return item.text("assignee") if isinstance(item, Task) else effective_owner(plan, item)


def state_of(plan: Plan, item: Item, today: date, stale_days: int = STALE_DAYS) -> str:
    """Return how an item does, in a word or two: as written where that settles it, else by its pace."""
    if item.status in SETTLED:
        return item.status or ""
    if not is_open(plan, item):
        return "closed"
    if isinstance(item, KeyResult) and item.is_guard_rail and item.metric is not None:
        holds = item.metric.holds
        return "unknown" if holds is None else "holds" if holds else "broken"
    value = pace(plan, item, today, stale_days)
    if value is not None:
        return pace_word(value)
    if isinstance(item, KeyResult) and is_under_way(plan, item, today) and reported(plan, item, today) == SILENT:
        return SILENT
    return item.status or ""


def waited_for(plan: Plan, item: Item) -> tuple[Item, ...]:
    """Return what an open item depends on that is still open, in the order written, each once."""
    if not is_open(plan, item):
        return ()
    found: dict[str, Item] = {}
    for text in item.ids("depends_on"):
        kind, dot, identifier = text.partition(".")
        other = plan.resolve(kind, identifier) if dot and kind in KINDS else plan.resolve(item.kind, text)
        if other is not None and other.name != item.name and is_open(plan, other):
            found.setdefault(other.name, other)
    return tuple(found.values())


def siblings(plan: Plan, items: Iterable[Item]) -> list[Item]:
    """Return siblings as they are listed: by priority, those without one last, then by kind, as written."""

    def rank(item: Item) -> tuple[bool, float, int]:
        priority = item.number("priority")
        return priority is None, priority or 0, plan.rank(item)

    return sorted(items, key=rank)


def _what_holds_up(plan: Plan, tasks: Sequence[Item]) -> MentionedItem | None:
    """Return what holds up a tactic none of whose open tasks can go on: what one waits for, or the first."""
    waits = [waited_for(plan, task) for task in tasks]
    if not tasks or not all(wait or task.status == "blocked" for task, wait in zip(tasks, waits, strict=True)):
        return None
    return named(plan, next((wait[0] for wait in waits if wait), tasks[0]))
