"""The texts of plan files with waivers for findings that stand in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from planlint.diagnostic import Diagnostic
from planlint.lint.folding import apart
from planlint.lint.suppression import FileWaivers
from planlint.lint.waivers import Waiver
from planlint.rules import rule_by_code
from planlint.toml import Document

_EDITOR_DIRECTIVE = "#:schema"


@dataclass(frozen=True)
class Waived:
    """Files with waivers added: their new texts by path, how many codes were added, and what cannot be waived."""

    texts: Mapping[str, str]
    added: int
    left: tuple[Diagnostic, ...]


def can_be_waived(one: Diagnostic, documents: Mapping[str, Document]) -> bool:
    """Whether a comment could waive a finding: not in a file that cannot be read, nor what is said of waivers."""
    return rule_by_code(one.code).family not in ("files", "housekeeping") and one.place.path in documents


def add_ignores(documents: Mapping[str, Document], found: Iterable[Diagnostic], reason: str, today: date) -> Waived:
    """Return the texts with a waiver for every finding, and nothing else changed.

    A finding that tells of several items is waived at each of them: then it stays waived, whatever becomes of the rest.
    `reason` is one line of text. A finding on a line gets its waiver at the end of that line; one that is about a whole
    file, or whose line ends inside a string, one at the top of the file.
    """
    by_file: dict[str, list[Diagnostic]] = {}
    left = []
    for one in (each for finding in found for each in apart(finding)):
        if can_be_waived(one, documents):
            by_file.setdefault(one.place.path, []).append(one)
        else:
            left.append(one)
    texts = {}
    added = 0
    for path, ones in by_file.items():
        adding = _Adding(documents[path], reason, today)
        for one in ones:
            adding.add(one)
        texts[path] = adding.text()
        added += adding.count
    return Waived(texts, added, tuple(left))


class _Adding:
    """Waivers being added to one file."""

    def __init__(self, document: Document, reason: str, today: date) -> None:
        self.document = document
        self.source = document.source
        self.reason = reason
        self.waivers = FileWaivers(document, today)
        self.lines: dict[int, list[str]] = {}
        self.whole: list[str] = []

    @property
    def count(self) -> int:
        return len(self.whole) + sum(len(codes) for codes in self.lines.values())

    def add(self, one: Diagnostic) -> None:
        span = self.waivers.written_at(one) or one.place.span
        line = self.source.position(max(span.start, span.end - 1)).line
        whole_file = one.site is None or not one.site.pointer or self._ends_in_string(line)
        codes = self.whole if whole_file else self.lines.setdefault(line, [])
        if one.code not in codes:
            codes.append(one.code)

    def text(self) -> str:
        """The new text: edits from the end of the file to its beginning, so that offsets stay true."""
        text = self.source.text
        for line in sorted(self.lines, reverse=True):
            offset, insertion = self._at_line(line, self.lines[line])
            text = text[:offset] + insertion + text[offset:]
        if self.whole:
            offset = self._top()
            end = "\r\n" if "\r\n" in text else "\n"
            text = (
                f"{text[:offset]}# planlint: ignore-file[{', '.join(self.whole)}] -- {self.reason}{end}{text[offset:]}"
            )
        return text

    def _at_line(self, line: int, codes: list[str]) -> tuple[int, str]:
        """Where on a line codes are added, and the text."""
        end = self._end(line)
        there = self._open_waiver(line)
        if there is not None:
            return there.selectors[-1].span.end, "".join(f", {code}" for code in codes)
        blank = " " if any(comment.end == end for comment in self.document.comments) else "  "
        return end, f"{blank}# planlint: ignore[{', '.join(codes)}] -- {self.reason}"

    def _open_waiver(self, line: int) -> Waiver | None:
        """A waiver at the end of this line that holds for ever: others may join it."""
        start, end = self._end(line - 1), self._end(line)
        return next(
            (
                one
                for one in self.waivers.holding
                if start < one.span.start < end and not one.whole_file and one.until is None
            ),
            None,
        )

    def _end(self, line: int) -> int:
        """The offset at which the content of a line ends."""
        if line < 1:
            return -1
        return self.source.offset(line) + len(self.source.line(line))

    def _ends_in_string(self, line: int) -> bool:
        end = self._end(line)
        text = self.source.text
        return any(
            entry.value is not None and entry.value.start < end < entry.value.end and text[entry.value.start] in "\"'"
            for entry in self.document.places.values()
        )

    def _top(self) -> int:
        """Where a comment for the whole file goes: first, but behind what editors read there."""
        first = self.source.line(1)
        return self.source.offset(2) if first.startswith(_EDITOR_DIRECTIVE) else 0
