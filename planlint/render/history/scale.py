"""Where values and days lie in a picture, and which of them are named at its edges."""

import math
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from planlint.model.days import MONTHS
from planlint.render.text.bars import amount

_FAR = 1000  # how many times the smallest value the largest must be for a logarithmic scale
_MOST_TICKS = 7
_APART = 18  # pixels between the names of two values


class Tick(NamedTuple):
    """A place at an edge, in pixels, and what it is called."""

    at: float
    label: str


def of_days(first: date, last: date, start: float, end: float) -> Callable[[date], float]:
    """Return what gives the place of a day between two edges; days outside lie at the edge."""
    length = max((last - first).days, 1)
    return lambda day: round(start + (end - start) * min(1.0, max(0.0, (day - first).days / length)), 1)


def of_values(values: Iterable[float], bottom: float, top: float) -> Callable[[float], float]:
    """Return what gives the place of a value: linear, or logarithmic where positive values lie far apart."""
    known = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = float(min(known)), float(max(known))
    if low > 0 and high / low >= _FAR:
        lowest, length = math.log(low), math.log(high) - math.log(low)
        return lambda value: round(bottom + (top - bottom) * (math.log(max(value, low)) - lowest) / length, 1)
    length = high - low
    if not length or not math.isfinite(length):
        return lambda value: round((bottom + top) / 2, 1)
    return lambda value: round(bottom + (top - bottom) * min(1.0, max(0.0, (value - low) / length)), 1)


def day_ticks(first: date, last: date, place: Callable[[date], float]) -> list[Tick]:
    """Return the first days of months, or of years where there are many, at most seven."""
    begin, end = (day.year * 12 + day.month - 1 for day in (first, last))
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200) if (end - begin) / n <= _MOST_TICKS - 1), 6000)
    ticks = []
    for year, month in (divmod(at, 12) for at in range(begin, end + 1) if at % every == 0):
        day = date(year, month + 1, 1)
        if day >= first:
            label = str(year) if every >= 12 else f"{MONTHS[month]} {year % 100:02d}"
            ticks.append(Tick(place(day), label))
    return ticks


def value_ticks(values: Iterable[float], place: Callable[[float], float]) -> list[Tick]:
    """Return the values worth naming, each once, without those that would lie upon one another."""
    ticks: list[Tick] = []
    for value in dict.fromkeys(values):
        at = place(value)
        if all(abs(at - other.at) >= _APART for other in ticks):
            ticks.append(Tick(at, amount(value)))
    return ticks
