"""The geometry of a review's pictures: burn-ups, tracks of milestones, the flow of tasks. Pixels, not markup."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple, TypeVar

from planlint.commit import short_id, utc_day
from planlint.history.review import KeyResultReview, PeriodReview, Point
from planlint.model.days import day_text
from planlint.model.items import as_number
from planlint.plural import count
from planlint.render.changes.values import value_text
from planlint.render.history.review_words import move_text, result_words, step_words
from planlint.render.history.scale import Tick, day_ticks, of_days, of_values, value_ticks
from planlint.render.text.bars import amount, share
from planlint.render.text.cells import width
from planlint.render.text.style import PLAIN

WIDTH = 680
LEFT, RIGHT, TOP = 64, 16, 14
PLOT = 120  # pixels a burn-up is high
STRIP = 10  # the strip of confidence below it
ROW = 26  # a milestone's
_LETTER, _MOST_LETTERS = 10, 22  # the room for names of steps left of a track, in the largest type: a phone's
AXIS = 26
_MOST_ROWS = 60
Value = TypeVar("Value")

# What the signs of a picture mean.
_BURN_UP = {
    "value": "value",
    "target": "target",
    "pace": "expected pace",
    "retargeted": "goalpost moved",
    "postponed": "goalpost moved",
    "renamed": "renamed",
    "strip": "confidence",
}
_TRACK = {
    "reached": "reached",
    "open": "open",
    "undated": "open, without a date",
    "missed": "missed",
    "planned": "planned on the first day",
}


class Sign(NamedTuple):
    """A mark in a picture: where, what kind it is of, what it says."""

    x: float
    y: float
    kind: str
    label: str


class Bar(NamedTuple):
    """A piece of the strip of confidence, or a row of a track: from x, so wide, how strong from 0 to 1."""

    x: float
    y: float
    width: float
    strength: float
    label: str


class Stroke(NamedTuple):
    """A line or an area by its corners, as SVG writes them."""

    kind: str
    points: str


class Picture(NamedTuple):
    """One picture with all that is in it, and the same figures as a table."""

    title: str
    says: str
    height: int
    left: int
    days: tuple[Tick, ...]
    values: tuple[Tick, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, str], ...]
    lines: tuple[Stroke, ...] = ()
    signs: tuple[Sign, ...] = ()
    bars: tuple[Bar, ...] = ()
    today: float | None = None


def picture_of(result: KeyResultReview, review: PeriodReview) -> Picture | None:
    """Return the picture of a key result: a track of its milestones, else the burn-up of its values, or None."""
    if result.steps:
        return _track(result, review)
    return _burn_up(result, review) if _values(result.points, "current") else None


class _Axes(NamedTuple):
    """The days from the first to the last one of a picture, and where days and values lie in it."""

    first: date
    last: date
    x: Callable[[date], float]
    y: Callable[[float], float]


def _axes(result: KeyResultReview, review: PeriodReview) -> _Axes:
    """Return the days of the review, up to the day that is due soon after, and room for all values."""
    span, due = review.span, result.due
    is_soon = due is not None and due - span.last <= span.last - span.first
    last = max(span.last, due) if due is not None and is_soon else span.last
    last = max(last, min(review.today, span.reported_until(review.today)))
    numbers = (as_number(point[key]) for point in result.points for key in ("current", "target", "baseline"))
    y = of_values([number for number in numbers if number is not None], TOP + PLOT, TOP)
    return _Axes(span.first, last, of_days(span.first, last, LEFT, WIDTH - RIGHT), y)


def _burn_up(result: KeyResultReview, review: PeriodReview) -> Picture:
    axes = _axes(result, review)
    first, last, x, y = axes
    metric = result.item.metric
    end = min(review.today, last)
    lines = (
        Stroke("pace", _pace(result, review, axes)),
        Stroke("target", _stairs(result.points, "target", axes)),
        Stroke("value", _stairs(result.points, "current", axes._replace(last=end))),
    )
    drawn = tuple(line for line in lines if line.points)
    values = _values(result.points, "current")
    signs = [
        Sign(x(day), y(value), "checkin", f"{day_text(day)}: {amount(value)}")
        for day, value in values
        if first <= day <= last
    ]
    signs += _marks(result, review, x)
    strip = _confidence(result.points, axes._replace(last=end))
    shown = {line.kind for line in drawn} | {sign.kind for sign in signs} | ({"strip"} if strip else set())
    names = [as_number(result.points[-1][key]) for key in ("target", "current", "baseline")]
    unit = f" {metric.unit}" if metric and metric.unit else ""
    return Picture(
        title=result.item.title,
        says=f"{result_words(result, PLAIN)}. {count(len(values), 'value')} reported",
        height=TOP + PLOT + (STRIP + 8 if strip else 0) + AXIS,
        left=LEFT,
        lines=drawn,
        signs=tuple(signs),
        bars=strip,
        days=tuple(day_ticks(first, last, x)),
        values=tuple(value_ticks([number for number in names if number is not None], y)),
        today=x(review.today) if first <= review.today <= last else None,
        columns=("day", f"value{unit}", "target", "progress", "confidence", "commit"),
        rows=_rows(result.points),
        legend=_legend(_BURN_UP, shown),
    )


def _legend(signs: Mapping[str, str], shown: set[str]) -> tuple[tuple[str, str], ...]:
    """Return what the signs in a picture mean, each meaning once."""
    kinds: dict[str, str] = {}
    for kind, label in signs.items():
        if kind in shown:
            kinds.setdefault(label, kind)
    return tuple((kind, label) for label, kind in kinds.items())


def _values(points: Sequence[Point], key: str) -> list[tuple[date, float]]:
    """Return the days on which a number became another one."""
    found: list[tuple[date, float]] = []
    for point in points:
        value = as_number(point[key])
        if value is not None and (not found or found[-1][1] != value):
            found.append((utc_day(point["date"]), value))
    return found


def _stairs(points: Sequence[Point], key: str, axes: _Axes) -> str:
    """Return the corners of a line that keeps its height until a value changes."""
    first, last, x, y = axes
    values = [(day, value) for day, value in _values(points, key) if day <= last]
    heights = [(x(day), y(value)) for day, value in _carried(values, first)]
    return _drawn([*_corners(heights), (x(last), heights[-1][1])]) if heights else ""


def _carried(values: Sequence[tuple[date, Value]], first: date) -> list[tuple[date, Value]]:
    """Return the values from a day on, the one that stood on that day first."""
    before = [(first, value) for day, value in values if day <= first][-1:]
    return before + [(day, value) for day, value in values if day > first]


def _corners(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield the corners of a line that keeps its height until the next point."""
    yield points[0]
    for (_, before), (at, height) in pairwise(points):
        yield from ((at, before), (at, height))


