"""Changes of a history as they are asked for: of some items, of some days; and which names an item has had."""

from collections.abc import Iterable, Iterator
from datetime import date

from planlint.history.line_format import LogEntry, read_lines


class ItemNames:
    """Which names an item has had over time, and which it has now."""

    def __init__(self, lines: bytes) -> None:
        self.known: set[str] = set()
        self._newer: dict[str, str] = {}
        self._renames: list[tuple[str, str]] = []
        for entry in read_lines(lines, verbs=("added", "renamed")):
            self.known.add(entry.item)
            if entry.verb == "renamed":
                self.known.add(entry.before)
                self._newer[entry.before] = entry.item
                self._newer.pop(entry.item, None)
                self._renames.append((entry.before, entry.item))
            else:
                self._newer.pop(entry.item, None)

    def newest(self, name: str) -> str:
        """Return the name that an item had last."""
        seen = {name}
        while (newer := self._newer.get(name)) is not None and newer not in seen:
            seen.add(newer)
            name = newer
        return name


def about(found: Iterable[LogEntry], names: Iterable[str]) -> list[LogEntry]:
    """Return the changes of items with these names, and of what they were called before, oldest first."""
    wanted = set(names)
    kept: list[LogEntry] = []
    for entry in reversed(list(found)):
        if entry.verb == "renamed":
            # Before this commit the older name was this item's; whoever took that name later is another one.
            wanted.discard(entry.before)
            if entry.item in wanted:
                wanted.add(entry.before)
        if entry.item in wanted:
            kept.append(entry)
    kept.reverse()
    return kept


def within(found: Iterable[LogEntry], first: date | None, last: date | None) -> Iterator[LogEntry]:
    """Yield the changes of the days between two, both included, in UTC."""
    for entry in found:
        day = entry.day
        if (first is None or day >= first) and (last is None or day <= last):
            yield entry
