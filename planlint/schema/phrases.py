"""TOML values and types in words that people who have never heard of types understand."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from planlint.schema.coerce import value_meant
from planlint.toml.literal import literal

_LONGEST = 40
_BARE_KEY = r"[A-Za-z0-9_-]+\Z"
_DATE = r"\d{4}-\d{2}-\d{2}\Z"


def quoted(text: str) -> str:
    """Return a text in quotes, on one line, with what cannot be seen escaped, cut where it is long."""
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return '"' + "".join(map(_visible, cut)) + '"'


def _visible(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def dotted(keys: Iterable[str | int]) -> str:
    """Return a route as it reads in TOML: `metric.target`, `tags[1]`, `"a b".c`."""
    text = ""
    for key in keys:
        if isinstance(key, int):
            text += f"[{key}]"
        else:
            text += ("." if text else "") + (key if re.match(_BARE_KEY, key) and len(key) <= 64 else quoted(key))
    return text


def value_in_words(value: Any) -> str:
    """Return what is written, with its type: `the whole number 2026`."""
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, list):
        return "an array of tables" if is_array_of_tables(value) else "an array"
    if isinstance(value, dict):
        return "a table"
    return f"{_type_of_scalar(value)} {written(value)}".lstrip()


def is_array_of_tables(value: Any) -> bool:
    """Whether a value is an array of nothing but tables."""
    return isinstance(value, list) and bool(value) and all(isinstance(element, dict) for element in value)


def _type_of_scalar(value: Any) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return "the whole number"
    if isinstance(value, float):
        return "the number"
    if isinstance(value, datetime):
        return "the date-time"
    return "the local date" if isinstance(value, date) else "the local time"


def written(value: Any) -> str:
    """Return a value as it is written in TOML; of arrays and tables only that they are there."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    text = str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def type_in_words(schema: Mapping[str, Any]) -> str:
    """Return what a schema takes: `a local date or text`."""
    if "anyOf" in schema:
        return alternatives([type_in_words(branch) for branch in schema["anyOf"]])
    kind = schema.get("type")
    if kind == "array":
        return "an array of texts"
    if kind == "string":
        return "a local date" if schema.get("format") == "date" else "text"
    words = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}
    return words.get(str(kind), "a table")


def range_in_words(schema: Mapping[str, Any]) -> str:
    """Return which numbers a schema takes: `0 to 1`."""
    if "minimum" in schema and "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    if "minimum" in schema:
        return f"{schema['minimum']} or more"
    return f"numbers above {schema['exclusiveMinimum']}"


def alternatives(words: Iterable[str]) -> str:
    """Return words as a choice: `a, b or c`."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def together(words: Iterable[str]) -> str:
    """Return words that hold all at once: `a, b and c`."""
    return alternatives(words).replace(" or ", " and ")


def way_to_type(value: Any, schema: Mapping[str, Any]) -> str | None:
    """Return how a value of the wrong type becomes a value that the schema takes, where that is plain to see."""
    meant = value_meant(value, schema)
    if meant is None:
        takes_days = schema.get("format") == "date" and isinstance(value, str) and re.match(_DATE, value)
        return "there is no such day" if takes_days else None
    if isinstance(value, str) and not isinstance(meant.value, list):
        return "remove the quotes"
    text = literal(meant.value)
    if len(text) <= _LONGEST + 4:
        return f"write {text}"
    return "remove the brackets" if isinstance(value, list) else None
