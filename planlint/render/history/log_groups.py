"""The changes of a log in the groups that people read: by commit, or by day, week or month."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from planlint.grouped import grouped
from planlint.history.line_format import LogEntry
from planlint.history.window import span_start
from planlint.model.days import day_text
from planlint.printable import plain
from planlint.render.changes.values import PROSE, label_of, value_text
from planlint.render.text.style import PLAIN

_LONGEST_ID = 64  # cells; a sound id has no more


class ChangeLine(NamedTuple):
    """One change for people: the sign of what came or went, the item, what happened to it."""

    sign: str
    item: str
    text: str


class Group(NamedTuple):
    """Changes that belong together, and what they have in common: a day, and a commit where it is one."""

    title: str
    commit: LogEntry | None
    lines: tuple[ChangeLine, ...]


def groups_of(entries: Iterable[LogEntry], span: str | None) -> Iterator[Group]:
    """Yield changes as they belong together: by commit, or by `day`, `week` or `month`."""
    if span is not None:
        yield from _by_span(entries, span)
        return
    for _, some in groupby(entries, key=lambda entry: entry.commit):
        found = list(some)
        yield Group(day_text(found[0].day), found[0], tuple(_lines(found)))


def _by_span(entries: Iterable[LogEntry], span: str) -> Iterator[Group]:
    """Yield the changes of each day, week or month: of each field the first value before and the last value after."""
    spans = grouped((span_start(entry.day, span), entry) for entry in entries)
    for start in sorted(spans):
        lines = tuple(_lines(_net(spans[start])))
        if lines:
            yield Group(_span_title(start, span), None, lines)


def _span_title(start: date, span: str) -> str:
    if span == "month":
        return day_text(start).partition(" ")[2]
    return f"week of {day_text(start)}" if span == "week" else day_text(start)


def _net(entries: list[LogEntry]) -> list[LogEntry]:
    """Return one entry for each field of each item; what ended as it began is left out."""
    first: dict[tuple[str, str, str | None], LogEntry] = {}
    for entry in entries:
        key = (entry.verb, entry.item, entry.key)
        if key in first and entry.verb in ("changed", "moved"):
            first[key] = first[key]._replace(after=entry.after)
        else:
            first[key] = entry
    return [one for one in first.values() if one.verb not in ("changed", "moved") or one.before != one.after]


def _lines(entries: list[LogEntry]) -> Iterator[ChangeLine]:
    for (verb, item), some in groupby(entries, key=lambda entry: (entry.verb, entry.item)):
        found = list(some)
        name = PLAIN.cut(plain(item.partition(".")[2]), _LONGEST_ID)
        if verb == "changed":
            yield ChangeLine("", name, "; ".join(_changed(entry) for entry in found))
        else:
            for entry in found:
                yield ChangeLine({"added": "+", "removed": "-"}.get(verb, ""), name, _event(entry))


def _event(entry: LogEntry) -> str:
    kind = entry.item.partition(".")[0].replace("_", " ")
    if entry.verb == "renamed":
        return f"{kind}, was {PLAIN.cut(plain(str(entry.before).partition('.')[2]), _LONGEST_ID)}"
    if entry.verb == "moved":
        return f"moved from {plain(str(entry.before))} to {plain(str(entry.after))}"
    return f"{kind}: {plain(entry.title)}"


def _changed(entry: LogEntry) -> str:
    key = entry.key or ""
    label = label_of(key)
    if key in PROSE and entry.after is not None:
        return f'{label} "{value_text(entry.after)}"'
    if key == "reached":
        return _reached(entry.before, entry.after)
    if entry.before is None:
        return f"{label} {value_text(entry.after)}"
    return f"{label} {value_text(entry.before)} → {value_text(entry.after)}"


def _reached(before: Any, after: Any) -> str:
    was, now = (value if isinstance(value, list) else [] for value in (before, after))
    new = ", ".join(value_text(step) for step in now if step not in was)
    gone = ", ".join(value_text(step) for step in was if step not in now)
    parts = (f"reached {new}" if new else "", f"no longer reached {gone}" if gone else "")
    return ", ".join(filter(None, parts)) or "reached: nothing"
