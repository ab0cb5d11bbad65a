"""JSON that may be printed anywhere: on one line, and harmless on a terminal."""

import json

from planlint.render.plain import HARMFUL


def dump(value: object) -> str:
    """Return JSON on one line, with escapes for what UTF-8 cannot carry or a terminal would act upon."""
    return HARMFUL.sub(lambda match: _escape(match[0]), json.dumps(value, ensure_ascii=False))


def _escape(char: str) -> str:
    """Return the escape JSON has for a character: its UTF-16 units."""
    return json.dumps(char)[1:-1]
