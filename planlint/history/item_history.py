"""What git tells of the items of a plan, under the names they have in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from planlint.history.entries import Entry
from planlint.history.goalposts import Shift, moves
from planlint.model.plan import Plan


class Traces:
    """The changes of each item, oldest first, renames followed."""

    def __init__(self, entries: Iterable[Entry], plan: Plan) -> None:
        self._entries = list(entries)
        self._plan = plan
        self._by_item: dict[str, list[Entry]] = {}
        self._order: dict[str, int] = {}
        for entry in self._entries:
            self._order.setdefault(entry.commit, len(self._order))
            if entry.verb == "renamed":
                # What the new name stood for before is another item.
                self._by_item[entry.item] = self._by_item.pop(entry.before, [])
            elif entry.verb == "added":
                self._by_item[entry.item] = []
            self._by_item.setdefault(entry.item, []).append(entry)

    def of(self, name: str) -> Sequence[Entry]:
        """Return the changes of an item; none where git does not know it."""
        return self._by_item.get(name, ())

    def order(self, entry: Entry) -> int:
        """Return the place of a change's commit among all commits."""
        return self._order[entry.commit]

    def last(self, name: str, keys: frozenset[str]) -> Entry | None:
        """Return the last change of one of these fields, or the one by which the item came."""
        return next((one for one in reversed(self.of(name)) if one.verb == "added" or one.key in keys), None)

    def values(self, name: str, key: str) -> list[tuple[date, object]]:
        """Return the values a field has had, each with the day it got it."""
        found: list[tuple[date, object]] = []
        for entry in self.of(name):
            if entry.verb == "added" and isinstance(entry.after, dict) and key in entry.after:
                found.append((entry.day, entry.after[key]))
            elif entry.key == key:
                found.append((entry.day, entry.after))
        return found

    def postponed(self, name: str) -> Mapping[str, Sequence[Shift]]:
        """Return by field how an item's dates were put off, oldest first."""
        found: dict[str, list[Shift]] = {}
        for move in moves(self.of(name), self._plan):
            for shift in move.shifts:
                if shift.times:
                    found.setdefault(shift.key, []).append(shift)
        return found
