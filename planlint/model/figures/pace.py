"""How far an item should be on a day, and how fast it goes."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from planlint.model import GOALS, Item, KeyResult, Metric, Plan
from planlint.model.figures.effective import effective_due, effective_start, remembered_on_a_day, time_gone
from planlint.model.figures.freshness import STALE_DAYS, silent_after
from planlint.model.figures.progress import counted_children, metric_progress, progress
from planlint.model.figures.shares import mean
from planlint.model.periods import day_of, last_day

PaceWord = Literal["on pace", "slow", "behind"]
PACE_WORDS: tuple[PaceWord, ...] = ("on pace", "slow", "behind")
ON_PACE = Fraction(95, 100)
SLOW = Fraction(75, 100)
_TOO_EARLY = Fraction(1, 10)  # of its time: before, a pace would be an alarm about nothing


@remembered_on_a_day
def expected(plan: Plan, item: Item, today: date) -> Fraction | None:
    """Return how far an item should be on a day, by the one definition every command uses.

    A key result should be as far on the day that its value speaks of. Of an objective and what is above it is the mean
    over the children that its progress rests on. None where that cannot be said, and for guard-rails.
    """
    if isinstance(item, KeyResult):
        return expected_from(plan, item, effective_start(plan, item), effective_due(plan, item), today)
    if not isinstance(item, GOALS):
        return _on_line([], effective_start(plan, item), effective_due(plan, item), today)
    below = [(expected(plan, child, today), weight) for child, weight in counted_children(plan, item, today)]
    return mean([(value, weight) for value, weight in below if value is not None])


def expected_from(plan: Plan, item: KeyResult, start: date | None, due: date | None, today: date) -> Fraction | None:
    """Return how far a key result should be on a day, were these its start and its due."""
    if item.is_guard_rail or due is None:
        return None
    metric = item.metric
    if metric is not None:
        return _on_line(_points(plan, metric), start, due, metric.as_of or today)
    days = [last_day(plan, value) for value in item.milestones.values()]
    if any(days):
        return Fraction(sum((day or due) < today for day in days), len(days))
    return _on_line([], start, due, today)


def _points(plan: Plan, metric: Metric) -> list[tuple[date, Fraction]]:
    """Return the values expected on the way as days and shares."""
    points = [(day_of(plan, key), metric_progress(metric, value)) for key, value in metric.path.items()]
    return [(day, value) for day, value in points if day is not None and value is not None]


def _on_line(points: list[tuple[date, Fraction]], start: date | None, due: date | None, day: date) -> Fraction | None:
    """Return the share at a day on the line from start to due over the points between them."""
    gone = time_gone(start, due, day)
    if start is None or due is None or gone in (None, 0, 1):
        return gone
    between = sorted(point for point in points if start < point[0] < due)
    for (earlier, low), (later, high) in pairwise([(start, Fraction(0)), *between, (due, Fraction(1))]):
        if day <= later and later > earlier:
            return low + (high - low) * Fraction((day - earlier).days, (later - earlier).days)
    return Fraction(1)


def pace(plan: Plan, item: Item, today: date, stale_days: int = STALE_DAYS) -> Fraction | None:
    """Return progress over expected progress.

    None where either is unknown or nothing is expected yet, in the first tenth of an item's time, and where its value
    is older than its cadence allows.
    """
    start, due = effective_start(plan, item), effective_due(plan, item)
    if isinstance(item, KeyResult):
        return pace_from(plan, item, start, due, today, stale_days)
    value, should = progress(plan, item, today).value, expected(plan, item, today)
    if value is None or not should or _is_early(start, due, today):
        return None
    if isinstance(item, GOALS) and time_gone(start, due, today) is None:
        # It has no time of its own: it is as early as what it rests on.
        below = counted_children(plan, item, today)
        if all(pace(plan, child, today, stale_days) is None for child, _ in below):
            return None
    return value / should


def pace_from(
    plan: Plan, item: KeyResult, start: date | None, due: date | None, today: date, stale_days: int
) -> Fraction | None:
    """Return the pace of a key result, were these its start and its due."""
    value, should = progress(plan, item, today).value, expected_from(plan, item, start, due, today)
    if value is None or not should or _is_early(start, due, today):
        return None
    as_of = item.metric.as_of if item.metric else None
    if as_of is not None and (today - as_of).days > silent_after(plan, item, stale_days):
        return None
    return value / should


def _is_early(start: date | None, due: date | None, today: date) -> bool:
    gone = time_gone(start, due, today)
    return gone is not None and gone < _TOO_EARLY


def pace_word(value: Fraction) -> PaceWord:
    """Return what people call a pace."""
    if value >= ON_PACE:
        return "on pace"
    return "slow" if value >= SLOW else "behind"
