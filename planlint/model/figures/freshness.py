"""What a check-in is, and whether the last one of a key result is too long ago."""

from datetime import date
from typing import Any

from planlint.model.figures.effective import period_of
from planlint.model.items import SILENT_AFTER, KeyResult
from planlint.model.periods import last_day
from planlint.model.plan import Plan

QUARTER = 92  # the most days of one
LONG_PERIOD_DAYS = 31
STALE_DAYS = 14
"""The limit `stale-days` where no configuration says another one."""

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


def silent_after(plan: Plan, item: KeyResult, stale_days: int) -> int:
    """Return for how many days a key result may be silent: by its cadence, else the shortest of its objectives'.

    Where none is written, so many days as the limit says, or 31 where its period is longer than a quarter.
    """
    cadences = [item.cadence] if item.cadence in SILENT_AFTER else [parent.cadence for parent in plan.parents(item)]
    written = [SILENT_AFTER[cadence] for cadence in cadences if cadence is not None and cadence in SILENT_AFTER]
    if written:
        return min(written)
    lengths = [days.last - days.first for parent in plan.parents(item) if (days := period_of(plan, parent))]
    return max(stale_days, LONG_PERIOD_DAYS) if any(length.days >= QUARTER for length in lengths) else stale_days


def is_stale(plan: Plan, item: KeyResult, last_reported: date | None, today: date, stale_days: int) -> bool:
    """Whether the last check-in of a key result is longer ago than its cadence allows.

    With milestones, only once the date of a step that is not reached has passed. Where it is not known when it was, it
    counts as stale.
    """
    days = [last_day(plan, value) for step, value in item.milestones.items() if step not in item.reached]
    if item.milestones and not any(day is not None and day < today for day in days):
        return False
    return last_reported is None or (today - last_reported).days > silent_after(plan, item, stale_days)
