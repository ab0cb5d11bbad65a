"""Lists, numbers and values in messages, which have an end even where what a plan says has none."""

import re
from collections.abc import Iterable

MOST_NAMES = 10
"""A message names so many things, and says how many more there are."""

_VALUE = r"'[^']{241,}'|`[^`]{241,}`|\"[^\"]{241,}\""
_WORD = r"\S{401,}"
_LONGEST = 1000
_SHOWN = 200
_EXACT = 2**53  # beyond this a whole number in floating point is no longer what was written
_MOST_DIGITS = 19


def number_text(value: float) -> str:
    """Return a number as people write it: 40, not 40.0; one that is too large for that, or too long, as `1e+24`."""
    if isinstance(value, float):
        return str(int(value)) if value % 1 == 0 and abs(value) < _EXACT else repr(value)
    digits = str(abs(value))
    if len(digits) <= _MOST_DIGITS:
        return str(value)
    return f"{'-' if value < 0 else ''}{digits[0]}.{digits[1:6]}e+{len(digits) - 1}"


def listing(names: Iterable[str], joint: str = ", ", most: int = MOST_NAMES) -> str:
    """Return names as a list for a message: the first ones, and how many more there are."""
    first = list(names)
    more = len(first) - most
    return joint.join(first[:most]) + (f" and {more} more" if more > 0 else "")


def bounded(text: str) -> str:
    """Return a message with its longest values cut, and an end: what a plan says may have none."""
    if len(text) <= _SHOWN:
        return text
    text = re.sub(_VALUE, lambda match: f"{match[0][:_SHOWN]}…{match[0][-1]}", text)
    text = re.sub(_WORD, lambda match: f"{match[0][:_SHOWN]}…", text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
