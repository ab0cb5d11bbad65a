"""Pieces of files, parsed without places and without words about what is wrong."""

from typing import Any

from planlint.text import Source
from planlint.toml.fault import Fault
from planlint.toml.limits import MAX_BYTES
from planlint.toml.reading import values_of


def plain_text(data: bytes) -> str | None:
    """Return the text of a file that can be cut into pieces; None for one that has to be looked at whole."""
    if len(data) > MAX_BYTES:
        return None
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    return None if "\ufeff" in text else text


def parse_piece(text: str) -> dict[str, Any] | None:
    """Return the values of a text; None where it is not TOML, or passes a limit."""
    try:
        return values_of(Source("", text))
    except Fault:
        return None
