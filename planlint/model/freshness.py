"""How fresh a key result is: what was last reported of it, when, and whether that is too long ago."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from planlint.model.effective import period_of
from planlint.model.items import KeyResult
from planlint.model.periods import last_day
from planlint.model.plan import Plan

QUARTER = 92  # the most days of one
LONG_PERIOD_DAYS = 31
_REPORTED = ("reached", "confidence", "status", "note")
_VALUES = 3

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trail:
    """When something was last reported, None where nobody can tell, and the last values with their days, oldest first.

    A value is the metric's `current`, or the steps reached.
    """

    changed: date | None = None
    values: tuple[tuple[date, Any], ...] = ()


def trail(now: Fields, earlier: Iterable[tuple[date, Fields | None]], today: date) -> Trail:
    """Return what the versions of a key result tell: as it is now, and as it was from some days on, newest first.

    None stands for a version without it. What is not in the newest version counts as reported today. No more versions
    are asked for than are needed.
    """
    day, fields = today, now
    changed: date | None = None
    values: list[tuple[date, Any]] = []
    for older_day, older in earlier:
        # What stands in `fields` was brought about on `day`, if the version before it was different.
        if older is None:
            break
        if changed is None and _reported(fields) != _reported(older):
            changed = day
        if _value(fields) != _value(older) and _value(fields) is not None:
            values.append((day, _value(fields)))
        if changed is not None and len(values) == _VALUES:
            return Trail(changed, tuple(reversed(values)))
        day, fields = older_day, older
    changed = changed or day
    if _value(fields) is not None:
        values.append((day, _value(fields)))
    return Trail(changed, tuple(reversed(values[:_VALUES])))


def is_stale(plan: Plan, item: KeyResult, changed: date | None, today: date, stale_days: int) -> bool:
    """Whether nothing was reported of a key result for so many days, 31 where its period is longer than a quarter.

    With milestones, only once the date of a step that is not reached has passed. Where nobody can tell when it changed,
    it counts as stale.
    """
    if item.milestones and not _missed_steps(plan, item, today):
        return False
    if changed is None:
        return True
    lengths = [days.last - days.first for parent in plan.parents(item) if (days := period_of(plan, parent))]
    long = any(length.days >= QUARTER for length in lengths)
    return (today - changed).days >= (max(stale_days, LONG_PERIOD_DAYS) if long else stale_days)


def _missed_steps(plan: Plan, item: KeyResult, today: date) -> list[str]:
    dates = {step: last_day(plan, value) for step, value in item.milestones.items() if step not in item.reached}
    return [step for step, day in dates.items() if day is not None and day < today]


def _reported(fields: Fields) -> tuple[Any, ...]:
    return (_current(fields), *(fields.get(key) for key in _REPORTED))


def _value(fields: Fields) -> Any:
    return fields["reached"] if "milestones" in fields and "reached" in fields else _current(fields)


def _current(fields: Fields) -> Any:
    metric = fields.get("metric")
    return metric.get("current") if isinstance(metric, dict) else None
