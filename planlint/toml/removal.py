"""Which pieces of a text go with something that is taken out: its comma, its blanks, its line, and never a comment."""

import re

from planlint.text import Span, without_blanks

_BLANKS = " \t"
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*+)*+")  # what may stand between two elements: blanks, line ends, comments


def comma_after(text: str, end: int) -> int | None:
    """Return where the comma after an element stands, past blanks, line ends and comments; None without one."""
    match = _GAP.match(text, end)
    at = match.end() if match else end
    return at if text.startswith(",", at) else None


def removal(text: str, element: Span, previous: int | None) -> list[Span]:
    """Return the pieces that go with an element of a list or an inline table, so that what is left is one.

    `previous` is where the element before it ends, None for the first.
    """
    before = comma_after(text, previous) if previous is not None else None
    comma = comma_after(text, element.end)
    is_last = comma is None or re.compile(r"[ \t]*\]").match(text, comma + 1) is not None
    if is_last and previous is not None and before is not None:
        behind = text[element.end : comma or element.end]
        if not (text[before + 1 : element.start] + behind).strip(_BLANKS):  # the comma before goes, one behind stays
            start = before if text[previous:before].strip(_BLANKS) else previous
            return [without_blanks(text, Span(start, comma or element.end))]
    if comma is None:
        return [without_blanks(text, element)]
    if not text[element.end : comma].strip(_BLANKS):
        return [without_blanks(text, Span(element.start, comma + 1))]
    return [without_blanks(text, element), without_blanks(text, Span(comma, comma + 1))]
