"""A commit as the log of git tells it."""

from datetime import UTC, date, datetime
from typing import NamedTuple

_NO_OFFSET = "+00:00"


class Logged(NamedTuple):
    """A commit: its full id and its parents', who wrote it and when, when it was committed, the subject.

    Dates are ISO 8601 with a numeric offset, as they were recorded; author and email too.
    """

    oid: str
    parents: tuple[str, ...]
    date: str
    author_date: str
    author: str
    email: str
    subject: str


def numeric_offset(text: str) -> str:
    """Return a date with `+00:00` for the `Z` that newer versions of git write."""
    return text[:-1] + _NO_OFFSET if text.endswith("Z") else text


def utc_day(text: str) -> date:
    """Return the day of a recorded date in UTC; the first or last there is for one that no calendar has."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC).date()
    except ValueError:
        return date.min if text.startswith("-") else date.max
    except OverflowError:
        return date.min if text.startswith("0001") else date.max
