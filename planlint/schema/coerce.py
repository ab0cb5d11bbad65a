"""The value that was meant where one has the wrong type."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from planlint.toml.literal import literal


class MeantValue(NamedTuple):
    """A value of the right type; `certain` where it means what is written, so that a program may write it."""

    value: Any
    certain: bool = True


def value_meant(value: Any, schema: Mapping[str, Any]) -> MeantValue | None:
    """Return what a value would be with a type that the schema takes; None where nobody can say."""
    for branch in schema.get("anyOf", (schema,)):
        is_date = branch.get("format") == "date"
        meant = _as_day(value) if is_date else _as_type(value, str(branch.get("type")))
        if meant is not None:
            return meant
    return None


def _as_type(value: Any, kind: str) -> MeantValue | None:
    if kind == "string":
        return _as_text(value)
    if kind == "array":
        return MeantValue([value]) if isinstance(value, str) else None
    if kind == "integer" and isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return MeantValue(int(value))
    if not isinstance(value, str):
        return None
    if kind == "boolean" and value.lower() in ("true", "false"):
        return MeantValue(value.lower() == "true")
    if kind in ("integer", "number") and re.fullmatch(r"[+-]?\d{1,15}", value):
        return MeantValue(int(value))
    if kind == "number" and re.fullmatch(r"[+-]?\d{1,15}\.\d{1,15}", value):
        return MeantValue(float(value))
    return None


def _as_day(value: Any) -> MeantValue | None:
    if isinstance(value, datetime):
        return MeantValue(value.date(), certain=False)
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return None
    try:
        return MeantValue(date.fromisoformat(value))
    except ValueError:
        return None


def _as_text(value: Any) -> MeantValue | None:
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return MeantValue(value[0])
    if isinstance(value, bool | int | float | date):
        text = literal(value)
        return MeantValue(text, certain=re.fullmatch(r"\d{4}", text) is not None)  # a year, say
    return None
