"""The texts of plan files with waivers for findings that stand in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from planlint.diagnostic import Diagnostic
from planlint.edit.splices import Splice, spliced
from planlint.lint.folding import apart
from planlint.lint.suppression import FileWaivers
from planlint.lint.waivers import Waiver
from planlint.rules import rule_by_code
from planlint.text import Span
from planlint.toml import Document

_EDITOR_DIRECTIVE = "#:schema"


@dataclass(frozen=True)
class Waived:
    """Files with waivers added: their new texts by path, and how many codes were added."""

    texts: Mapping[str, str]
    added: int


def can_be_waived(one: Diagnostic, documents: Mapping[str, Document]) -> bool:
    """Whether a comment could waive a finding: not in a file that cannot be read, nor what is said of waivers."""
    return rule_by_code(one.code).family not in ("files", "housekeeping") and one.place.path in documents


def add_ignores(documents: Mapping[str, Document], found: Iterable[Diagnostic], reason: str, today: date) -> Waived:
    """Return the texts with a waiver for every finding, and nothing else changed.

    A finding that tells of several items is waived at each of them: then it stays waived, whatever becomes of the rest.
    `reason` is one line of text. A finding on a line gets its waiver at the end of that line; one that is about a whole
    file, or whose line ends inside a string, one at the top of the file.
    """
    files: dict[str, _Adding] = {}
    for one in (each for finding in found for each in apart(finding)):
        path = one.place.path
        if can_be_waived(one, documents):
            files[path] = files.get(path) or _Adding(documents[path], reason, today)
            files[path].add(one)
    return Waived({path: one.text() for path, one in files.items()}, sum(one.count for one in files.values()))


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
        span = (
            self.waivers.written_at(one.site) if one.site is not None and one.place.source is None else one.place.span
        )
        line = self.source.position(max(span.start, span.end - 1)).line
        whole_file = one.site is None or not one.site.pointer or self._ends_in_string(line)
        codes = self.whole if whole_file else self.lines.setdefault(line, [])
        if one.code not in codes:
            codes.append(one.code)

    def text(self) -> str:
        text = self.source.text
        insertions = [self._at_line(line, codes) for line, codes in self.lines.items()]
        if self.whole:
            end = "\r\n" if "\r\n" in text else "\n"
            comment = f"# planlint: ignore-file[{', '.join(self.whole)}] -- {self.reason}{end}"
            insertions.append((self._top(), comment))
        return spliced(text, [Splice(Span(at, at), inserted) for at, inserted in insertions])

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
        lasting = (one for one in self.waivers.holding if not one.wording.whole_file and one.until is None)
        return next((one for one in lasting if start < one.start < end), None)

    def _end(self, line: int) -> int:
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
