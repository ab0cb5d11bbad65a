"""How JSON Schema's types are read over TOML values; the one definition for judging and for explaining."""

import math
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

_TYPES = {"array": list, "boolean": bool, "integer": int, "object": dict, "string": str}


def fits(value: Any, kind: str, format: str | None = None) -> bool:
    """Whether a TOML value has a JSON Schema type.

    A text of format `date` is a local date, which is no text; a date-time or a time fits nothing. A boolean
    is no number, a float no integer, and `nan` and `inf` are no numbers to plan with.
    """
    actual = type(value)
    if kind == "number":
        return actual is int or (actual is float and math.isfinite(value))
    return actual is (date if format == "date" else _TYPES.get(kind))


def followed(root: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the references of a schema lead to, by the definitions of the whole."""
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return schema


@cache
def pattern(text: str) -> re.Pattern[str]:
    r"""Return a schema's pattern compiled; its `$` at the end of a branch is the very end, which Python writes `\Z`."""
    return re.compile(re.sub(r"(?<!\\)\$(?=[|)]|\Z)", r"\\Z", text))
