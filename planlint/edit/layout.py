"""Where things stand in a plan file, and where a new one belongs: edits of one document."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import getitem
from typing import Any, NamedTuple

from planlint.edit.errors import EditError
from planlint.edit.splices import Splice
from planlint.text import Pointer, Span
from planlint.toml import Document, Entry
from planlint.toml.lists import with_elements
from planlint.toml.literal import key_text, literal
from planlint.toml.removal import removal

Rank = Callable[[Pointer], Any]
"""What statements of one table are ordered by; given their routes."""

_ITEM = 2  # the parts of an item's own route: its kind and its id
_PART = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_DOT = r"[ \t]*\.[ \t]*"


class Heading(NamedTuple):
    """A header `[...]` and the table it opens."""

    table: Pointer
    span: Span


class ValueLine(NamedTuple):
    """A line `key = value`: the route of the value, the table whose header it stands under, and its whole extent."""

    pointer: Pointer
    table: Pointer
    span: Span


@dataclass(frozen=True)
class Layout:
    """The lines of a document: headers, and the statements below them."""

    document: Document

    @property
    def text(self) -> str:
        """The text of the document."""
        return self.document.source.text

    @property
    def places(self) -> Mapping[Pointer, Entry]:
        """Where the values are written."""
        return self.document.places

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headers, in the order of the file."""
        tables: dict[Span, Pointer] = {}
        for pointer, entry in self.places.items():
            # The tables above one that a header opens are shown at that header too.
            if entry.header and entry.value and len(pointer) > len(tables.get(entry.value, ())):
                tables[entry.value] = pointer
        return tuple(Heading(tables[span], span) for span in sorted(tables))

    @cached_property
    def statements(self) -> tuple[ValueLine, ...]:
        """The lines that hold values, in the order of the file."""
        found = sorted(
            (entry.key.start, entry.value, pointer)
            for pointer, entry in self.places.items()
            if entry.value and not entry.header and self.enclosing(pointer) is None
        )
        headings = iter((*self.headings, Heading((), Span(len(self.text) + 1, 0))))
        table: Pointer = ()
        following = next(headings)
        statements = []
        for start, value, pointer in found:
            while following.span.start < start:
                table, following = following.table, next(headings)
            statements.append(ValueLine(pointer, table, Span(self._first_on_line(start), value.end)))
        return tuple(statements)

    def enclosing(self, pointer: Pointer) -> Pointer | None:
        """Return the route of the outermost inline table or array around a value; None where there is none."""
        for length in range(1, len(pointer)):
            entry = self.places.get(pointer[:length])
            if entry is not None and entry.value is not None and not entry.header:
                return pointer[:length]
        return None

    def key_parts(self, pointer: Pointer, count: int) -> tuple[Span, ...]:
        """Return the last parts, so many, of the dotted key that a value is written under."""
        end = self.places[pointer].key.end
        start = self.line_start(end)
        dotted = f"{_DOT}".join(f"({_PART})" for _ in range(count))
        match = re.search(rf"{dotted}\Z", self.text[start:end])
        if match is None:
            return ()
        return tuple(Span(start + match.start(n), start + match.end(n)) for n in range(1, count + 1))

    def line_start(self, at: int) -> int:
        """Return where the line at an offset begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the line after an offset begins, or the end of the text."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def above_comments(self, at: int, first: int = 0) -> int:
        """Return where the comments begin that stand right above a line, from an offset on: they speak of it."""
        while at > first and self.text[self.line_start(at - 1) : at].lstrip().startswith("#"):
            at = self.line_start(at - 1)
        return at

    @property
    def newline(self) -> str:
        """How lines end here: as the first one does."""
        return "\r\n" if self.text[: self.text.find("\n") + 1].endswith("\r\n") else "\n"

    def _first_on_line(self, at: int) -> int:
        start = self.line_start(at)
        return start + len(self.text[start:at]) - len(self.text[start:at].lstrip())


def put(document: Document, pointer: Pointer, value: Any, rank: Rank) -> list[Splice]:
    """Return the edits that give the value at a route, written or not yet, another value.

    `rank` orders the statements of an item: a new one follows those that rank before it. `EditError` where something
    that can hold no values is in the way.
    """
    layout = Layout(document)
    entry = layout.places.get(pointer)
    if entry is not None:
        return [_replacing(layout, entry, pointer, value)]
    for length in range(len(pointer) - 1, 0, -1):
        above = layout.places.get(pointer[:length])
        if above is not None and above.value is not None and not above.header:
            return [_into_inline(layout, pointer[:length], above.value, pointer, value)]
    return [_new_line(layout, pointer, literal(value), rank)]


def take_out(document: Document, pointer: Pointer) -> list[Splice]:
    """Return the edits that remove one written value at or below a route; whole lines where it has lines of its own.

    Where a table is meant, one of its values goes, or its header; none where nothing is written there.
    """
    layout = Layout(document)
    size = len(pointer)
    for statement in layout.statements:
        if statement.pointer[:size] == pointer:
            return [Splice(_lines(layout, statement.span), "")]
    for heading in layout.headings:
        if heading.table[:size] == pointer:
            return [Splice(_lines(layout, heading.span), "")]
    leaves = [one for one, entry in layout.places.items() if one[:size] == pointer and entry.value]
    return _out_of_inline(layout, min(leaves, key=len)) if leaves else []


def _key(pointer: Pointer) -> str:
    return key_text([str(part) for part in pointer])


def _replacing(layout: Layout, entry: Entry, pointer: Pointer, value: Any) -> Splice:
    if entry.value is None or entry.header:
        raise EditError(f"`{_key(pointer[_ITEM:])}` is a table", "name a key inside it")
    written = layout.text[entry.value.start : entry.value.end]
    whole: Any = layout.document.value
    present = reduce(getitem, pointer, whole)
    if isinstance(value, list) and isinstance(present, list):
        return Splice(entry.value, with_elements(written, present, value))
    return Splice(entry.value, literal(value))


def _into_inline(layout: Layout, table: Pointer, span: Span, pointer: Pointer, value: Any) -> Splice:
    text = layout.text[span.start : span.end]
    if not text.startswith("{"):
        inside = _key(table[_ITEM:])
        raise EditError(f"`{inside}` is not a table, so no key can be set in it", f"remove it first: {inside}=")
    pair = f"{_key(pointer[len(table) :])} = {literal(value)}"
    held = text[1:-1].rstrip()
    tail = text[1 + len(held) : -1] or (" " if text[1:2] == " " else "")
    begin = span.start + 1 + len(held)
    return Splice(Span(begin, span.end - 1), f", {pair}{tail}" if held.strip() else f" {pair} ")


def _new_line(layout: Layout, pointer: Pointer, value: str, rank: Rank) -> Splice:
    table = max((one.table for one in layout.headings if one.table == pointer[: len(one.table)]), key=len, default=())
    siblings = [one for one in layout.statements if one.table == table and one.pointer[:_ITEM] == pointer[:_ITEM]]
    # What belongs to one table stays together: the innermost that has lines here.
    groups = (
        [one for one in siblings if one.pointer[:size] == pointer[:size]] for size in range(len(pointer) - 1, _ITEM, -1)
    )
    group = next(filter(None, groups), [])
    before = [one for one in group or siblings if rank(one.pointer) <= rank(pointer)]
    key = _key(pointer[len(table) :])

    def line(like: ValueLine | None) -> str:
        return _in_style_of(layout, like, siblings, key, value)

    if before:
        return _after(layout, before[-1].span, line(before[-1]))
    if group:
        return _before(layout, group[0], line(group[0]))
    first = siblings[0] if siblings else None
    heading = next((one for one in layout.headings if one.table == table), None) if len(table) >= _ITEM else None
    above = heading or first
    return _new_header(layout, pointer, value) if above is None else _after(layout, above.span, line(first))


def _new_header(layout: Layout, pointer: Pointer, value: str) -> Splice:
    """Give a table a header of its own that so far is there only through those of tables inside it."""
    inner = next(one for one in layout.headings if one.table[:_ITEM] == pointer[:_ITEM])
    at = layout.line_start(inner.span.start)
    lines = [f"[{_key(pointer[:_ITEM])}]", f"{_key(pointer[_ITEM:])} = {value}", "", ""]
    return Splice(Span(at, at), layout.newline.join(lines))


def _in_style_of(layout: Layout, like: ValueLine | None, siblings: list[ValueLine], name: str, value: str) -> str:
    """Return a line indented as another one, its `=` in the same column where they stand in one, else as close."""
    if like is None:
        return f"{name} = {value}"
    start, entry = layout.line_start(like.span.start), layout.places[like.pointer]
    assert entry.value is not None
    left, _, right = layout.text[entry.key.end : entry.value.start].partition("=")
    if any(_gap(layout, one) > 1 for one in siblings):
        left = " " * max(1, entry.key.end + len(left) - like.span.start - len(name))
    return f"{layout.text[start : like.span.start]}{name}{left}={right}{value}"


def _gap(layout: Layout, statement: ValueLine) -> int:
    end = layout.places[statement.pointer].key.end
    return layout.text.index("=", end) - end


def _after(layout: Layout, span: Span, line: str) -> Splice:
    at = layout.line_end(span.end)
    ended = layout.text.endswith("\n", 0, at)
    return Splice(Span(at, at), line + layout.newline if ended else layout.newline + line)


def _before(layout: Layout, first: ValueLine, line: str) -> Splice:
    at = layout.above_comments(layout.line_start(first.span.start))
    return Splice(Span(at, at), line + layout.newline)


def _lines(layout: Layout, span: Span) -> Span:
    return Span(layout.line_start(span.start), layout.line_end(span.end))


def _out_of_inline(layout: Layout, pointer: Pointer) -> list[Splice]:
    """Remove a pair from an inline table, with one of the commas beside it."""
    text = layout.text
    above = len(pointer) - 1
    while layout.places[pointer[:above]].value is None:
        above -= 1
    table, entry = layout.places[pointer[:above]].value, layout.places[pointer]
    parts = layout.key_parts(pointer, len(pointer) - above)
    assert table is not None
    assert entry.value is not None
    start = parts[0].start if parts else entry.key.start
    before = re.search(r"[ \t]*,[ \t]*\Z", text[table.start : start])
    previous = table.start + before.start() if before else None
    return [Splice(span, "") for span in removal(text, Span(start, entry.value.end), previous)]
