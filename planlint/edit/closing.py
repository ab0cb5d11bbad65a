"""What ends with a period: its key results and objectives, the work for them, and what is then written."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from planlint.edit.errors import EditError
from planlint.edit.set_values import Assignment
from planlint.model import CLOSED_STATUSES, Item, KeyResult, Objective, Plan, Tactic, Task
from planlint.model.figures.effective import is_open
from planlint.model.figures.progress import is_met, own_progress
from planlint.model.periods import Days
from planlint.model.selection import objectives_of

STAY, DONE, DROP = "stay", "done", "drop"
ACTION_CHOICES = (STAY, DONE, DROP)
_STATUS = {DONE: "done", DROP: "dropped"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says of a key result at its end; None where nothing was said.

    `value` is the last value of its metric, or the names of all steps reached.
    """

    value: Any = None
    score: float | None = None
    note: str | None = None


class Closing(NamedTuple):
    """A period that is to be ended: its name and days, what of it is open, and the open key results of others."""

    period: str
    days: Days | None
    key_results: tuple[KeyResult, ...]
    of_others: tuple[KeyResult, ...]

    def ends_early(self, today: date) -> bool:
        """Whether the period has days to come."""
        return self.days is not None and today < self.days.last


def open_key_results(plan: Plan, period: str) -> list[KeyResult]:
    """Return the open key results of a period in the order of its objectives; those of another one as well stay out."""
    objectives = objectives_of(plan, period)
    own = {objective.name for objective in objectives}
    found = {
        child.name: child
        for objective in sorted(objectives, key=plan.rank)
        for child in sorted(plan.children_of(objective, KeyResult), key=plan.rank)
        if is_open(plan, child)
        and all(parent.name in own or not is_open(plan, parent) for parent in plan.parents(child))
    }
    return list(found.values())


def ending_objectives(plan: Plan, period: str, closed: Collection[str]) -> list[Objective]:
    """Return the open objectives of a period that nothing keeps open once these key results are closed."""
    return [
        objective
        for objective in objectives_of(plan, period)
        if is_open(plan, objective)
        and all(child.name in closed or not is_open(plan, child) for child in plan.children_of(objective, KeyResult))
    ]


def open_actions(plan: Plan, ended: Collection[str]) -> list[Item]:
    """Return the tactics that end with these items because they serve nothing else, each with its open tasks."""
    parents = [plan.items[name] for name in ended]
    tactics = {child.name: child for parent in parents for child in plan.children_of(parent, Tactic)}
    found: list[Item] = []
    for tactic in sorted(tactics.values(), key=plan.rank):
        if _is_left(tactic) and all(one.name in ended or not is_open(plan, one) for one in plan.parents(tactic)):
            found += [tactic, *(task for task in plan.children_of(tactic, Task) if _is_left(task))]
    return found


def _is_left(item: Item) -> bool:
    """Whether nobody has written that an action has ended."""
    return item.status not in CLOSED_STATUSES


def measured(item: KeyResult, value: Any) -> Fraction | None:
    """Return how far a key result would be with a last value of its metric, or with these steps reached."""
    if value is None:
        return own_progress(item)
    key = {"metric": {**item.table("metric"), "current": value}} if item.metric is not None else {"reached": value}
    return own_progress(KeyResult(item.id, {**item.fields, **key}, item.path))


def answer_assignments(item: KeyResult, answer: Answer) -> Iterator[Assignment]:
    """Yield what an answer writes."""
    if answer.value is not None:
        yield Assignment(item, ("metric", "current") if item.metric is not None else ("reached",), answer.value)
    if answer.score is not None:
        if answer.score < 0:
            raise EditError(f"{item.name}: a grade begins at 0, and this is {answer.score:g}", "write it like 0.7")
        yield Assignment(item, ("score",), answer.score)
    if answer.note is not None:
        yield Assignment(item, ("note",), answer.note)


def end_assignment(plan: Plan, item: Item, today: date) -> Assignment:
    """Return the status with which an item ends: done where it is met, else closed."""
    return Assignment(item, ("status",), "done" if is_met(plan, item, today) else "closed")


def action_assignments(plan: Plan, choices: Mapping[str, str]) -> Iterator[Assignment]:
    """Yield what becomes of actions, by name: those that stay are left as they are."""
    for name, choice in choices.items():
        if choice != STAY:
            yield Assignment(plan.items[name], ("status",), _STATUS[choice])
