"""Items in earlier versions of a file, read leniently: a version that is no TOML is passed over."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from planlint.toml import Fault, read

Day = tuple[date, "Mapping[str, Any] | None"]


def item_versions(versions: Iterable[tuple[date, bytes | None]]) -> Callable[[str, str], Iterator[Day]]:
    """Return what gives an item's fields in each version of a file, newest first, None where it is not in it.

    The versions are read once, as far as the most curious item needs them.
    """
    waiting = iter(versions)
    known: list[tuple[date, Mapping[str, Any]]] = []

    def of_item(kind: str, identifier: str) -> Iterator[Day]:
        at = 0
        while at < len(known) or _one_more(waiting, known):
            day, tables = known[at]
            items = tables.get(kind)
            fields = items.get(identifier) if isinstance(items, dict) else None
            yield day, fields if isinstance(fields, dict) else None
            at += 1

    return of_item


def last_readable(versions: Iterable[tuple[date, bytes | None]]) -> tuple[date, bytes] | None:
    """Return the newest version of a file that is TOML; None where it was not there before it broke."""
    for day, data in versions:
        if data is None:
            return None
        try:
            read("", data)
        except Fault:
            continue
        return day, data
    return None


def _one_more(waiting: Iterator[tuple[date, bytes | None]], known: list[tuple[date, Mapping[str, Any]]]) -> bool:
    for day, data in waiting:
        try:
            known.append((day, read("", data).value if data is not None else {}))
        except Fault:
            continue
        return True
    return False
