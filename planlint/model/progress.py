"""How far an item has come, how far it should be, and on what that rests."""

from datetime import date
from typing import NamedTuple

from planlint.model.effective import effective_due, effective_start, remembered
from planlint.model.items import (
    Item,
    KeyResult,
    Measured,
    Metric,
    Objective,
    Outcome,
    Purpose,
    Tactic,
    Task,
    Vision,
)
from planlint.model.periods import last_day
from planlint.model.plan import Plan

ON_PACE = 0.95
BEHIND = 0.75


class Progress(NamedTuple):
    """A share from 0 to 1, or None, and how many of how many children it rests on (0 of 0 where none are asked)."""

    value: float | None
    known: int = 0
    asked: int = 0


def metric_progress(metric: Metric) -> float | None:
    """Return how far a measure has come from baseline to target, clipped to 0..1; a guard-rail gives 1 or 0.

    None where a needed number is missing or target equals baseline.
    """
    if metric.is_guard_rail:
        holds = metric.holds
        return None if holds is None else float(holds)
    baseline, target, latest = metric.baseline, metric.target, metric.latest
    if baseline is None or target is None or latest is None or target == baseline:
        return None
    return min(1.0, max(0.0, (latest - baseline) / (target - baseline)))


@remembered
def progress(plan: Plan, item: Item) -> Progress:
    """Return how far an item has come, by the one definition every command uses."""
    if isinstance(item, KeyResult):
        return Progress(key_result_progress(item))
    if isinstance(item, Objective):
        return _objective_progress(plan, item)
    if isinstance(item, (Purpose, Vision, Outcome)):
        return _mean_of_children(plan, item)
    if isinstance(item, Tactic):
        tasks = [task for task in plan.children_of(item, Task) if task.status != "dropped"]
        done = sum(task.status == "done" for task in tasks)
        return Progress(done / len(tasks) if tasks else None, done, len(tasks))
    return Progress(None)


def key_result_progress(item: KeyResult) -> float | None:
    """Return how far a key result has come by its measure or its milestones; it needs no other item for that."""
    if item.metric is not None:
        return metric_progress(item.metric)
    steps = item.milestones
    if steps:
        return item.steps_reached / len(steps)
    return 1.0 if item.status == "done" else None


def counted_key_results(plan: Plan, objective: Item) -> tuple[KeyResult, ...]:
    """Return the key results an objective's progress asks: neither dropped nor guard-rails."""
    return tuple(
        child
        for child in plan.children_of(objective, KeyResult)
        if child.status != "dropped" and not child.is_guard_rail
    )


def guard_rails(plan: Plan, item: Item) -> tuple[Measured, ...]:
    """Return the guard-rails of an item: its own and its key results', without dropped ones."""
    own = (item,) if isinstance(item, Measured) and item.is_guard_rail else ()
    below = tuple(kr for kr in plan.children_of(item, KeyResult) if kr.is_guard_rail and kr.status != "dropped")
    return own + below


def _objective_progress(plan: Plan, objective: Objective) -> Progress:
    asked = counted_key_results(plan, objective)
    known = [(value, child.weight) for child in asked if (value := progress(plan, child).value) is not None]
    total = sum(weight for _, weight in known)
    value = sum(value * weight for value, weight in known) / total if total else None
    return Progress(value, len(known), len(asked))


def _mean_of_children(plan: Plan, item: Item) -> Progress:
    children = plan.children(item)
    known = [value for child in children if (value := _asked(plan, child).value) is not None]
    return Progress(sum(known) / len(known) if known else None, len(known), len(children))


def _asked(plan: Plan, child: Item) -> Progress:
    # A ring of items is being worked out while it is asked: it then has no progress of its own.
    return progress(plan, child) or Progress(None)


def expected(plan: Plan, item: Item, today: date) -> float | None:
    """Return how far an item should be on a day: linear from effective start to effective due, 0 before, 1 from due.

    With milestones it is the share of steps whose date has passed. None without a due date or a start.
    """
    start, due = effective_start(plan, item), effective_due(plan, item)
    if due is None:
        return None
    if isinstance(item, KeyResult) and item.milestones:
        dates = [last_day(plan, value) for value in item.milestones.values()]
        return sum(day is not None and day < today for day in dates) / len(dates)
    if today >= due:
        return 1.0
    if start is None:
        return None
    if today <= start:
        return 0.0
    return (today - start).days / (due - start).days


def pace(plan: Plan, item: Item, today: date) -> float | None:
    """Return progress over expected progress; None while either is unknown or nothing is expected yet."""
    value, should = progress(plan, item).value, expected(plan, item, today)
    if value is None or not should:
        return None
    return value / should


def pace_words(value: float) -> str:
    """Return what people call a pace: on pace, behind, at risk."""
    if value >= ON_PACE:
        return "on pace"
    return "behind" if value >= BEHIND else "at risk"
