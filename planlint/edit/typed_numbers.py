"""What number is meant by a text that somebody types: with a unit behind it, as a percentage, with commas."""

from collections.abc import Mapping
from typing import Any

from planlint.bounds import number_text
from planlint.edit.errors import EditError
from planlint.schema.tables import hint
from planlint.toml import spellings
from planlint.toml.error_context import short


def typed_number(key: str, text: str, unit: str, schema: Mapping[str, Any]) -> float:
    """Return the number that a text stands for at a key; `EditError` where it is none, or one of two."""
    unit = unit if key.startswith("metric.") else ""
    share = hint(schema, "share") is True
    numbers = numbers_meant(text, unit, share=share)
    if len(numbers) == 2:
        forms = " or ".join(f"{key}={number_text(number)}" for number in numbers)
        raise EditError(f"{key}: '{text}' can be read as two numbers", f"write {forms}")
    if not numbers:
        way = _way_to_number(key, text, unit, example=0.7 if share else 38)
        raise EditError(f"{key}: '{short(text)}' is not a number", way)
    [value] = numbers
    if share and spellings.amount(text)[1] == "%" and not _is_within(value, schema):
        least, most = (f"{number_text(100 * schema[key])} %" if key in schema else "" for key in ("minimum", "maximum"))
        takes = f"{least} to {most}" if most else f"{least} or more"
        raise EditError(f"{key}: '{short(text)}' is out of range", f"it takes {takes}")
    if isinstance(value, int) and abs(value) >= 2**63:
        message = f"{key}: '{short(text)}' is too large: a whole number has at most 19 digits in TOML"
        raise EditError(message, f"write it like {key}=1e20")
    if schema.get("type") == "integer" and not isinstance(value, int):
        raise EditError(f"{key}: '{text}' is not a whole number", "it takes 0, 1, 2 and so on")
    return value


def _is_within(value: float, schema: Mapping[str, Any]) -> bool:
    return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))


def numbers_meant(text: str, unit: str = "", *, share: bool = False) -> tuple[float, ...]:
    """Return what a text can mean as a number, with its unit behind it or without: none, one or two values.

    Where a `share` of one is asked for, `70%` means 0.7.
    """
    numbers = spellings.number_readings(text)
    if numbers:
        return numbers
    number, written = spellings.amount(text)
    if share and written == "%":
        return tuple(round(value / 100, 12) for value in spellings.number_readings(number))
    return spellings.number_readings(number) if written and written.casefold() == unit.casefold() else ()


def _way_to_number(key: str, text: str, unit: str, *, example: float) -> str:
    number, written = spellings.amount(text)
    numbers = spellings.number_readings(number)
    if not numbers:
        return f"write it in digits, as {key}={example}"
    forms = " or ".join(f"{key}={number_text(value)}" for value in numbers)
    return f"write {forms}, without '{short(written)}'" + (f": it is counted in {unit}" if unit else "")
