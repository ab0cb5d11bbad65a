"""The headers that a text seems to declare, even one that no parser reads."""

import re
from typing import NamedTuple

from planlint.text import Span
from planlint.toml.grammar import BASIC, compiled, line_end, name_of
from planlint.toml.limits import MAX_KEY_PARTS

_HEADER_START = r"^[ \t]*+(\[\[?)"
_LENIENT_PART = rf"[ \t]*+({BASIC}|'[^'\n]*+'|[^\s.\[\]{{}}\"'#,=]++)[ \t]*+(\.?)"


class Header(NamedTuple):
    """A line that looks like a table header: its decoded names, its whole span and the span of each name."""

    parts: tuple[str, ...]
    span: Span
    part_spans: tuple[Span, ...]


def declared(text: str) -> tuple[Header, ...]:
    """Return the lines of an unreadable text that look like headers of two or more names. Never raises."""
    headers = (_declared_at(text, match) for match in compiled(_HEADER_START).finditer(text))
    return tuple(header for header in headers if header is not None)


def _declared_at(text: str, opening: re.Match[str]) -> Header | None:
    parts: list[tuple[str, Span]] = []
    at = opening.end()
    while len(parts) < MAX_KEY_PARTS and (match := compiled(_LENIENT_PART).match(text, at)):
        parts.append((name_of(match[1]), Span(*match.span(1))))
        at = match.end()
        if not match[2]:
            break
    if len(parts) < 2:
        return None
    closing = "]" * len(opening[1])
    end = at + len(closing) if text.startswith(closing, at) else line_end(text, at)
    return Header(tuple(name for name, _ in parts), Span(opening.start(1), end), tuple(span for _, span in parts))
