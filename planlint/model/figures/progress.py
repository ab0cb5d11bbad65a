"""How far an item has come, and on what that rests."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from planlint.model import (
    CLOSED_STATUSES,
    GOALS,
    Item,
    KeyResult,
    Measured,
    Metric,
    Objective,
    Outcome,
    Plan,
    Purpose,
    Tactic,
    Task,
    Vision,
)
from planlint.model.days import day_text
from planlint.model.figures.effective import (
    effective_due,
    effective_start,
    is_in_force,
    is_open,
    remembered_on_a_day,
    time_gone,
)
from planlint.model.figures.shares import exact, mean
from planlint.model.periods import last_day

Reported = Literal["measured", "said", "silent"]
MEASURED: Reported = "measured"
SAID: Reported = "said"
SILENT: Reported = "silent"


class Progress(NamedTuple):
    """A share from 0 to 1, or None, and how many of how many children it rests on (0 of 0 where none are asked).

    Above objectives a value may rest on what is over, where nothing in force has one: `past` is the day on which that
    was due (the first day there is, where it was due on none), `period` its name.
    """

    value: Fraction | None
    known: int = 0
    asked: int = 0
    past: date | None = None
    period: str | None = None


NOTHING = Progress(None)


def metric_progress(metric: Metric, value: float | None) -> Fraction | None:
    """Return how far a value of a measure is from baseline to target, clipped to 0..1; a guard-rail gives 1 or 0.

    None where a needed number is missing or target equals baseline.
    """
    if metric.is_guard_rail:
        holds = metric.holds_at(value)
        return None if holds is None else Fraction(holds)
    baseline, target = metric.baseline, metric.target
    if baseline is None or target is None or value is None or target == baseline:
        return None
    return _way_gone(baseline, target, value)


@lru_cache(maxsize=4096)
def _way_gone(baseline: float, target: float, value: float) -> Fraction:
    """Return which part of the way from baseline to target a value has gone, clipped to 0..1."""
    if isinstance(baseline, int) and isinstance(target, int) and isinstance(value, int):
        way = target - baseline
        gone = (value - baseline) if way > 0 else (baseline - value)
        return Fraction(max(0, min(gone, abs(way))), abs(way))
    start = exact(baseline)
    return min(Fraction(1), max(Fraction(0), (exact(value) - start) / (exact(target) - start)))


def reported(plan: Plan, item: KeyResult, today: date) -> Reported:
    """Return whether a key result is measured, or only something was said of it, or nothing."""
    if is_measured(plan, item, today):
        return MEASURED
    has_word = item.status not in (None, "planned")
    return SAID if has_word or item.confidence is not None or item.text("note") else SILENT


def is_measured(plan: Plan, item: KeyResult, today: date) -> bool:
    """Whether there is anything to tell how far a key result has come.

    That is a current value, a step reached, or `done`. Missing every step is a measure too: once the first of the dates
    has passed, or, where no step is dated, half of the time.
    """
    if item.status == "done" or (item.metric is not None and item.metric.current is not None) or item.steps_reached:
        return True
    if not item.milestones:
        return False
    dates = [day for value in item.milestones.values() if (day := last_day(plan, value)) is not None]
    if dates:
        return min(dates) < today
    gone = time_gone(effective_start(plan, item), effective_due(plan, item), today)
    return gone is not None and gone >= Fraction(1, 2)


@remembered_on_a_day
def progress(plan: Plan, item: Item, today: date) -> Progress:
    """Return how far an item has come on a day, by the one definition every command uses."""
    if isinstance(item, KeyResult):
        return Progress(own_progress(item) if is_measured(plan, item, today) else None)
    if isinstance(item, Objective):
        return _of_objective(plan, item, today)
    if isinstance(item, (Purpose, Vision, Outcome)):
        return _of_what_is_above(plan, item, today)
    if isinstance(item, Tactic):
        tasks = [task for task in plan.children_of(item, Task) if task.status != "dropped"]
        done = sum(task.status == "done" for task in tasks)
        return Progress(Fraction(done, len(tasks)) if tasks else None, done, len(tasks))
    return NOTHING


def own_progress(item: KeyResult) -> Fraction | None:
    """Return how far a key result is by what it says itself, whether or not that counts as measured yet."""
    metric = item.metric
    if metric is not None:
        return metric_progress(metric, metric.current)
    steps = item.milestones
    if steps:
        return Fraction(item.steps_reached, len(steps))
    return Fraction(1) if item.status == "done" else None


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


def weight_of(item: KeyResult) -> Fraction:
    """Return how much a key result counts beside the others of its objective."""
    return exact(item.weight)


def counted_children(plan: Plan, item: Item, today: date) -> Sequence[tuple[Item, Fraction]]:
    """Return the children that an item's progress rests on, each with its weight; only for goals."""
    if isinstance(item, Objective):
        return [
            (child, weight_of(child))
            for child in counted_key_results(plan, item)
            if progress(plan, child, today).value is not None
        ]
    return [(child, Fraction(1)) for child in _resting_on(plan, item, today)]


