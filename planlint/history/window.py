"""Which days a review speaks of."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from planlint.commit import utc_day
from planlint.model.figures.effective import is_open, period_of
from planlint.model.items import Objective
from planlint.model.periods import Days
from planlint.model.plan import Plan

GRACE = 30
"""Days after its end for which a period is still the one people speak of, and for which results still come in."""

_WITHOUT_PERIOD = 90


class Window(NamedTuple):
    """The days of a review, both ends included; of a period also its name."""

    first: date
    last: date
    period: str | None = None

    def reported_until(self, today: date) -> date:
        """Return the last day whose commits count: of a period that is over results may come in for 30 days more."""
        last = (
            self.last + timedelta(days=GRACE) if self.period and self.last < date.max - timedelta(GRACE) else self.last
        )
        return min(today, last)


def current_span(plan: Plan, today: date) -> Window:
    """Return what a review speaks of unless somebody says otherwise.

    The period today lies in that most open objectives name; else the last one, for 30 days after it ended; else the
    last 90 days.
    """
    names: Counter[tuple[Days, str]] = Counter()
    over: set[tuple[Days, str]] = set()
    for objective in plan.of(Objective):
        days, name = period_of(plan, objective), objective.text("period")
        if days is None or name is None:
            continue
        if days.first <= today <= days.last and is_open(plan, objective):
            names[days, name] += 1
        elif days.last < today <= days.last + timedelta(days=GRACE):
            over.add((days, name))
    if names:
        # Of periods named equally often the one that ends first: it is asked about first.
        days, name = min(names, key=lambda one: (-names[one], one[0].last, one[1]))
    elif over:
        days, name = max(over, key=lambda one: (one[0].last, one[0].first, one[1]))
    else:
        return Window(max(date.min + timedelta(days=_WITHOUT_PERIOD), today) - timedelta(days=_WITHOUT_PERIOD), today)
    return Window(days.first, days.last, name)


def span_start(day: date, span: str) -> date:
    """Return the first day of the day, ISO week or month that a day lies in."""
    if span == "week":
        return day - timedelta(days=day.weekday()) if day > date.min + timedelta(days=7) else date.min
    return day.replace(day=1) if span == "month" else day


def last_of_spans(points: Iterable[dict[str, Any]], span: str) -> list[dict[str, Any]]:
    """Return the last point of each day, week or month."""
    return list({span_start(utc_day(point["date"]), span): point for point in points}.values())
