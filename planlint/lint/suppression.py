"""Which findings are waived where they stand, and which waivers are of no use."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from operator import itemgetter

from planlint.diagnostic import Diagnostic
from planlint.lint.waivers import MARK, Selector, Waiver, WaiverMistake, waivers_in
from planlint.model import KINDS
from planlint.text import Pointer, Site, Span
from planlint.toml import Document
from planlint.toml.grammar import compiled

# The comments from a line on that have one to themselves, and the header of bare names that may follow them.
_COVERED = r"(?:[ \t]*+#[^\n]*+(?:\n|\Z))*+()(?:[ \t]*+\[(\w++)\.([\w-]++)\][ \t]*+)?"


class FileWaivers:
    """The waivers of one file, and which of their selectors have been of use."""

    def __init__(self, document: Document, today: date) -> None:
        self.document = document
        self.mistakes: list[WaiverMistake] = []
        self.expired: list[Waiver] = []
        self.holding: list[Waiver] = []
        self._used: set[tuple[Waiver, str]] = set()
        text = document.text
        for one in waivers_in(text, document.value):
            if isinstance(one, WaiverMistake):
                self.mistakes.append(one)
            elif one.holds(today):
                self.holding.append(one)
            else:
                self.expired.append(one)
        self._whole_file = [waiver for waiver in self.holding if waiver.wording.whole_file]
        self._lines: dict[Waiver, int] = {}
        self._by_header: dict[Pointer, list[Waiver]] = {}
        # Only what stands on no header, or is named in part by one, may have a waiver by its line alone.
        self._in_headers: set[Pointer] = set()
        self._elsewhere = False
        self._cover_lines(text)

    def _cover_lines(self, text: str) -> None:
        """Find what each waiver of lines covers: its own line, or the first below that is more than a comment."""
        covered = compiled(_COVERED).match
        match: re.Match[str] | None = None
        for waiver in self.holding:
            if waiver.wording.whole_file:
                continue
            line = text.rfind("\n", 0, waiver.start) + 1
            if match is None or line >= match.end(1):  # else it stands among the comments above that line
                match = covered(text, line)
                assert match is not None  # it may be empty
            self._lines[waiver] = match.end(1)
            table = self._table_at(text, waiver, match)
            if table is None:
                self._elsewhere = True
            else:
                self._by_header.setdefault(table, []).append(waiver)
                self._in_headers.update([table[:length] for length in range(1, len(table))])

    @cached_property
    def _by_line(self) -> dict[int, list[Waiver]]:
        """The waivers by the line that they cover, from the first line on."""
        lines: dict[int, list[Waiver]] = {}
        for waiver, line in sorted(self._lines.items(), key=itemgetter(1)):
            lines.setdefault(line, []).append(waiver)
        return lines

    @cached_property
    def _line_starts(self) -> list[int]:
        return list(self._by_line)

    def waives(self, code: str, site: Site | None, *, is_gone: bool = False) -> bool:
        """Whether a finding of a rule in this file is waived; the selectors that do so count as used.

        One without a site speaks of the file; what is gone is written nowhere.
        """
        is_waived = False
        for waiver in self._covering(site, is_gone):
            for selector, codes in waiver.wording.codes.items():
                if code in codes:
                    self._used.add((waiver, selector))
                    is_waived = True
        return is_waived

    def _covering(self, site: Site | None, is_gone: bool) -> list[Waiver]:
        """Return the waivers of the file, of the tables that a finding stands in, and of its lines."""
        covering = list(self._whole_file)
        if site is None or not self._lines:
            return covering
        pointer = site.pointer
        for length in range(1, len(pointer) + 1):
            covering += self._by_header.get(pointer[:length], ())
        if (self._elsewhere or pointer in self._in_headers) and pointer and not is_gone:
            span = self.written_at(site)
            first = self._line_of(span.start)
            end = max(span.end, first + 1)
            for line in self._line_starts[bisect_left(self._line_starts, first) : bisect_left(self._line_starts, end)]:
                covering += self._by_line[line]
        return covering

    def names_covered(self, waiver: Waiver) -> tuple[str, ...]:
        """Return the full names of the items that a waiver speaks of: the one it stands in or above, or the file's."""
        lines, names = self._items_by_line
        if waiver.wording.whole_file:
            return tuple(dict.fromkeys(names))
        before = bisect_right(lines, self._lines[waiver])
        return names[max(0, before - 1) : before]

    def unused(self, waiver: Waiver) -> tuple[Selector, ...]:
        """Return the selectors of a waiver that mean a rule and waived nothing."""
        codes = waiver.wording.codes
        unused = [selector for selector in codes if codes[selector] and (waiver, selector) not in self._used]
        return tuple(one for one in waiver.selectors if one.text in unused) if unused else ()

    @cached_property
    def _items_by_line(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The lines with the header of an item or of a table in one, in order, and the full name of each item."""
        headers = [(start, pointer) for start, pointer in sorted(self.document.headers.items()) if len(pointer) > 1]
        lines = tuple(self._line_of(start) for start, _ in headers)
        return lines, tuple(f"{pointer[0]}.{pointer[1]}" for _, pointer in headers)

    # A line is known by where it begins: nobody has to count lines.
    def _line_of(self, offset: int) -> int:
        return self.document.source.text.rfind("\n", 0, offset) + 1

    def _table_at(self, text: str, waiver: Waiver, covered: re.Match[str]) -> Pointer | None:
        """Return the table that has its header on the line that a waiver covers."""
        line = covered.end(1)
        if covered[2] in KINDS and (waiver.start < line or waiver.start == covered.end()):
            return covered.group(2, 3)  # nothing else between comments looks like this
        start = compiled(r"[ \t]*+\[").match(text, line)
        return None if start is None else self.document.headers.get(start.end() - 1)

    def written_at(self, site: Site) -> Span:
        """Return where what a finding is about is written, of a value with its key."""
        entry = self.document.place(site.pointer)
        if entry is not None and not entry.header and site.part != "header":
            return Span(entry.key.start, (entry.value or entry.key).end)
        return self.document.locate(site.pointer, site.part)


class Suppression:
    """All waivers of a plan."""

    def __init__(self, documents: Iterable[Document], today: date) -> None:
        self.files = {document.path: FileWaivers(document, today) for document in documents if document.has(MARK)}

    def waives(self, one: Diagnostic) -> bool:
        """Whether a finding is waived where it stands; only its primary place counts."""
        return self.waives_at(one.code, one.place.path, one.site, is_gone=one.place.source is not None)

    def waives_at(self, code: str, path: str, site: Site | None, *, is_gone: bool = False) -> bool:
        """Whether what a rule finds at a site, or in a file, is waived there."""
        waivers = self.files.get(path)
        return waivers is not None and waivers.waives(code, site, is_gone=is_gone)
