"""What a check-in is, and whether the last one of a key result is too long ago."""

from datetime import date
from typing import Any

from planlint.model.effective import period_of
from planlint.model.items import KeyResult
from planlint.model.periods import last_day
from planlint.model.plan import Plan

QUARTER = 92  # the most days of one
LONG_PERIOD_DAYS = 31

_REPORTED = frozenset({"metric.current", "metric.as_of", "reached", "score", "confidence", "note", "evidence"})
_PLANNED = (None, "planned")  # no status means planned
_UNDER_WAY = ("on-track", "at-risk", "off-track")


def is_check_in(key: str | None, before: Any, after: Any) -> bool:
    """Whether a changed field says how its item is going: the one definition of a check-in.

    A status counts while the item stays open, and not where it goes back to `planned`. To end an item, or to open it
    again, is a decision.
    """
    if key == "status":
        return after in _UNDER_WAY and before in (*_PLANNED, *_UNDER_WAY)
    return key in _REPORTED


def is_stale(plan: Plan, item: KeyResult, last_reported: date | None, today: date, stale_days: int) -> bool:
    """Whether nothing was reported of a key result for so many days, 31 where its period is longer than a quarter.

    With milestones, only once the date of a step that is not reached has passed. Where it is not known when something
    was last reported, it counts as stale.
    """
    if item.milestones and not _missed_steps(plan, item, today):
        return False
    if last_reported is None:
        return True
    lengths = [days.last - days.first for parent in plan.parents(item) if (days := period_of(plan, parent))]
    long = any(length.days >= QUARTER for length in lengths)
    return (today - last_reported).days >= (max(stale_days, LONG_PERIOD_DAYS) if long else stale_days)


def _missed_steps(plan: Plan, item: KeyResult, today: date) -> list[str]:
    dates = {step: last_day(plan, value) for step, value in item.milestones.items() if step not in item.reached}
    return [step for step, day in dates.items() if day is not None and day < today]
