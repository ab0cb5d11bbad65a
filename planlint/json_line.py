"""JSON that may be printed anywhere: on one line, and harmless on a terminal."""

import json

from planlint.printable import HARMFUL

# `json.dumps` would make an encoder for every value.
_encode = json.JSONEncoder(ensure_ascii=False).encode


def dump(value: object) -> str:
    """Return JSON on one line, with escapes for what UTF-8 cannot carry or a terminal would act upon."""
    text = _encode(value)
    return text if text.isprintable() else HARMFUL.sub(lambda match: _escape(match[0]), text)


def _escape(char: str) -> str:
    """Return the escape JSON has for a character: its UTF-16 units."""
    return json.dumps(char)[1:-1]
