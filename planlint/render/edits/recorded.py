"""Values that were recorded: before, after, and how far that brings the plan."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from planlint.bounds import bounded
from planlint.edit.incoming.rows import LeftOut
from planlint.edit.rename import Renamed
from planlint.edit.set_values import Recorded
from planlint.model.figures.progress import progress
from planlint.model.item_state import ItemState, standing
from planlint.model.items import KeyResult, Objective, as_number
from planlint.model.plan import Plan
from planlint.plural import count
from planlint.printable import plain
from planlint.render.plan.item_line import details, has_bar, rests_on
from planlint.render.text.bars import amount, share
from planlint.render.text.cells import pack, width
from planlint.render.text.columns import ID, Cell, Column, at_edges, hanging, table
from planlint.render.text.style import Style

_INDENT = "  "
_LEAST_TITLE = 16


def recorded_lines(changes: Sequence[Recorded], style: Style) -> str:
    """Return a line a change: the item, the key, the value before and after."""
    return "".join(f"{plain(one.item)} {_key(one)} {_change(one, style)}\n" for one in changes)


def recorded_text(before: Plan, after: Plan, changes: Sequence[Recorded], today: date, style: Style) -> str:
    """Return the same for a terminal: under each item its changes, and how far it and its objectives have come."""
    lines: list[str] = []
    items = list(dict.fromkeys(one.item for one in changes))
    for name in items:
        item = after.items[name]
        lines.append(at_edges(Cell(plain(item.title), "strong"), Cell(plain(name), "aside"), style, least=_LEAST_TITLE))
        lines += _changes([one for one in changes if one.item == name], style)
        if isinstance(item, KeyResult):
            was = progress(before, before.items[name], today).value
            lines += [_INDENT + line for line in _standing_lines(was, standing(after, item, today), style)]
    lines += _objectives(before, after, items, today, style)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def brought_in_text(
    new: int, changed: int, unchanged: int, left_out: Sequence[LeftOut], changes: Sequence[Recorded], style: Style
) -> str:
    """Return how many items are new, changed and unchanged, each row left out with its reason, each value changed."""
    counts = f"{new} new, {changed} changed, {unchanged} unchanged, {len(left_out)} left out\n"
    rows = (f"{plain(str(row.place))} left out: {plain(bounded(row.reason))}\n" for row in left_out)
    return counts + "".join(rows) + recorded_lines(changes, style)


def value_words(value: Any) -> str:
    """Return a value as people read it, on one line: 40, 31 Dec as 2026-12-31, a list with commas."""
    if value is None:
        return "unset"
    if isinstance(value, list):
        return ", ".join(value_words(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    number = as_number(value)
    if number is not None:
        return amount(number)
    return plain(value.isoformat() if isinstance(value, date) else str(value))


def _key(one: Recorded) -> str:
    return bounded(plain(".".join(one.key)))


def _change(one: Recorded, style: Style) -> str:
    return f"{bounded(value_words(one.before))} {style.arrow} {bounded(value_words(one.after))}"


def _changes(changes: Sequence[Recorded], style: Style) -> Iterator[str]:
    column = max(width(_key(one)) for one in changes)
    size = column + 2 * len(_INDENT)
    for one in changes:
        lines = [_change(one, style)]
        if size + width(lines[0]) > style.room:  # two long texts: each has a line of its own
            lines = [style.cut(value_words(value), style.room - size) for value in (one.before, one.after)]
        yield from hanging(Cell(f"{_INDENT}{_key(one)}"), size, lines[:1], style)
        yield from hanging(Cell(style.arrow.rjust(size - 1)), size, lines[1:], style)


def _standing_lines(was: Fraction | None, now: ItemState, style: Style) -> Iterator[str]:
    value = now.progress.value
    before = f"{share(was)} {style.arrow} " if was != value else ""
    moved = [f"progress {before}{share(value)}"] if has_bar(now) else []
    return pack([*moved, *details(now, style)], style.room - width(_INDENT), style.dot)


def _objectives(before: Plan, after: Plan, items: Sequence[str], today: date, style: Style) -> Iterator[str]:
    """Yield what the changes did to the progress of objectives."""
    served = {parent.name: parent for name in items for parent in after.parents(after.items[name])}
    for name, objective in served.items():
        was = before.items.get(name)
        if not isinstance(objective, Objective) or was is None:
            continue
        old, new = progress(before, was, today), progress(after, objective, today)
        if old != new:
            now = standing(after, objective, today)
            yield f"{plain(name)} {share(old.value)} {style.arrow} {rests_on(now)}"


def renamed_text(renamed: Renamed, style: Style) -> str:
    """Return what a rename changed: the names, and in how many places of which files."""
    lines = [bounded(f"{plain(renamed.old)} is now {plain(renamed.new)}")]
    rows = [[Cell(plain(path)), Cell(count(places, "place"))] for path, places in renamed.places.items()]
    lines += table((ID, Column()), rows, style)
    return "".join(f"{line}\n" for line in lines)
