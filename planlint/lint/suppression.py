"""Which findings are waived where they stand, and which waivers are of no use."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache

from planlint.diagnostic import Diagnostic
from planlint.lint.selection import UnknownRule, codes_of
from planlint.lint.waivers import Selector, Waiver, WaiverMistake, waivers_in
from planlint.model import KINDS
from planlint.rules import RULES
from planlint.text import Pointer, Span
from planlint.toml import Document
from planlint.toml.grammar import compiled

_BARE_HEADER = r"[ \t]*+\[(\w++)\.([\w-]++)\][ \t]*+"
_COMMENT_ALONE = r"[ \t]*+#[^\n]*+(?:\n|\Z)"


@lru_cache(maxsize=1024)
def waivable_codes(selector: str) -> frozenset[str]:
    """Return the codes a waiver means by a selector: of a prefix also the rules that are off by default.

    `UnknownRule` where it means none.
    """
    prefix = selector.upper()
    return codes_of(selector) | {rule.code for rule in RULES if prefix and rule.code.startswith(prefix)}


class FileWaivers:
    """The waivers of one file, and which of their selectors have been of use."""

    def __init__(self, document: Document, today: date) -> None:
        self.document = document
        self.mistakes: list[WaiverMistake] = []
        self.expired: list[Waiver] = []
        self.holding: list[Waiver] = []
        self._used: set[Selector] = set()
        for one in waivers_in(document):
            if isinstance(one, WaiverMistake):
                self.mistakes.append(one)
            elif one.holds(today):
                self.holding.append(one)
            else:
                self.expired.append(one)
        self._whole_file = [waiver for waiver in self.holding if waiver.whole_file]
        self._lines = self._covered_lines()
        self._by_line: dict[int, list[Waiver]] = {}
        self._by_header: dict[Pointer, list[Waiver]] = {}
        # Only what stands on no header, or is named in part by one, may have a waiver by its line alone.
        self._in_headers: set[Pointer] = set()
        self._elsewhere = False
        for waiver, line in self._lines.items():
            self._by_line.setdefault(line, []).append(waiver)
            table = self._table_at(line, waiver)
            if table is None:
                self._elsewhere = True
            else:
                self._by_header.setdefault(table, []).append(waiver)
                self._in_headers.update(table[:length] for length in range(1, len(table)))
        self._line_starts = sorted(self._by_line)

    def waives(self, one: Diagnostic) -> bool:
        """Whether a finding in this file is waived; the selectors that do so count as used."""
        using = [
            selector
            for waiver in self._covering(one)
            for selector in waiver.selectors
            if one.code in _codes(selector.text)
        ]
        self._used.update(using)
        return bool(using)

    def _covering(self, one: Diagnostic) -> Iterator[Waiver]:
        """Yield the waivers of the file, of the tables that a finding stands in, and of its lines."""
        yield from self._whole_file
        if one.site is None or not self._lines:
            return
        pointer = one.site.pointer
        for length in range(1, len(pointer) + 1):
            yield from self._by_header.get(pointer[:length], ())
        if (self._elsewhere or pointer in self._in_headers) and pointer and (span := self.written_at(one)) is not None:
            first = self._line_of(span.start)
            end = max(span.end, first + 1)
            for line in self._line_starts[bisect_left(self._line_starts, first) : bisect_left(self._line_starts, end)]:
                yield from self._by_line[line]

    def names_covered(self, waiver: Waiver) -> tuple[str, ...]:
        """Return the full names of the items that a waiver speaks of: the one it stands in or above, or the file's."""
        lines, names = self._items_by_line
        if waiver.whole_file:
            return tuple(dict.fromkeys(names))
        before = bisect_right(lines, self._lines[waiver])
        return names[max(0, before - 1) : before]

    def unused(self, waiver: Waiver) -> tuple[Selector, ...]:
        """Return the selectors of a waiver that mean a rule and waived nothing."""
        return tuple(one for one in waiver.selectors if one not in self._used and _codes(one.text))

    @cached_property
    def _items_by_line(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The lines with the header of an item or of a table in one, in order, and the full name of each item."""
        headers = [(start, pointer) for start, pointer in sorted(self.document.headers.items()) if len(pointer) > 1]
        lines = tuple(self._line_of(start) for start, _ in headers)
        return lines, tuple(f"{pointer[0]}.{pointer[1]}" for _, pointer in headers)

    # A line is known by where it begins: nobody has to count lines.
    def _line_of(self, offset: int) -> int:
        return self.document.source.text.rfind("\n", 0, offset) + 1

    def _table_at(self, line: int, waiver: Waiver) -> Pointer | None:
        """Return the table that has its header on the line that a waiver covers."""
        header = compiled(_BARE_HEADER).match(self.document.source.text, line)
        if (
            header is not None
            and header[1] in KINDS
            and (waiver.span.start < line or waiver.span.start == header.end())
        ):
            return header.groups()  # nothing else between comments looks like this
        start = compiled(r"[ \t]*+\[").match(self.document.source.text, line)
        return None if start is None else self.document.headers.get(start.end() - 1)

    def _covered_lines(self) -> dict[Waiver, int]:
        """Return the line that each waiver of lines covers: its own, or the first below that is more than a comment."""
        text = self.document.source.text
        covered: dict[int, int] = {}
        lines = {waiver: self._line_of(waiver.span.start) for waiver in self.holding if not waiver.whole_file}
        for first in reversed(lines.values()):
            line = first
            while line not in covered and (comment := compiled(_COMMENT_ALONE).match(text, line)) is not None:
                line = comment.end()
            covered[first] = covered.get(line, line)
        return {waiver: covered[line] for waiver, line in lines.items()}

    def written_at(self, one: Diagnostic) -> Span | None:
        """Return where what a finding is about is written, of a value with its key; what is gone is written nowhere."""
        if one.place.source is not None or one.site is None:
            return None
        entry = self.document.place(one.site.pointer)
        if entry is not None and not entry.header and one.site.part != "header":
            return Span(entry.key.start, (entry.value or entry.key).end)
        return self.document.locate(one.site.pointer, one.site.part)


def _codes(selector: str) -> frozenset[str]:
    try:
        return waivable_codes(selector)
    except UnknownRule:
        return frozenset()


class Suppression:
    """All waivers of a plan."""

    def __init__(self, documents: Iterable[Document], today: date) -> None:
        found = (FileWaivers(document, today) for document in documents if "planlint:" in document.source.text)
        self.files = {waivers.document.source.path: waivers for waivers in found}

    def waives(self, one: Diagnostic) -> bool:
        """Whether a finding is waived where it stands; only its primary place counts."""
        waivers = self.files.get(one.place.path)
        return waivers is not None and waivers.waives(one)
