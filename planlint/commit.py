"""A commit: who changed what when, as git recorded it."""

from datetime import UTC, date, datetime
from datetime import date as Day  # noqa: N812 - a commit has a field `date`, the moment as git recorded it
from typing import NamedTuple

_NO_OFFSET = "+00:00"
_SHORT = 7


class Commit(NamedTuple):
    """A commit: its full id and its parents', when it was committed and when and by whom it was written, its message.

    Dates are ISO 8601 with a numeric offset, as they were recorded; author and email too. The message is empty where
    only its subject was asked for.
    """

    oid: str
    parents: tuple[str, ...] = ()
    date: str = ""
    author_date: str = ""
    author: str = ""
    email: str = ""
    subject: str = ""
    message: str = ""

    @property
    def short(self) -> str:
        """The first digits of the id, for people."""
        return short_id(self.oid)

    @property
    def day(self) -> Day:
        """The day of the commit, in UTC."""
        return utc_day(self.date)


def short_id(oid: str) -> str:
    """Return the first digits of a commit's id, for people."""
    return oid[:_SHORT]


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
