"""JSON that may be printed anywhere: on one line, and harmless on a terminal."""

import json
from collections.abc import Iterable
from json.encoder import encode_basestring

# `json.dumps` would make an encoder for every value.
_encode = json.JSONEncoder(ensure_ascii=False).encode


def dump(value: object) -> str:
    """Return JSON on one line, with escapes for what UTF-8 cannot carry or a terminal might act upon."""
    return harmless(_encode(value))


def on_lines(values: Iterable[object], indent: str = "  ") -> str:
    """Return JSON values as what stands between the brackets of a list, each on a line of its own."""
    return ",".join(f"\n{indent}{dump(value)}" for value in values)


def text_of(value: object) -> str:
    """Return JSON on one line as `dump` does, before it is made harmless; of texts and whole numbers quickly."""
    if type(value) is str:
        return encode_basestring(value)
    if value is None:
        return "null"
    return repr(value) if type(value) is int else _encode(value)


def harmless(text: str) -> str:
    """Return JSON on one line with escapes for what UTF-8 cannot carry or a terminal might act upon."""
    if text.isascii() and "\x7f" not in text:  # JSON has no other control characters as they are
        return text
    return text if text.isprintable() else "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    """Return the escape JSON has for a character: its UTF-16 units."""
    return json.dumps(char)[1:-1]
