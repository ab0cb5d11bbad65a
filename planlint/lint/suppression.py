"""Which findings are waived where they stand, and which waivers are of no use."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from planlint.diagnostic import Diagnostic
from planlint.lint.selection import UnknownRule, codes_of
from planlint.lint.waivers import Mistake, Selector, Waiver, waivers_in
from planlint.rules import RULES
from planlint.text import Pointer, Span
from planlint.toml import Document


def waivable_codes(selector: str) -> frozenset[str]:
    """Return the codes a waiver means by a selector: of a prefix also the rules that are off by default.

    `UnknownRule` where it means none.
    """
    prefix = selector.upper()
    return codes_of(selector) | {rule.code for rule in RULES if prefix and rule.code.startswith(prefix)}


class _Standing(NamedTuple):
    """A waiver, the line it covers (None: the file), and the header on that line, if any."""

    waiver: Waiver
    line: int | None
    header: Pointer | None


class FileWaivers:
    """The waivers of one file, and which of their selectors have been of use."""

    def __init__(self, document: Document, today: date) -> None:
        self.document = document
        self.mistakes: list[Mistake] = []
        self.expired: list[Waiver] = []
        self.holding: list[Waiver] = []
        self._used: set[Selector] = set()
        for one in waivers_in(document):
            if isinstance(one, Mistake):
                self.mistakes.append(one)
            elif one.holds(today):
                self.holding.append(one)
            else:
                self.expired.append(one)
        self._standing = list(self._placed()) if self.holding else []

    def waives(self, one: Diagnostic) -> bool:
        """Whether a finding in this file is waived; the selectors that do so count as used."""
        if not self._standing:
            return False
        lines = self.lines(one)
        using = [
            selector
            for standing in self._standing
            if _covers(standing, lines, one)
            for selector in standing.waiver.selectors
            if one.code in _codes(selector)
        ]
        self._used.update(using)
        return bool(using)

    def unused(self, waiver: Waiver) -> tuple[Selector, ...]:
        """Return the selectors of a waiver that mean a rule and waived nothing."""
        return tuple(one for one in waiver.selectors if one not in self._used and _codes(one))

    def _placed(self) -> Iterator[_Standing]:
        position = self.document.source.position
        alone = {position(span.start).line for span in self.document.comments if self._is_alone(span)}
        headers = {
            position(entry.value.start).line: pointer
            for pointer, entry in self.document.places.items()
            if entry.header and entry.value is not None
        }
        for waiver in self.holding:
            line = position(waiver.span.start).line
            while line in alone:
                line += 1
            yield _Standing(waiver, None if waiver.whole_file else line, headers.get(line))

    def _is_alone(self, comment: Span) -> bool:
        text = self.document.source.text
        return not text[text.rfind("\n", 0, comment.start) + 1 : comment.start].strip()

    def lines(self, one: Diagnostic) -> range:
        """Return the lines that what a finding is about is written on; of a value its key's as well.

        What is gone is written on none.
        """
        if one.place.source is not None:
            return range(0)
        start, end = one.place.span
        entry = self.document.places.get(one.site.pointer) if one.site is not None else None
        if entry is not None and not entry.header and one.site is not None and one.site.part != "header":
            start, end = entry.key.start, (entry.value or entry.key).end
        position = self.document.source.position
        return range(position(start).line, position(max(start, end - 1)).line + 1)


def _covers(standing: _Standing, lines: range, one: Diagnostic) -> bool:
    if standing.line is None:
        return True
    if one.site is None or not one.site.pointer:
        return False
    inside = standing.header is not None and one.site.pointer[: len(standing.header)] == standing.header
    return inside or standing.line in lines


def _codes(selector: Selector) -> frozenset[str]:
    try:
        return waivable_codes(selector.text)
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
