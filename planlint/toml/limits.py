"""What is too large, too deep or too long to be read, and where."""

from itertools import islice

from planlint.text import Source, Span
from planlint.toml.fault import Fault
from planlint.toml.grammar import PART, compiled, tokens

MAX_BYTES = 1 << 20
MAX_DEPTH = 64
MAX_KEY_PARTS = 64
MAX_DIGITS = 1000  # a longer number is nobody's target, and Python refuses to print one of 4,301 digits


def require_limits(source: Source) -> None:
    """Go through a text of which no parser has made values yet; `Fault` at the first place that passes a limit.

    In an inline table every part of a dotted key is a level of its own.
    """
    text = source.text
    dotted = 0
    open_brackets: list[tuple[str, int]] = []
    depth = 0
    for kind, start, end in tokens(text):
        if kind == "word":
            dotted = _check_word(source, start, end)
        elif kind == "open":
            steps = 1 + (dotted if open_brackets and open_brackets[-1][0] == "{" else 0)
            open_brackets.append((text[start], steps))
            depth += steps
            if depth > MAX_DEPTH:
                message = f"values nest deeper than {MAX_DEPTH} levels"
                raise Fault("PL003", message, Span(start, start + 1), source)
        elif kind == "close" and open_brackets:
            depth -= open_brackets.pop()[1]


def _check_word(source: Source, start: int, end: int) -> int:
    """Return the number of dots between the parts of a key; `Fault` where the key or number is too long."""
    word = source.text[start:end]
    if "." not in word:
        if len(word) > MAX_DIGITS and word[0].isdigit():
            message = f"a number is {len(word):,} characters long; at most {MAX_DIGITS:,} are read"
            raise Fault("PL001", message, Span(start, end), source)
        return 0
    parts = compiled(PART).finditer(source.text, start, end)
    dots = sum(1 for _ in islice(parts, MAX_KEY_PARTS)) - 1
    beyond = next(parts, None)
    if beyond is not None:
        message = f"a key has more than {MAX_KEY_PARTS} parts"
        raise Fault("PL003", message, Span(*beyond.span()), source)
    return dots
