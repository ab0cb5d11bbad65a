"""JSON that may be printed anywhere: on one line, and harmless on a terminal."""

import json

# `json.dumps` would make an encoder for every value.
_encode = json.JSONEncoder(ensure_ascii=False).encode


def dump(value: object) -> str:
    """Return JSON on one line, with escapes for what UTF-8 cannot carry or a terminal might act upon."""
    text = _encode(value)
    return text if text.isprintable() else "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    """Return the escape JSON has for a character: its UTF-16 units."""
    return json.dumps(char)[1:-1]
