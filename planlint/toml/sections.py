"""The parts of a text that its headers make, found without a look at what stands in them."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from planlint.text import Span
from planlint.toml.grammar import BASIC, DOTTED, LITERAL, MULTI, PART, compiled, name_of

_TEXT = rf"{MULTI}|{BASIC}|{LITERAL}"
_COMMENT = r"#[^\r\n]*+"
_LEVELS = 4  # of brackets in a value that are told apart here


class Section(NamedTuple):
    """A header with what stands below it, up to the next; the first section has no header and no names."""

    names: tuple[str, ...]
    whole: Span
    header: Span


def sections(text: str) -> list[Section] | None:
    """Return the sections of a text that a parser has accepted.

    None for one whose sections cannot be told without its values: with arrays of tables, or with brackets in brackets.
    """
    header, body = compiled(_header()), compiled(_body())
    match = body.match(text, 0)
    assert match is not None  # it matches nothing, too
    at = match.end()
    parts = [Section((), Span(0, at), Span(0, 0))]
    while at < len(text):
        match = header.match(text, at)
        below = body.match(text, match.end()) if match is not None else None
        if match is None or below is None:
            return None
        parts.append(Section(_names(match[1]), Span(at, below.end()), Span(*match.span())))
        at = below.end()
    return parts


def comments(text: str, mark: str = "#") -> Iterable[Span]:
    """Yield the comments that hold a mark, in a text that a parser accepts: from the `#` to the end of the line."""
    first, rest = re.escape(mark[0]), re.escape(mark[1:])
    others = rf"#(?:[^\n{first}]++|{first}(?!{rest}))*+(?=\n|\Z)" if rest else "(?!)"
    pattern = compiled(rf"(?:[^\"'#]++|{_TEXT}|{others})*+({_COMMENT})")
    match = pattern.match(text)
    while match is not None:
        yield Span(*match.span(1))
        match = pattern.match(text, match.end())


def _names(written: str) -> tuple[str, ...]:
    if '"' not in written and "'" not in written and " " not in written and "\t" not in written:
        return tuple(written.split("."))
    return tuple(name_of(part) for part in compiled(PART).findall(written))


@cache
def _header() -> str:
    return rf"\[[ \t]*+({DOTTED})[ \t]*+\](?!\])"


@cache
def _body() -> str:
    brackets = r"(?!)"
    for _ in range(_LEVELS):
        brackets = rf"[\[{{](?:[^\[\]{{}}\"'#]++|{_TEXT}|{_COMMENT}|{brackets})*+[\]}}]"
    pair = rf"(?:[A-Za-z0-9_.-]++|{DOTTED})[ \t]*+=[ \t]*+(?:{_TEXT}|{brackets}|[^\s\[{{\"'#][^#\n]*+)"
    return rf"(?:[ \t\r\n]++|{_COMMENT}|{pair})*+"
