"""Waivers as they are written in comments: what they name, how long they hold, and why."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from planlint.lint.selection import UnknownRule, codes_of
from planlint.nearest import nearest
from planlint.rules import BOOK
from planlint.text import Source, Span, without_blanks
from planlint.toml.grammar import compiled
from planlint.toml.sections import comments_with

MARK = "planlint:"
"""What stands in every waiver."""
IGNORE = "ignore"
IGNORE_FILE = "ignore-file"

_DIRECTIVE = r"#\s*planlint:\s*"
_WORD = r"[\w-]*"
_CODES = r"\s*\[(?P<codes>[^\[\]]*)\]\s*"
_SELECTOR = r"[^,\s](?:[^,]*[^,\s])?"
_UNTIL = r"until\s+(?P<day>\S+)\s*"
_REASON = r"(?s)--\s*(?P<reason>.*\S)?\s*"


class Selector(NamedTuple):
    """A code, name or prefix as a waiver writes it, and where."""

    text: str
    span: Span


class Wording(NamedTuple):
    """What a waiver says, and where in its comment: one for all waivers in the same words.

    `codes` has what each of its selectors means; nothing where there is no such rule.
    """

    span: Span
    selectors: tuple[Selector, ...]
    whole_file: bool
    until: date | None
    reason: str | None
    codes: Mapping[str, frozenset[str]]


class Waiver:
    """One waiver, in a comment that begins at an offset. It holds through `until`, that day included, or for ever."""

    __slots__ = ("_at", "wording")

    def __init__(self, at: int, wording: Wording) -> None:
        self._at = at
        self.wording = wording

    @property
    def start(self) -> int:
        """Where its `#` stands."""
        return self._at + self.wording.span.start

    @property
    def span(self) -> Span:
        """All of it, from its `#` to the end of its reason."""
        return self.wording.span.moved(self._at)

    @property
    def selectors(self) -> tuple[Selector, ...]:
        """What it names."""
        return tuple([Selector(text, span.moved(self._at)) for text, span in self.wording.selectors])

    @property
    def until(self) -> date | None:
        """The last day on which it holds, None for one without end."""
        return self.wording.until

    def holds(self, today: date) -> bool:
        """Whether it still waives anything."""
        return self.until is None or today <= self.until


class WaiverMistake(NamedTuple):
    """A comment that means to be a waiver and is none: where, why, and the way out."""

    span: Span
    message: str
    help: str


def waivers_in(text: str, values: dict[str, Any]) -> Iterator[Waiver | WaiverMistake]:
    """Yield the waivers in the comments of a text, in the order written, and what only means to be one.

    A parser has found these values in it.
    """
    for start, comment in comments_with(MARK, text, values):
        for one in _read_all(comment):
            yield Waiver(start, one) if isinstance(one, Wording) else one._replace(span=one.span.moved(start))


@lru_cache(maxsize=1024)
def _read_all(comment: str) -> tuple[Wording | WaiverMistake, ...]:
    """Return what a comment holds; many are written in the same words."""
    starts = [match.start() for match in compiled(_DIRECTIVE).finditer(comment)]
    ends = pairwise([*starts, len(comment)])
    return tuple([_read(comment, Span(start, start + len(comment[start:end].rstrip()))) for start, end in ends])


def _read(text: str, span: Span) -> Wording | WaiverMistake:
    body = _after(compiled(_DIRECTIVE), text, span.start, span.end)
    verb = Span(body, _after(compiled(_WORD), text, body, span.end))
    said = text[verb.start : verb.end]
    if said not in (IGNORE, IGNORE_FILE):
        return _unknown_verb(said, verb if said else span)
    codes = compiled(_CODES).match(text, verb.end, span.end)
    named = compiled(_SELECTOR).finditer(text, *codes.span("codes")) if codes else ()
    selectors = tuple(Selector(match[0], Span(*match.span())) for match in named)
    if codes is None or not selectors:
        return WaiverMistake(span, "a waiver names the rules it is for", f"write `# planlint: {said}[CODE] -- REASON`")
    rest = codes.end()
    until = compiled(_UNTIL).match(text, rest, span.end)
    day = _day(until["day"]) if until else None
    if until and day is None:
        return WaiverMistake(Span(*until.span("day")), f"'{until['day']}' is not a date", "write it as 2026-12-31")
    rest = until.end() if until else rest
    reason = compiled(_REASON).fullmatch(text, rest, span.end)
    if reason is None and rest < span.end:
        unread = text[rest : span.end]
        help = "after the codes stand `until 2026-12-31`, `-- REASON`, or both in this order"
        return WaiverMistake(Span(rest, span.end), f"'{unread}' is not part of an ignore comment", help)
    meant = {selector.text: codes_waived(selector.text) for selector in selectors}
    return Wording(span, selectors, said == IGNORE_FILE, day, reason["reason"] if reason else None, meant)


def codes_waived(selector: str) -> frozenset[str]:
    """Return the codes a waiver means by a selector, none where there is no such rule.

    Of a prefix also the rules that are off by default.
    """
    try:
        codes = codes_of(selector)
    except UnknownRule:
        return frozenset()
    return codes | {rule.code for rule in BOOK if rule.code.startswith(selector.upper())}


def _unknown_verb(said: str, span: Span) -> WaiverMistake:
    near = nearest(said, (IGNORE, IGNORE_FILE))
    help = f"did you mean '{near}'?" if near else "write `# planlint: ignore[CODE] -- REASON`, or `ignore-file[CODE]`"
    return WaiverMistake(span, f"'{said}' is not an ignore comment" if said else "this is not an ignore comment", help)


def _after(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() if match else start


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def removal(source: Source, waiver: Waiver, unused: Collection[Selector]) -> tuple[Span, str]:
    """Return the edit that takes unused selectors out of a waiver: the span, and the text in its place.

    A waiver of which nothing is left goes with the blanks it would leave, and with its whole line where it is alone.
    """
    left = [selector.text for selector in waiver.selectors if selector not in unused]
    if left:
        return Span(waiver.selectors[0].span.start, waiver.selectors[-1].span.end), ", ".join(left)
    return without_blanks(source.text, waiver.span), ""
