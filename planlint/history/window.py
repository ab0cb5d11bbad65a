"""Which days a review speaks of."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from planlint.commit import utc_day
from planlint.model import Objective, Plan
from planlint.model.figures.effective import is_open, period_of
from planlint.model.periods import Days, days_after

GRACE = 30
"""Days after its end for which a period may still be reviewed unasked, and for which results still come in."""

_JUST_OVER = 14  # days for which what has ended is spoken of before what runs
_WITHOUT_PERIOD = 90


class Window(NamedTuple):
    """The days of a review, both ends included; of a period also its name, and the title it has beside that."""

    first: date
    last: date
    period: str | None = None
    title: str | None = None

    @property
    def called(self) -> str | None:
        """What people call it: its title, else its name."""
        return self.title or self.period

    def reported_until(self, today: date) -> date:
        """Return the last day whose commits count: of a period that is over results may come in for 30 days more."""
        return min(today, days_after(self.last, GRACE) if self.period else self.last)


def period_window(plan: Plan, period: str, days: Days) -> Window:
    """Return the window of a period."""
    table = plan.resolve("period", period)
    return Window(*days, period, table.text("title") if table else None)


def current_window(plan: Plan, today: date) -> Window:
    """Return what a review speaks of unless somebody says otherwise.

    A period that ended within the last 14 days, of several the one that most objectives name, then the shorter; else
    the one that runs; else the last one, for 30 days after it ended; else the last 90 days.
    """
    over = {one: n for one, n in _named(plan).items() if one[0].last < today <= days_after(one[0].last, GRACE)}
    just_over = [one for one in over if today <= days_after(one[0].last, _JUST_OVER)]
    if just_over:
        days, name = min(just_over, key=lambda one: (-over[one], one[0].last - one[0].first, one[1]))
        return period_window(plan, name, days)
    running = running_window(plan, today)
    if running is not None:
        return running
    if over:
        days, name = max(over, key=lambda one: (one[0].last, one[0].first, one[1]))
        return period_window(plan, name, days)
    return Window(days_after(today, -_WITHOUT_PERIOD), today)


def running_window(plan: Plan, today: date) -> Window | None:
    """Return the period a day lies in that most open objectives name, None where there is none."""
    names = _named(plan, only_open=True)
    running = [one for one in names if one[0].first <= today <= one[0].last]
    if not running:
        return None
    # Of periods named equally often the one that ends first: it is asked about first.
    days, name = min(running, key=lambda one: (-names[one], one[0].last, one[1]))
    return period_window(plan, name, days)


def window_before(plan: Plan, window: Window) -> Window | None:
    """Return the last period with objectives that ended before a window, None where there is none."""
    names = _named(plan)
    earlier = [one for one in names if one[0].last < window.first]
    if not earlier:
        return None
    days, name = max(earlier, key=lambda one: (one[0].last, names[one], one[0].first, one[1]))
    return period_window(plan, name, days)


def _named(plan: Plan, *, only_open: bool = False) -> Counter[tuple[Days, str]]:
    """Return the periods that objectives name, and how often."""
    names: Counter[tuple[Days, str]] = Counter()
    for objective in plan.of(Objective):
        days, name = period_of(plan, objective), objective.text("period")
        if days is not None and name is not None and (is_open(plan, objective) or not only_open):
            names[days, name] += 1
    return names


def span_start(day: date, span: str) -> date:
    """Return the first day of the day, ISO week or month that a day lies in."""
    if span == "week":
        return days_after(day, -day.weekday())
    return day.replace(day=1) if span == "month" else day


def last_of_spans(points: Iterable[dict[str, Any]], span: str) -> list[dict[str, Any]]:
    """Return the last point of each day, week or month."""
    return list({span_start(utc_day(point["date"]), span): point for point in points}.values())
