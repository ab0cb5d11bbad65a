"""The history of each item of a plan: its changes, under the name it has now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planlint.history.goalposts import Shift, moves
from planlint.history.line_format import LogEntry, read_lines
from planlint.model import KeyResult, Plan
from planlint.model.figures.freshness import is_check_in


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """The changes of one item, oldest first, those under its former names too; none where git does not know it."""

    changes: tuple[LogEntry, ...] = ()

    def last(self, keys: Collection[str]) -> LogEntry | None:
        """Return the last change of one of these fields, or the one by which the item was added."""
        return next((one for one in reversed(self.changes) if one.verb == "added" or one.key in keys), None)

    @property
    def last_reported(self) -> date | None:
        """The day of the last check-in, or the day the item was added; None where that is not known."""
        return next(
            (
                one.day
                for one in reversed(self.changes)
                if one.verb == "added" or (one.verb == "changed" and is_check_in(one.key, one.before, one.after))
            ),
            None,
        )

    def values(self, key: str) -> list[tuple[date, Any]]:
        """Return the values a field has had, each with the day it got it."""
        values: list[tuple[date, Any]] = []
        for one in self.changes:
            if one.verb == "added" and (value := _leaf(one.after, key)) is not None:
                values.append((one.day, value))
            elif one.key == key:
                values.append((one.day, one.after))
        return values

    def reported_values(self, item: KeyResult) -> list[tuple[date, Any]]:
        """Return what was measured of a key result, each with its day: its numbers, or the steps it had reached."""
        key = "reached" if item.milestones else "metric.current"
        return [(day, value) for day, value in self.values(key) if value is not None]

    def postponed(self, plan: Plan) -> Mapping[str, Sequence[Shift]]:
        """Return by field how the item's dates were put off, oldest first."""
        shifts: dict[str, list[Shift]] = {}
        for move in moves(self.changes, plan):
            for shift in move.shifts:
                if shift.times:
                    shifts.setdefault(shift.key, []).append(shift)
        return shifts


class ItemHistories:
    """The histories of all items, each read when somebody asks for one of its kind.

    `lines` are all changes in the format of `line_format`. What the commits in `cut` added was there before them: a
    shallow clone begins with these.
    """

    def __init__(self, lines: bytes, cut: Collection[str] = ()) -> None:
        self._lines = lines
        self._cut = cut
        self._kinds: dict[str, Mapping[str, list[LogEntry]]] = {}

    def of(self, name: str) -> ItemHistory:
        """Return the history of the item that now has a full name."""
        kind = name.partition(".")[0]
        if kind not in self._kinds:
            changes = read_lines(self._lines, {kind})
            self._kinds[kind] = _by_item(one for one in changes if one.commit not in self._cut)
        return ItemHistory(tuple(self._kinds[kind].get(name, ())))


def _by_item(changes: Iterable[LogEntry]) -> Mapping[str, list[LogEntry]]:
    """Return the changes of items, by the name each item has in the end."""
    by_item: dict[str, list[LogEntry]] = {}
    for one in changes:
        if one.verb == "renamed":
            # What had the new name before is another item.
            by_item[one.item] = by_item.pop(one.before, [])
        elif one.verb == "added":
            by_item[one.item] = []
        by_item.setdefault(one.item, []).append(one)
    return by_item


def _leaf(fields: Any, key: str) -> Any:
    """Return a value by its dotted key from the fields of an item in JSON form; None where there is none."""
    for part in key.split("."):
        fields = fields.get(part) if isinstance(fields, dict) else None
    return fields
