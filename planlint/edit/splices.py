"""Pieces of a text replaced by others, and not a character more."""

from collections.abc import Iterable
from typing import NamedTuple

from planlint.text import Span

_MARK = b"\xef\xbb\xbf"


class Splice(NamedTuple):
    """What is to stand in place of a span; an empty span inserts."""

    span: Span
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with these pieces replaced; `ValueError` where two of them overlap."""
    parts = []
    at = 0
    for splice in sorted(splices):
        if splice.span.start < at:
            raise ValueError(f"two edits overlap at {splice.span.start}")
        parts += [text[at : splice.span.start], splice.text]
        at = splice.span.end
    return "".join((*parts, text[at:]))


def to_bytes(text: str, before: bytes) -> bytes:
    """Return a text as the file it came from has it: with a byte-order mark if that had one."""
    mark = _MARK if before.startswith(_MARK) else b""
    return mark + text.encode("utf-8")
