"""A file's values, and where each of them is written."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from planlint.text import Part, Pointer, Source, Span
from planlint.toml.scan import Entry, Scan
from planlint.toml.sections import Section, comments, flattened, sections

_FEW = 20
"""Places in so many items of a file are looked up one by one; after that all of them at once."""


def value_at(table: Any, pointer: Pointer) -> Any:
    """Return the value at a route, None where nothing is written."""
    for key in pointer:
        if not isinstance(table, dict) or key not in table:
            return None
        table = table[key]
    return table


class Undecoded(NamedTuple):
    """The bytes of a file that are known to be sound text, and its path: a large plan is half of that size."""

    path: str
    data: bytes

    @property
    def text(self) -> str:
        """The text they are, without a byte-order mark."""
        return self.data.decode("utf-8").removeprefix("\ufeff")


class Document:
    """A file's values, and where each of them is written. Nothing is looked up before somebody asks.

    `shapes` are those of the tables that whoever read it expected in it; None where it holds something else.
    """

    def __init__(self, written: Source | Undecoded, value: dict[str, Any], shapes: Sequence[Any] | None = None) -> None:
        self._written = written
        self.value = value
        self.shapes = shapes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and self.source == other.source and self.value == other.value

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Document({self.source!r})"

    @property
    def path(self) -> str:
        """The path it was found under."""
        return self._written.path

    @property
    def text(self) -> str:
        """Its text, for whoever looks through it once."""
        return self._written.text

    @cached_property
    def source(self) -> Source:
        """Its text, kept from now on."""
        return self._written if isinstance(self._written, Source) else Source(self.path, self.text)

    def has(self, mark: str) -> bool:
        """Whether a mark stands anywhere in it."""
        return mark.encode() in self._written.data if isinstance(self._written, Undecoded) else mark in self.text

    @cached_property
    def _scan(self) -> Scan:
        return Scan(self.source.text).run()

    @cached_property
    def places(self) -> Mapping[Pointer, Entry]:
        """The place of every value, by its route; the routes are exactly those of `value`."""
        return MappingProxyType(self._scan.entries)

    @cached_property
    def comments(self) -> tuple[Span, ...]:
        """Every comment from its `#` to the end of the line, in the order of the file."""
        return tuple(comments(flattened(self.source.text)))

    @cached_property
    def headers(self) -> Mapping[int, Pointer]:
        """The route of the table or element that each header makes, by where the header begins."""
        if self._sections is not None:
            return {part.header.start: part.names for part in self._sections[1:]}
        entries = self.places.items()
        return {entry.value.start: route for route, entry in entries if entry.header and entry.value is not None}

    def place(self, pointer: Pointer) -> Entry | None:
        """Return the place of one value; in a large file only what belongs to its item is looked through."""
        if "places" in self.__dict__ or len(pointer) < 2 or self._sections is None:
            return self.places.get(pointer)
        if len(pointer) == 2 and (header := self._bare_headers.get(pointer)) is not None:
            name = header.end - 1
            return Entry(Span(name - len(str(pointer[1])), name), header, True)
        if len(self._items) > _FEW:
            return self.places.get(pointer)
        item = pointer[:2]
        if item not in self._items:
            parts = [part.whole for part in self._sections if part.names[:2] == item[: len(part.names)]]
            self._items[item] = Scan(self.source.text).run(parts).entries
        return self._items[item].get(pointer)

    @cached_property
    def _sections(self) -> list[Section] | None:
        return sections(flattened(self.source.text))

    @cached_property
    def _bare_headers(self) -> dict[Pointer, Span]:
        """The headers `[kind.id]` of bare names and no blanks, which say themselves where the names stand."""
        headers = ((part.names, part.header) for part in self._sections or () if len(part.names) == 2)
        return {names: span for names, span in headers if span.end - span.start == len(names[0]) + len(names[1]) + 3}

    @cached_property
    def _items(self) -> dict[Pointer, dict[Pointer, Entry]]:
        """The places in those items that somebody asked for."""
        return {}

    def locate(self, pointer: Pointer, part: Part = "value") -> Span:
        """Return the span that shows this part of this value best.

        The `value` of a table is its header, or its first key where dotted keys alone make it. What is not
        written is shown at the `header` of the nearest table above: the header, or the inline table or array
        as a whole; where no table above has either, the nearest key of one. `Span(0, 0)` stands for the file.
        """
        entry = self.place(pointer)
        if entry is not None and part == "key":
            return entry.key
        if entry is not None and part == "value":
            return entry.value or entry.key
        return self._nearest_table(pointer)

    def _nearest_table(self, pointer: Pointer) -> Span:
        nearest_key = Span(0, 0)
        for length in range(len(pointer), 0, -1):
            entry = self.place(pointer[:length])
            if entry is None:
                continue
            if entry.value is None:
                nearest_key = nearest_key if nearest_key.end else entry.key
            elif entry.header or self.source.text[entry.value.start] in "[{":
                return entry.value
        return nearest_key