def _of_objective(plan: Plan, objective: Objective, today: date) -> Progress:
    known = counted_children(plan, objective, today)
    value = mean([(progress(plan, child, today).value or Fraction(0), weight) for child, weight in known])
    return Progress(value, len(known), len(counted_key_results(plan, objective)))


def _of_what_is_above(plan: Plan, item: Item, today: date) -> Progress:
    resting = _resting_on(plan, item, today)
    below = [progress(plan, child, today) for child in resting]
    value = mean([(one.value or Fraction(0), Fraction(1)) for one in below])
    asked = [child for child in plan.children(item) if is_in_force(plan, child, today)]
    if not resting or not _is_over(plan, resting[0], today):
        return Progress(value, len(resting), len(asked))
    first = resting[0]
    period = _period_words(plan, first) if isinstance(first, Objective) else below[0].period
    return Progress(value, len(resting), len(resting), _over_since(plan, first, today), period)


def _resting_on(plan: Plan, item: Item, today: date) -> list[Item]:
    """Return the children that the progress of an outcome, a vision or a purpose is the mean over.

    They are those in force that have progress. Where none has: of those that are over, the ones that were due last; but
    a figure that itself rests on what is over counts for nothing while any other child is in force.
    """
    children = [child for child in plan.children(item) if isinstance(child, GOALS)]
    in_force = {child.name for child in children if is_in_force(plan, child, today)}
    known = [child for child in children if progress(plan, child, today).value is not None]
    running = [child for child in known if child.name in in_force and not _is_over(plan, child, today)]
    if running:
        return running
    over = [
        (day, child)
        for child in known
        if (isinstance(child, Objective) or in_force <= {child.name})
        and (day := _over_since(plan, child, today)) is not None
    ]
    latest = max((day for day, _ in over), default=None)
    return [child for day, child in over if day == latest]


def _is_over(plan: Plan, child: Item, today: date) -> bool:
    """Whether the progress of a child speaks of what is over."""
    return _over_since(plan, child, today) is not None


def _over_since(plan: Plan, child: Item, today: date) -> date | None:
    """Return the day on which the work that a child's progress rests on was due, where that is over; else None."""
    if not isinstance(child, Objective):
        return progress(plan, child, today).past
    if is_in_force(plan, child, today) or child.status not in CLOSED_STATUSES - {"dropped"}:
        return None
    return effective_due(plan, child) or date.min


def _period_words(plan: Plan, objective: Item) -> str:
    """Return what people call the time of an objective: its period, else the day it was due."""
    due = effective_due(plan, objective)
    return objective.text("period") or (day_text(due) if due else "")


def is_met(plan: Plan, item: Item, today: date) -> bool:
    """Whether an item is all that it promised: a guard-rail only once it is due, an objective by its key results."""
    if isinstance(item, Objective):
        counted = [child for child in plan.children_of(item, KeyResult) if child.status != "dropped"]
        return bool(counted) and all(is_met(plan, child, today) for child in counted)
    if isinstance(item, Measured) and item.is_guard_rail:
        due = effective_due(plan, item)
        return bool(item.metric and item.metric.holds) and due is not None and due <= today
    if isinstance(item, Task):
        return item.status == "done"
    return progress(plan, item, today).value == 1


def grade(plan: Plan, item: KeyResult) -> Fraction | None:
    """Return the grade people gave a key result that has ended, by its own status or with all it serves."""
    written = item.number("score")
    return None if written is None or is_open(plan, item) else exact(written)


class Score(NamedTuple):
    """What came of something, from 0; None for unknown. It rests on so many of so many key results or objectives."""

    value: Fraction | None
    known: int = 0
    asked: int = 0


def has_no_target_yet(item: KeyResult) -> bool:
    """Whether a key result only says until when its target will be agreed on, so that no score can count it."""
    return item.metric is not None and item.metric.target is None and item.metric.target_by is not None


def counts_in_score(plan: Plan, item: KeyResult) -> bool:
    """Whether scores ask a key result: it is not dropped, and no guard-rail that nobody has graded."""
    return item.status != "dropped" and (not item.is_guard_rail or grade(plan, item) is not None)


def key_result_score(plan: Plan, item: KeyResult, today: date) -> Fraction | None:
    """Return the grade of a key result, where one was given at its end; else its progress."""
    given = grade(plan, item)
    return progress(plan, item, today).value if given is None else given


def objective_score(plan: Plan, objective: Item, today: date) -> Score:
    """Return the weighted mean of the scores of an objective's key results, leaving out what nobody measured."""
    asked = [child for child in plan.children_of(objective, KeyResult) if counts_in_score(plan, child)]
    known = [
        (value, weight_of(child)) for child in asked if (value := key_result_score(plan, child, today)) is not None
    ]
    return Score(mean(known), len(known), len(asked))
