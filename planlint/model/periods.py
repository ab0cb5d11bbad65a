"""Periods of time: calendar forms and the plan's own, as first and last days."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from planlint.model import Item, Plan, as_day

_CALENDAR = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?", re.ASCII
)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Days(NamedTuple):
    """A span of days, both ends included."""

    first: date
    last: date


def days_after(day: date, count: int) -> date:
    """Return the day that comes so many days later, or earlier: the calendar's last or first where it ends before."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date.max if count > 0 else date.min


@lru_cache(maxsize=1024)
def calendar_period(text: str) -> Days | None:
    """Return the days of `2026`, `2026-H2`, `2026-Q4` or `2026-11`; None where the text is none of these."""
    match = _CALENDAR.fullmatch(text)
    if match is None or match["year"] == "0000":
        return None
    year = int(match["year"])
    if match["half"]:
        first_month, months = 6 * int(match["half"]) - 5, 6
    elif match["quarter"]:
        first_month, months = 3 * int(match["quarter"]) - 2, 3
    elif match["month"]:
        first_month, months = int(match["month"]), 1
    else:
        first_month, months = 1, 12
    last_month = first_month + months - 1
    return Days(date(year, first_month, 1), date(year, last_month, monthrange(year, last_month)[1]))


def calendar_periods_around(day: date) -> tuple[str, ...]:
    """Return the halves, quarters, months and years of the calendar that a day is in, each with the next."""
    found = []
    for months, form in ((6, "-H{}"), (3, "-Q{}"), (1, "-{:02}"), (12, "")):
        for count in ((day.month - 1) // months, (day.month - 1) // months + 1):
            year, part = divmod(count, 12 // months)
            found.append(f"{day.year + year:04}{form.format(part + 1)}")
    return tuple(text for text in found if calendar_period(text) is not None)


def period_days(plan: Plan, text: str) -> Days | None:
    """Return the days of a period by its id or calendar form; the plan's own table wins.

    None where there is no such period, or its table has no sound start and end.
    """
    table = plan.resolve("period", text)
    if table is None:
        return calendar_period(text)
    first, last = as_day(table.fields.get("start")), as_day(table.fields.get("end"))
    return Days(first, last) if first and last else None


def first_day(plan: Plan, value: object) -> date | None:
    """Return the day a written date or period begins; None where it is neither."""
    if isinstance(value, str):
        days = period_days(plan, value)
        return days.first if days else None
    return as_day(value)


def last_day(plan: Plan, value: object) -> date | None:
    """Return the day a written date or period ends; None where it is neither."""
    if isinstance(value, str):
        days = period_days(plan, value)
        return days.last if days else None
    return as_day(value)


def period_texts(item: Item) -> Iterator[str]:
    """Yield the texts that may name a period an item's dates come from."""
    texts = (*(item.fields.get(key) for key in ("period", "start", "due")), *item.table("milestones").values())
    yield from (text for text in texts if isinstance(text, str))


def day_of(plan: Plan, value: object, *, first: bool = False) -> date | None:
    """Return the last day that a text stands for, a date or a period: a value in JSON form, or a key as in `path`.

    Or the first day; None for anything else.
    """
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value) if _DATE.fullmatch(value) else (first_day if first else last_day)(plan, value)
    except ValueError:
        return None
