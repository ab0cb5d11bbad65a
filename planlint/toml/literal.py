"""Values as TOML writes them."""

import json
from datetime import date, time
from typing import Any


def literal(value: Any, quote: str = '"') -> str:
    """Return a text, number, boolean, date or time, or an array of them, as TOML; a text in these quotes where it can.

    `ValueError` for what TOML cannot say.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, str):
        if quote == "'" and value.isprintable() and "'" not in value:
            return f"'{value}'"
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(literal(element, quote) for element in value)}]"
    raise ValueError(f"not a value of TOML: {type(value).__name__}")