def _drawn(corners: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in corners)


def _pace(result: KeyResultReview, review: PeriodReview, axes: _Axes) -> str:
    """Return the line from the baseline to the target on the day it is due."""
    first, last, x, y = axes
    now = result.points[-1]
    baseline, target = as_number(now["baseline"]), as_number(now["target"])
    start = utc_day(result.points[0]["date"]) if review.span.period is None else first
    if baseline is None or target is None or result.due is None or result.item.is_guard_rail or result.due <= start:
        return ""

    def height(day: date) -> float:
        part = (day - start).days / ((result.due or day) - start).days
        return y(baseline + (target - baseline) * min(1.0, max(0.0, part)))

    begin, end = max(first, start), min(last, result.due)
    return _drawn((x(day), height(day)) for day in (begin, end)) if begin < end else ""


def _marks(result: KeyResultReview, review: PeriodReview, x: Callable[[date], float]) -> list[Sign]:
    """Return what happened to its goalposts and its name, at the top of the picture."""
    moved = [
        Sign(
            x(move.day),
            TOP,
            "postponed" if any(shift.times for shift in move.shifts) else "retargeted",
            f"{day_text(move.day)}: {move_text(move, PLAIN)}",
        )
        for move in review.moves
        if move.item == result.item.name
    ]
    return moved + [
        Sign(x(one.day), TOP, "renamed", f"{day_text(one.day)}: renamed from {value_text(one.before)}")
        for one in review.renames
        if one.item == result.item.name
    ]


def _confidence(points: Sequence[Point], axes: _Axes) -> tuple[Bar, ...]:
    first, last, x, _ = axes
    at = TOP + PLOT + 6
    values = [(max(day, first), value) for day, value in _values(points, "confidence") if day <= last]
    ends = [*(day for day, _ in values[1:]), last][: len(values)]
    return tuple(
        Bar(x(day), at, round(x(end) - x(day), 1), min(1.0, max(0.0, value)), f"from {day_text(day)}: {amount(value)}")
        for (day, value), end in zip(values, ends, strict=True)
        if end > day
    )


