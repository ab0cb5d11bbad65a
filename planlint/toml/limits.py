"""What is refused before any parser sees it: what is too large, too deep or too long."""

from itertools import islice

from planlint.text import Source, Span
from planlint.toml.fault import Fault
from planlint.toml.grammar import PART, compiled, tokens

MAX_BYTES = 1 << 20
MAX_DEPTH = 64
MAX_KEY_PARTS = 64
MAX_DIGITS = 1000  # a longer number is nobody's target, and Python refuses to print one of 4,301 digits

# A header or a one-line list of plain values: opens and closes on its line, whatever surrounds it.
_ITEM = r"""(?:"[^\[\]{}"'#\\\n]*+"|[\w.:+-]++)"""
_LIST = rf"(?: *+{_ITEM} *+(?:, *+{_ITEM} *+)*+)?+,? *+"
_FLAT = rf"^(?:[\w.-]++ *+= *+)?+(?:\[\[{_LIST}\]\]|\[{_LIST}\])"


def is_flat(text: str) -> bool:
    """Whether counting alone shows that no limit is passed: true for nearly every plan."""
    lines = text.split("\n") if len(text) > MAX_DIGITS else [text]
    if len(max(lines, key=len)) > MAX_DIGITS:
        return False
    dots = text.count(".")
    if dots >= MAX_KEY_PARTS:
        dots = max(line.count(".") for line in lines)
    openings = text.count("[") + text.count("{")
    if openings > MAX_DEPTH:
        rest = compiled(_FLAT).sub("", text)
        openings = rest.count("[") + rest.count("{") + 2
    # In an inline table every part of a dotted key is a level of its own.
    levels = openings * (dots + 1) if "{" in text else openings
    return dots < MAX_KEY_PARTS and levels <= MAX_DEPTH


def survey(source: Source) -> bool:
    """Check the limits token by token; `Fault` where one is passed.

    Returns whether the text is as it seems. Where a string is not closed, a parser that goes on after an
    error could meet nesting that was taken for text; on signs in a row and endless words toml_rs overflows
    its stack. Only a parser that stops at the first error may read such a text.
    """
    text = source.text
    clear = True
    dotted = 0
    open_brackets: list[tuple[str, int]] = []
    depth = 0
    for kind, start, end in tokens(text):
        if kind == "word":
            dotted = _check_word(source, start, end)
            clear = clear and (end - start <= MAX_DIGITS or text[start] in "\"'")
        elif kind == "open":
            steps = 1 + (dotted if open_brackets and open_brackets[-1][0] == "{" else 0)
            open_brackets.append((text[start], steps))
            depth += steps
            if depth > MAX_DEPTH:
                message = f"values nest deeper than {MAX_DEPTH} levels"
                raise Fault("PL003", message, Span(start, start + 1), source)
        elif kind == "close" and open_brackets:
            depth -= open_brackets.pop()[1]
        elif kind in ("odd", "endless", "signs"):
            clear = False
        elif kind == "multi":
            clear = clear and _follows_value_sign(text, start)
    return clear


def _check_word(source: Source, start: int, end: int) -> int:
    """Return the number of dots between the parts of a key; `Fault` where the key or number is too long."""
    word = source.text[start:end]
    if len(word) > MAX_DIGITS and word[0].isdigit() and '"' not in word and "'" not in word:
        message = f"a number is {len(word):,} characters long; at most {MAX_DIGITS:,} are read"
        raise Fault("PL001", message, Span(start, end), source)
    if "." not in word:
        return 0
    parts = compiled(PART).finditer(source.text, start, end)
    dots = sum(1 for _ in islice(parts, MAX_KEY_PARTS)) - 1
    beyond = next(parts, None)
    if beyond is not None:
        message = f"a key has more than {MAX_KEY_PARTS} parts"
        raise Fault("PL003", message, Span(*beyond.span()), source)
    return dots


def _follows_value_sign(text: str, at: int) -> bool:
    while at and text[at - 1] in " \t\r\n":
        at -= 1
    return text[at - 1 : at] in ("=", ",", "[")
