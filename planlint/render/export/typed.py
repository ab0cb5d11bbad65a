"""Values as engines want them: a column has one type, and what may be anything has a column for each."""

import json
import re
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from planlint.json_line import dump
from planlint.model.items import as_number

Row = dict[str, object]

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ADDRESS = re.compile(r"([\w.+%'-]+@)[\w-]+(?:\.[\w-]+)+")
_LAST = "9999-12-31T23:59:59Z"


class RowOrigin(NamedTuple):
    """What every row of an export says of itself: the repository, the commit that is exported, the day it is judged."""

    repository: str
    commit: str
    as_of: date

    def row(self, table: str, commit: str | None = None) -> Row:
        """Return the beginning of a row of a table."""
        return {
            "schema": f"export-{table}",
            "repository": self.repository,
            "commit": commit or self.commit,
            "as_of": self.as_of.isoformat(),
        }


def any_value(name: str, value: Any) -> Row:
    """Return a value in JSON form that may be of any type as four columns, empty where it is not of the column's."""
    text = value if isinstance(value, str) else None
    return {
        f"{name}_number": number(value),
        f"{name}_text": text,
        f"{name}_date": text if text and _is_day(text) else None,
        f"{name}_json": None if value is None else json.dumps(value, ensure_ascii=False),
    }


def number(value: Any) -> float | None:
    """Return a number in floating point, so that a column never mixes two kinds; None for what is none."""
    try:
        known = as_number(value)
        return None if known is None else float(known)
    except OverflowError:  # a whole number beyond all that floating point has
        return None


def day(value: Any) -> str | None:
    """Return a date, or a text that is one, in ISO form; None for anything else."""
    if isinstance(value, str):
        return value if _is_day(value) else None
    return value.isoformat() if isinstance(value, date) else None


def texts(value: Any) -> list[str]:
    """Return the texts of a list, or one text as a list."""
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def utc(text: str) -> str:
    """Return a moment as git recorded it in UTC."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:  # the last hours of the year 9999
        return _LAST


def json_line(row: Row, *, addresses: bool) -> str:
    """Return a row as a line of JSON; without `addresses` no text in it is one of mail."""
    line = dump(row)
    return f"{line if addresses else without_addresses(line)}\n"


def without_addresses(text: str) -> str:
    """Return a text in which no address of mail has its domain: `ines@…`."""
    return _ADDRESS.sub(r"\1…", text) if "@" in text else text


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
