"""Where everything stands in a text: a walk that measures, and never judges."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from planlint.text import Pointer, Span
from planlint.toml.grammar import BASIC, MULTI, PART, compiled, name_of

_GAP = r"[ \t\r\n]*+(#[^\r\n]*+)?"
_KEY_PART = rf"[ \t]*+({PART})[ \t]*+(\.?)"
_EQUALS = r"=[ \t]*+"
# Nearly every line of nearly every plan: a bare key with a value on the line, or a header of bare names.
_BARE = r"[A-Za-z0-9_-]++"
_ONE_LINE = r'"(?!"")(?:[^"\\\n]++|\\.)*+"' + r"|'(?!'')[^'\n]*+'|[A-Za-z0-9_+.:-]++(?=[ \t\r]*+(?:[\n#]|\Z))"
_PLAIN_PAIR = rf"({_BARE}(?:\.{_BARE})*+)[ \t]*+=[ \t]*+({_ONE_LINE})[ \t\r\n]*+"
_PLAIN_HEADER = rf"\[({_BARE}(?:\.{_BARE})*+)\][ \t\r\n]*+"
_SCALAR = rf"{MULTI}|{BASIC}|'[^'\n]*+'|[^\s,\[\]{{}}#=\"']++(?: [0-9][^\s,\]}}#]*+)?"


class Entry(NamedTuple):
    """Where one value of a document is written.

    `value` is the value with its quotes or brackets; for a table made by a header it is the whole header,
    and `header` is true; for a table that exists only through dotted keys it is None. `key` is the one part
    of the key that names it; for an element of an array it is the element itself.
    """

    key: Span
    value: Span | None
    header: bool


class LostError(Exception):
    """The text is not the TOML the scan expects: it ends here."""


class Clash(NamedTuple):
    """Two keys or headers that cannot both stand: seen only in texts a parser has refused."""

    first: Entry
    second: Span
    shown: str
    repeated: bool
    headers: int


class Scan:
    """A walk over TOML that a parser has accepted, noting where everything stands.

    Over a refused text it goes as far as it can, and notes in `clash` the last two things that exclude each
    other.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.entries: dict[Pointer, Entry] = {}
        self.comments: list[Span] = []
        self.clash: Clash | None = None
        self._table: Pointer = ()
        self._headed: set[Pointer] = set()
        self._lengths: dict[Pointer, int] = {}

    def run(self, within: Iterable[Span] = ()) -> "Scan":
        """Walk to the end of the text, or as far as it is TOML; with `within` only over these of its sections."""
        for start, end in within or [Span(0, len(self.text))]:
            self._walk(start, end)
        return self

    def _walk(self, at: int, end: int) -> int:
        """Walk over statements, and return where that ended: at the end, or at the first that is not TOML."""
        try:
            plain_pair, plain_header = compiled(_PLAIN_PAIR).match, compiled(_PLAIN_HEADER).match
            text, at = self.text, self._skip(at)
            while at < end:
                if (match := plain_pair(text, at)) is not None:
                    self._plain_pair(match)
                    at = match.end()
                elif (match := plain_header(text, at)) is not None:
                    self._table = self._named(_plain_parts(match), Span(at, match.end(1) + 1), 1)
                    at = match.end()
                else:
                    at = self._header(at) if text[at] == "[" else self._pair(at, self._table)
                    at = self._skip(at)
                if text.startswith("#", at):
                    at = self._skip(at)
        except LostError:
            pass
        return at

    def _match(self, pattern: str, at: int) -> re.Match[str]:
        match = compiled(pattern).match(self.text, at)
        if match is None:
            raise LostError
        return match

    def _skip(self, at: int) -> int:
        """Return the offset past white space, line ends and comments."""
        while True:
            match = self._match(_GAP, at)
            at = match.end()
            if match[1] is None:
                return at
            self.comments.append(Span(*match.span(1)))

    def _key(self, at: int) -> tuple[list[tuple[str, Span]], int]:
        parts: list[tuple[str, Span]] = []
        while True:
            match = self._match(_KEY_PART, at)
            parts.append((name_of(match[1]), Span(*match.span(1))))
            at = match.end()
            if not match[2]:
                return parts, at

    def _header(self, at: int) -> int:
        brackets = 2 if self.text.startswith("[[", at) else 1
        parts, end = self._key(at + brackets)
        if not self.text.startswith("]" * brackets, end):
            raise LostError
        self._table = self._named(parts, Span(at, end + brackets), brackets)
        return end + brackets

    def _named(self, parts: list[tuple[str, Span]], whole: Span, brackets: int) -> Pointer:
        """Note the tables that a header names, and return the route of the last."""
        pointer: Pointer = ()
        for name, span in parts[:-1]:
            pointer += (name,)
            first = self.entries.setdefault(pointer, Entry(span, whole, True))
            if not first.header and first.value is not None:
                self._clash(first, whole, parts, repeated=False)
            if pointer in self._lengths:
                pointer += (self._lengths[pointer] - 1,)
        name, span = parts[-1]
        return self._declare((*pointer, name), Entry(span, whole, True), parts, brackets)

    def _declare(self, pointer: Pointer, entry: Entry, parts: list[tuple[str, Span]], brackets: int) -> Pointer:
        assert entry.value is not None
        first = self.entries.get(pointer)
        if brackets == 2:
            if first is not None and pointer not in self._lengths:
                self._clash(first, entry.value, parts)
            self.entries.setdefault(pointer, entry)
            index = self._lengths.get(pointer, 0)
            self._lengths[pointer] = index + 1
            pointer += (index,)
        elif first is not None and (pointer in self._headed or pointer in self._lengths or not first.header):
            self._clash(first, entry.value, parts, headers=2 if pointer in self._headed else 1)
            return pointer
        self._headed.add(pointer)
        self.entries[pointer] = entry
        return pointer

    def _plain_pair(self, match: re.Match[str]) -> None:
        """Note a pair as `_pair` does, where nothing about it has to be looked for."""
        key = match[1]
        pointer = (*self._table, key)
        if "." in key or pointer in self.entries:
            pointer = self._inside(self._table, parts := _plain_parts(match))
            span = parts[-1][1]
        else:
            span = Span(*match.span(1))
        if pointer not in self.entries:
            self.entries[pointer] = Entry(span, Span(*match.span(2)), False)

    def _pair(self, at: int, table: Pointer) -> int:
        parts, at = self._key(at)
        at = self._match(_EQUALS, at).end()
        return self._value(at, self._inside(table, parts), parts[-1][1])

    def _inside(self, table: Pointer, parts: list[tuple[str, Span]]) -> Pointer:
        """Return the route of a key in a table; the tables that its dots make are noted."""
        pointer = table
        for name, span in parts[:-1]:
            pointer += (name,)
            first = self.entries.setdefault(pointer, Entry(span, None, False))
            if first.value is not None:
                self._clash(first, Span(parts[0][1].start, parts[-1][1].end), parts, repeated=False)
        name, span = parts[-1]
        pointer += (name,)
        if pointer in self.entries:
            self._clash(self.entries[pointer], Span(parts[0][1].start, span.end), parts)
        return pointer

    def _value(self, at: int, pointer: Pointer, key: Span | None) -> int:
        opening = self.text[at : at + 1]
        if opening == "[":
            end = self._array(at + 1, pointer)
        elif opening == "{":
            end = self._inline_table(at + 1, pointer)
        else:
            end = self._match(_SCALAR, at).end()
        value = Span(at, end)
        self.entries.setdefault(pointer, Entry(key or value, value, False))
        return end

    def _array(self, at: int, pointer: Pointer) -> int:
        index = 0
        at = self._skip(at)
        while not self.text.startswith("]", at):
            at = self._past_comma(self._value(at, (*pointer, index), None))
            index += 1
        return at + 1

    def _inline_table(self, at: int, pointer: Pointer) -> int:
        at = self._skip(at)
        while not self.text.startswith("}", at):
            at = self._past_comma(self._pair(at, pointer))
        return at + 1

    def _past_comma(self, at: int) -> int:
        at = self._skip(at)
        return self._skip(at + 1) if self.text.startswith(",", at) else at

    def _clash(
        self, first: Entry, second: Span, parts: list[tuple[str, Span]], repeated: bool = True, headers: int = 0
    ) -> None:
        shown = self.text[parts[0][1].start : parts[-1][1].end]
        if headers:
            shown = ".".join(name for name, _ in parts)
        self.clash = Clash(first, second, shown, repeated, headers if len(parts) == 2 else min(headers, 1))


def _plain_parts(match: re.Match[str]) -> list[tuple[str, Span]]:
    """Return the parts of a key of bare names without blanks, each with its place."""
    start = match.start(1)
    parts = []
    for name in match[1].split("."):
        parts.append((name, Span(start, start + len(name))))
        start += len(name) + 1
    return parts
