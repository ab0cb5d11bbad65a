"""The grammar of TOML as far as it is needed here: patterns, names, tokens."""

import re
from collections.abc import Iterator
from functools import cache

# Patterns are compiled on first use, because most runs need little of them. Repetitions are possessive, so that no
# text makes a match slow.

BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
LITERAL = r"'[^'\n]*+'"
PART = rf"(?:{BASIC}|{LITERAL}|[A-Za-z0-9_-]++)"
DOTTED = rf"{PART}(?:[ \t]*+\.[ \t]*+{PART})*+"
MULTI_LITERAL = r"'''(?:[^']++|'(?!''))*+'{3,5}"
MULTI = r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+"{3,5}|' + MULTI_LITERAL
ESCAPE = r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))"
_SHORT_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}

_TOKEN = (
    rf"(?P<multi>{MULTI})|(?P<endless>\"\"\"|''')|(?P<word>{DOTTED})"
    r"|(?P<comment>#[^\n]*+)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<odd>[\"'][^\n]*+)"
)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern ready to be used; `^` and `$` mean the ends of lines."""
    return re.compile(pattern, re.MULTILINE)


def name_of(written: str) -> str:
    """Return the name a part of a key stands for."""
    if written[0] == "'":
        return written[1:-1]
    if written[0] == '"':
        return compiled(ESCAPE).sub(_unescaped, written[1:-1])
    return written


def _unescaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    if digits is None:
        return _SHORT_ESCAPES.get(match[3], match[0])
    code = int(digits, 16)
    return match[0] if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)


def line_end(text: str, at: int) -> int:
    """Return the end of the line at this offset, before its line end and any white space."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    while end > at and text[end - 1] in " \t\r":
        end -= 1
    return end


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield strings, words, comments and brackets: enough to tell what is a bracket and what is text.

    `odd` is a string that its line does not close; `endless` one that nothing closes: it ends the walk.
    """
    for match in compiled(_TOKEN).finditer(text):
        kind = match.lastgroup or ""
        yield kind, match.start(), match.end()
        if kind == "endless":
            return
