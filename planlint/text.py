"""Places in texts: measured as spans, or named as sites; and the lines and columns they fall on."""

import bisect
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

Pointer = tuple[str | int, ...]
Part = Literal["value", "key", "header"]


class Span(NamedTuple):
    """A half-open range of code points, counted from the start of a text."""

    start: int
    end: int

    def holds(self, offset: int) -> bool:
        """Whether an offset is within it, or at one of its ends."""
        return self.start <= offset <= self.end

    def moved(self, by: int) -> "Span":
        """Return the same span in a text where it stands so much later."""
        return Span(self.start + by, self.end + by)


class Position(NamedTuple):
    """A place for people: line and column, both from 1; columns count code points."""

    line: int
    column: int


class Site(NamedTuple):
    """A place that is named, not measured: a path and a route of keys and indices into the document there.

    `part` says which side of the entry is meant: its `value` as written (for a table its header `[...]`; for a route
    that is not written at all, the nearest written ancestor), its `key` as written, or the nearest written table
    `header`, where something is missing. An empty pointer names the whole file.
    """

    path: str
    pointer: Pointer = ()
    part: Part = "value"

    def at(self, *keys: str | int) -> "Site":
        """Return the site of a value further inside."""
        return Site(self.path, self.pointer + keys)

    @property
    def as_key(self) -> "Site":
        """The key of the same entry."""
        return self._replace(part="key")

    @property
    def as_header(self) -> "Site":
        """The nearest written header at or above the same entry."""
        return self._replace(part="header")


class _SourceFields(NamedTuple):
    path: str
    text: str


class Source(_SourceFields):
    """A file's decoded text, without its byte-order mark, and the path it was found under.

    Lines end at LF; a CR before it belongs to the line end. Nothing is normalised, so offsets stay true to the file.
    """

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @cached_property
    def _line_starts(self) -> list[int]:
        lengths = [len(line) + 1 for line in self.text.split("\n")]
        return [0, *accumulate(lengths[:-1])]

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset; the end of the text is a valid offset."""
        line = bisect.bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def offset(self, line: int) -> int:
        """Return where a line begins, by its number from 1; the end of the text past the last one."""
        starts = self._line_starts
        return starts[line - 1] if line <= len(starts) else len(self.text)

    def line(self, number: int) -> str:
        """Return the line with this number, from 1, without its line end; empty past the last one."""
        starts = self._line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].removesuffix("\r")


def without_blanks(text: str, span: Span) -> Span:
    """Widen a span that is to be taken out of a text, so that no blanks are left over.

    The line goes too where nothing else stands on it; blanks do not end a line, nor stand beside blanks or brackets.
    """
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    after_line = line_end + 1 if line_end >= 0 else len(text)
    before, after = text[line_start : span.start], text[span.end : after_line]
    kept, line_break = before.rstrip(" \t"), after.lstrip(" \t")
    if not line_break.strip("\r\n"):
        return Span(line_start + len(kept), after_line - len(line_break)) if kept else Span(line_start, after_line)
    if len(kept) < len(before) or not kept or kept.endswith(("[", "{")):
        return Span(span.start, after_line - len(line_break))
    return span
