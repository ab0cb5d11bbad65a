"""The value that was meant where one has the wrong type."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

_WHOLE_NUMBER = r"[+-]?\d{1,15}"
_NUMBER = r"[+-]?\d{1,15}(?:\.\d{1,15})?"
_PERIOD = r"\d{4}"


def value_meant(value: Any, schema: Mapping[str, Any]) -> Any | None:
    """Return the value with a type that the schema takes and the same meaning; None where there is no such."""
    for branch in schema.get("anyOf", (schema,)):
        meant = _as_type(value, str(branch.get("type")), branch.get("format") == "date")
        if meant is not None:
            return meant
    return None


def _as_type(value: Any, kind: str, is_date: bool) -> Any | None:
    if kind == "string" and is_date:
        return _as_day(value)
    if kind == "string":
        return _as_text(value)
    if kind == "array":
        return [value] if isinstance(value, str) else None
    if kind == "integer" and isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if kind in ("integer", "number") and isinstance(value, str):
        return _as_number(value, kind)
    if kind == "boolean" and isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower())
    return None


def _as_day(value: Any) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else None
    except ValueError:
        return None


def _as_text(value: Any) -> str | None:
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0]
    if isinstance(value, bool | float | date | datetime | list | dict):
        return None
    return str(value) if isinstance(value, int) and re.fullmatch(_PERIOD, str(value)) else None


def _as_number(text: str, kind: str) -> int | float | None:
    if re.fullmatch(_WHOLE_NUMBER, text):
        return int(text)
    return float(text) if kind == "number" and re.fullmatch(_NUMBER, text) else None
