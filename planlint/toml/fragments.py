"""Pieces of files, parsed without places and without words about what is wrong."""

from codecs import BOM_UTF8
from typing import Any

from planlint.text import Source
from planlint.toml.fault import Fault
from planlint.toml.reading import values_of


def parse_piece(piece: bytes) -> dict[str, Any] | None:
    """Return the values of a piece of a file; None where it is not TOML, or passes a limit."""
    if BOM_UTF8 in piece:
        return None
    try:
        return values_of(Source("", piece.decode("utf-8")))
    except (Fault, UnicodeDecodeError):
        return None
