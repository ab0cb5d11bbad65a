"""What is being typed at a place of a text, a key, a value or a header, and the way to it."""

import re
from typing import Literal, NamedTuple

from planlint.text import Pointer, Span
from planlint.toml import MAX_DEPTH, declared
from planlint.toml.grammar import MULTI, PART, compiled, name_of
from planlint.toml.scan import LostError, Scan

_TYPED_KEY = rf"((?:[ \t]*+{PART}[ \t]*+\.)*+)[ \t]*+([\"']?)([\w-]*+)\Z"
_TYPED_VALUE = r"([\"']?)((?<=[\"'])[^\"'\n]*+|[\w.:+-]*+)\Z"

Place = Literal["header", "key", "value"]


class Typed(NamedTuple):
    """A word that is being typed, as far as it is there: in which place, and whether behind an opening quote.

    `route` leads to the value, or to the table whose key or header it is; an element of a list goes by the list's
    route. `present` are the keys of that table which stand before it.
    """

    place: Place
    route: tuple[str, ...]
    word: str = ""
    quoted: bool = False
    present: frozenset[str] = frozenset()


def typed_at(text: str, offset: int) -> Typed | None:
    """Return what is being typed at an offset of a text, half-typed or not; None where nothing is, as in a comment."""
    return _Typing(text[:offset]).typed()


class _Typing(Scan):
    """A walk to the end of a text that breaks off in the middle, which remembers what it was about to read.

    A statement above that is not TOML is passed over, line by line.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._spot: tuple[Place, Pointer, int] | None = None
        self._depth = 0
        self._headers = {header.span.start: header.parts for header in declared(text)}
        self._is_text = False

    def typed(self) -> Typed | None:
        """Return what is being typed at the end of the text."""
        at, end = 0, len(self.text)
        while True:
            self._spot, self._depth = None, 0
            at = self._walk(at, end)
            if self._is_text or (self.comments and self.comments[-1].end == end):
                return None
            if self._spot is not None and (typed := self._typed(*self._spot)) is not None:
                return typed
            if at >= end:
                return self._word("key", self._table) if self._begins_line(end) else None
            if self.text.startswith("[", at):  # what stands below an unfinished header belongs to it
                self._table = self._headers.get(at, ())
            at = self.text.find("\n", at) + 1
            if not at:
                return None

    def _typed(self, place: Place, route: Pointer, at: int) -> Typed | None:
        """Return the word that begins at an offset, where it reaches to the end of the text."""
        match = compiled(_TYPED_VALUE if place == "value" else _TYPED_KEY).match(self.text, at)
        if match is None:
            return None
        if place == "value":
            return self._word(place, route, match[2], match[1])
        return self._word(place, (*route, *map(name_of, compiled(PART).findall(match[1]))), match[3], match[2])

    def _word(self, place: Place, route: Pointer, word: str = "", quote: str = "") -> Typed:
        size = len(route)
        present = {str(one[size]) for one in self.entries if len(one) > size and one[:size] == route}
        names = tuple(key for key in route if isinstance(key, str))
        return Typed(place, names, word, bool(quote), frozenset(present))

    def _begins_line(self, at: int) -> bool:
        return not self.text[self.text.rfind("\n", 0, at) + 1 : at].strip()

    def _header(self, at: int) -> int:
        if not self._begins_line(at):
            raise LostError
        self._spot = ("header", (), at + (2 if self.text.startswith("[[", at) else 1))
        end = super()._header(at)
        self._spot = None
        return end

    def _plain_pair(self, match: re.Match[str]) -> None:
        super()._plain_pair(match)
        if match.end(2) == len(self.text):
            names = (name_of(part) for part in compiled(PART).findall(match[1]))
            self._spot = ("value", (*self._table, *names), match.start(2))

    def _pair(self, at: int, table: Pointer) -> int:
        if not self._depth and not self._begins_line(at):
            raise LostError
        self._spot = ("key", table, at)
        return super()._pair(at, table)

    def _value(self, at: int, pointer: Pointer, key: Span | None) -> int:
        if self._depth >= MAX_DEPTH or (self._depth and at in self._headers):
            raise LostError
        self._spot = ("value", pointer, at)
        if self.text.startswith(('"""', "'''"), at) and compiled(MULTI).match(self.text, at) is None:
            self._is_text = True
            raise LostError
        self._depth += 1
        end = super()._value(at, pointer, key)
        self._depth -= 1
        if end < len(self.text):
            self._spot = None
        return end

    def _past_comma(self, at: int) -> int:
        end = super()._past_comma(at)
        if end == len(self.text) and "," not in self.text[at:]:
            raise LostError  # only a comma or a bracket may come here
        return end
