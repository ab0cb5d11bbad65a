"""How far an item has come, in cells and in words."""

from datetime import date
from fractions import Fraction

from planlint.bounds import number_text
from planlint.model.days import day_text
from planlint.model.figures.progress import Progress
from planlint.model.figures.shares import two_decimals
from planlint.model.items import Item, KeyResult, Measured, Metric
from planlint.plural import count
from planlint.printable import plain
from planlint.render.text.columns import Cell
from planlint.render.text.style import Style, Tone

CELLS = 10
_LONGEST_UNIT = 24
_TONES: dict[str, Tone] = {
    "broken": "error",
    "blocked": "error",
    "at-risk": "error",
    "off-track": "error",
    "behind": "error",
    "slow": "warning",
    "waits": "warning",
    "dropped": "aside",
    "closed": "aside",
    "planned": "aside",
    "silent": "aside",
}


def state_cell(state: str) -> Cell:
    """Return a state in its colour."""
    return Cell(plain(state), _TONES.get(state))


def bar(value: Fraction | float | None, expected: Fraction | float | None, style: Style) -> str:
    """Return ten cells, as many filled as the share says, with a mark where the bar should be.

    Only what is reached fills them all. Dots where the share is unknown. No mark where nothing is expected, or
    nothing yet.
    """
    filled, empty, unknown = "█░·" if style.unicode else "#-."
    if value is None:
        cells = [unknown] * CELLS
    else:
        count = CELLS if value >= 1 else min(CELLS - 1, max(0, round(value * CELLS)))
        cells = [filled] * count + [empty] * (CELLS - count)
    if expected:
        cells[min(CELLS - 1, int(expected * CELLS))] = style.bar_mark
    return "".join(cells)


def share(value: Fraction | float | None) -> str:
    """Return a share of 1 with two decimals, or a question mark."""
    return "?" if value is None else two_decimals(value)


def figure_of(progress: Progress) -> str:
    """Return a goal's progress: `0.83 in 2026-H1` once that is over, `0.83 from 2 of 4` where that is less than all."""
    value, known, asked = share(progress.value), progress.known, progress.asked
    if progress.past is not None:
        period = plain(progress.period or "")
        return f"{value} {'up to' if period == day_text(progress.past) else 'in'} {period}" if period else value
    return f"{value} from {known} of {asked}" if 0 < known < asked else value


def amount(number: float | None) -> str:
    """Return a number as people write it: 40, not 40.0; a question mark for none."""
    return "?" if number is None else number_text(number)


def measure(item: Item, style: Style) -> str:
    """Return what an item measures and how far it is: `58 → 40 of 21 days`, `1 of 6 steps`, `● 1, at most 0`."""
    metric = item.metric if isinstance(item, Measured) else None
    told = measure_without_sign(item, style)
    if metric is None or not metric.is_guard_rail:
        return told
    holds, broken, unknown = style.marks
    return f"{unknown if metric.holds is None else holds if metric.holds else broken} {told}"


def measure_without_sign(item: Item, style: Style, *, baseline: bool = True) -> str:
    """Return the same without the sign of a guard-rail, where its state is told beside it.

    Without the baseline too where the room is short: a bar beside it tells how far the way was.
    """
    metric = item.metric if isinstance(item, Measured) else None
    if metric is not None:
        current, target = amount(metric.current), amount(metric.target)
        if metric.is_guard_rail:
            way = f"{current}, {(metric.written_direction or '').replace('-', ' ')} {target}"
        else:
            start = f"{amount(metric.baseline)} {style.arrow} " if metric.baseline and baseline else ""
            way = f"{start}{current} of {target}"
        return f"{way} {unit_of(metric, style)}".rstrip()
    if isinstance(item, KeyResult) and item.milestones:
        return f"{item.steps_reached} of {count(len(item.milestones), 'step')}"
    return "no measure"


def in_unit(text: str, metric: Metric) -> str:
    """Return a text about a metric with its unit, where it has one."""
    return f"{text} {plain(metric.unit)}" if metric.unit else text


def unit_of(metric: Metric, style: Style) -> str:
    """Return a unit where there is one: it is free text, and cut like a title; the numbers before it never are."""
    return style.cut(plain(metric.unit or "").strip(), _LONGEST_UNIT)


def relative(day: date, today: date) -> str:
    """Return how far off a day is: `in 77 days`, `3 days ago`, `today`."""
    days = (day - today).days
    if days == 0:
        return "today"
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def due_words(day: date, today: date, *, is_open: bool) -> str:
    """Return when something is due, or was; how far off that is, only as long as it matters."""
    return f"due {day_text(day)}, {relative(day, today)}" if is_open else f"due {day_text(day)}"
