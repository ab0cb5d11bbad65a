"""A file's values, and where each of them is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from planlint.text import Part, Pointer, Source, Span
from planlint.toml.scan import Entry, Scan


@dataclass(frozen=True)
class Document:
    """A file's values, and where each of them is written. Nothing is looked up before somebody asks."""

    source: Source
    value: dict[str, Any] = field(repr=False)

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
        return tuple(self._scan.comments)

    def locate(self, pointer: Pointer, part: Part = "value") -> Span:
        """Return the span that shows this part of this value best.

        The `value` of a table is its header, or its first key where dotted keys alone make it. What is not
        written is shown at the `header` of the nearest table above: the header, or the inline table or array
        as a whole; where no table above has either, the nearest key of one. `Span(0, 0)` stands for the file.
        """
        entry = self.places.get(pointer)
        if entry is not None and part == "key":
            return entry.key
        if entry is not None and part == "value":
            return entry.value or entry.key
        return self._nearest_table(pointer)

    def _nearest_table(self, pointer: Pointer) -> Span:
        nearest_key = Span(0, 0)
        for length in range(len(pointer), 0, -1):
            entry = self.places.get(pointer[:length])
            if entry is None:
                continue
            if entry.value is None:
                nearest_key = nearest_key if nearest_key.end else entry.key
            elif entry.header or self.source.text[entry.value.start] in "[{":
                return entry.value
        return nearest_key
