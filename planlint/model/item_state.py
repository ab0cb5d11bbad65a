"""Where an item stands on a day: what `tree` and `why` say about it."""

from dataclasses import dataclass
from datetime import date

from planlint.model.effective import effective_due, effective_owner, is_open
from planlint.model.items import CLOSED_STATUSES, KINDS, Item, KeyResult, Measured, Tactic, Task
from planlint.model.plan import Plan
from planlint.model.progress import Progress, expected, guard_rails, pace, pace_words, progress

# Written words that a computed pace must not hide.
SETTLED = CLOSED_STATUSES | {"planned"}


@dataclass(frozen=True, slots=True)
class Standing:
    """An item and the values derived for it.

    `owner` is the effective owner, of a task its assignee. `state` is one or two words, empty where nothing can
    be said. `waits_for` are the items it depends on that are still open. Of a tactic, `now` is the task being
    done and `stuck` what holds up all that are left. `broken_rails` are guard-rails that do not hold.
    """

    item: Item
    today: date
    progress: Progress
    expected: float | None
    owner: str | None
    due: date | None
    is_open: bool
    state: str
    waits_for: tuple["Named", ...] = ()
    now: "Named | None" = None
    stuck: "Named | None" = None
    broken_rails: tuple[Measured, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether it is open on a day after it was due."""
        return self.is_open and self.due is not None and self.due < self.today


@dataclass(frozen=True, slots=True)
class Named:
    """An item that another one's line mentions, with its status and who answers for it."""

    item: Item
    status: str
    owner: str | None


def standing(plan: Plan, item: Item, today: date) -> Standing:
    """Return where an item stands on a day."""
    open_now = is_open(plan, item)
    return Standing(
        item=item,
        today=today,
        progress=progress(plan, item) or Progress(None),
        expected=expected(plan, item, today),
        owner=answers_for(plan, item),
        due=effective_due(plan, item),
        is_open=open_now,
        state=state_of(plan, item, today),
        waits_for=tuple(named(plan, other) for other in waited_for(plan, item)),
        now=_task_being_done(plan, item) if open_now else None,
        stuck=_task_held_up(plan, item) if open_now else None,
        broken_rails=tuple(rail for rail in guard_rails(plan, item) if rail.metric and rail.metric.holds is False),
    )


def named(plan: Plan, item: Item) -> Named:
    """Return an item as another one's line mentions it."""
    return Named(item, item.status or _unwritten_status(plan, item), answers_for(plan, item))


def _unwritten_status(plan: Plan, item: Item) -> str:
    if not is_open(plan, item):
        return "closed"
    return "todo" if isinstance(item, Task) else "planned"


def answers_for(plan: Plan, item: Item) -> str | None:
    """Return who answers for an item: a task's assignee, of anything else the effective owner."""
    return item.text("assignee") if isinstance(item, Task) else effective_owner(plan, item)


def state_of(plan: Plan, item: Item, today: date) -> str:
    """Return how an item does, in a word or two: as written where that settles it, else by its pace."""
    if item.status in SETTLED:
        return item.status or ""
    if not is_open(plan, item):
        return "closed"
    if isinstance(item, KeyResult) and item.is_guard_rail and item.metric is not None:
        holds = item.metric.holds
        return "unknown" if holds is None else "holds" if holds else "broken"
    value = pace(plan, item, today)
    return pace_words(value) if value is not None else item.status or ""


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


def by_priority(items: tuple[Item, ...]) -> list[Item]:
    """Return siblings as they are listed: by priority, those without one last, then by id."""
    return sorted(items, key=_rank)


def _rank(item: Item) -> tuple[bool, float, str, str]:
    priority = item.number("priority")
    return priority is None, priority or 0, item.id, item.kind


def _open_tasks(plan: Plan, item: Item) -> list[Item]:
    tasks: tuple[Item, ...] = plan.children_of(item, Task) if isinstance(item, Tactic) else ()
    return [task for task in by_priority(tasks) if is_open(plan, task)]


def _task_being_done(plan: Plan, item: Item) -> Named | None:
    return next((named(plan, task) for task in _open_tasks(plan, item) if task.status == "doing"), None)


def _task_held_up(plan: Plan, item: Item) -> Named | None:
    """Return what holds up a tactic none of whose open tasks can go on: what one waits for, or the first."""
    tasks = _open_tasks(plan, item)
    waits = [waited_for(plan, task) for task in tasks]
    if not tasks or not all(wait or task.status == "blocked" for task, wait in zip(tasks, waits, strict=True)):
        return None
    return named(plan, next((wait[0] for wait in waits if wait), tasks[0]))