def _rows(points: Sequence[Point]) -> tuple[tuple[str, ...], ...]:
    """Return the points as rows of a table, the newest ones where there are very many."""
    return tuple(
        (
            day_text(utc_day(point["date"])),
            amount(as_number(point["current"])),
            amount(as_number(point["target"])),
            share(point["progress"]),
            amount(as_number(point["confidence"])),
            short_id(point["commit"]),
        )
        for point in points[-_MOST_ROWS:]
    )


def _track(result: KeyResultReview, review: PeriodReview) -> Picture:
    days = [day for step in result.steps for day in (step.due, step.planned, step.reached)]
    known = [day for day in (*days, result.due) if day is not None]
    until = min(review.today, review.span.reported_until(review.today))
    first, last = min([review.span.first, *known]), max([until, *known])
    longest = max(width(step.name) for step in result.steps)
    left_of_track = max(LEFT, 14 + _LETTER * min(longest, _MOST_LETTERS))
    x = of_days(first, last, left_of_track, WIDTH - RIGHT)
    signs: list[Sign] = []
    bars: list[Bar] = []
    names: list[Tick] = []
    for at, step in enumerate(result.steps):
        y = TOP + ROW * at + ROW / 2
        names.append(Tick(y, PLAIN.cut(step.name, _MOST_LETTERS)))
        promised = step.planned or step.due
        day = step.day or result.due or last  # a step without a date is due with its key result
        if promised is not None and promised != day:
            left, right = sorted((x(promised), x(day)))
            moved = f"{step.name}: planned for {day_text(promised)}, {step_words(step)}"
            bars.append(Bar(left, y, round(right - left, 1), 0.5, moved))
            signs.append(Sign(x(promised), y, "planned", f"{step.name} was planned for {day_text(promised)}"))
        kind = "undated" if step.day is None and step.state == "open" else step.state
        signs.append(Sign(x(day), y, kind, f"{step.name}: {step_words(step)}"))
    return Picture(
        title=result.item.title,
        says=result_words(result, PLAIN),
        height=TOP + ROW * len(result.steps) + AXIS,
        left=left_of_track,
        signs=tuple(signs),
        bars=tuple(bars),
        days=tuple(day_ticks(first, last, x)),
        values=tuple(names),
        today=x(review.today) if first <= review.today <= last else None,
        columns=("step", "planned on the first day", "due now", "state"),
        rows=tuple((step.name, _day(step.planned), _day(step.due), step_words(step)) for step in result.steps),
        legend=_legend(_TRACK, {sign.kind for sign in signs}),
    )


def _day(day: date | None) -> str:
    return "undated" if day is None else day_text(day)


def flow_picture(review: PeriodReview) -> Picture | None:
    """Return the cumulative flow of the tasks; None where there are none."""
    until = min(review.today, review.span.reported_until(review.today))
    counted = [(day, (done, doing, todo)) for day, todo, doing, done in review.flow if day <= until]
    if not counted:
        return None
    first = review.span.first
    shown = _carried(counted, first)
    last = max(until, shown[-1][0])
    shown.append((last, shown[-1][1]))
    x = of_days(min(first, shown[0][0]), last, LEFT, WIDTH - RIGHT)
    most = max(sum(numbers) for _, numbers in shown)
    y = of_values([0, most], TOP + PLOT, TOP)
    areas = []
    for level, kind in ((3, "todo"), (2, "doing"), (1, "done")):
        heights = [(x(day), y(sum(numbers[:level]))) for day, numbers in shown]
        outline = [(heights[0][0], y(0)), *_corners(heights), (heights[-1][0], y(0))]
        areas.append(Stroke(kind, _drawn(outline)))
    return Picture(
        title="Tasks",
        says="{} done, {} doing, {} to do".format(*shown[-1][1]),
        height=TOP + PLOT + AXIS,
        left=LEFT,
        lines=tuple(areas),
        days=tuple(day_ticks(min(first, shown[0][0]), last, x)),
        values=tuple(value_ticks([0, most], y)),
        columns=("day", "done", "doing", "to do"),
        rows=tuple((day_text(day), *(str(number) for number in numbers)) for day, numbers in shown[-_MOST_ROWS:]),
        legend=(("done", "done"), ("doing", "doing"), ("todo", "to do")),
    )
