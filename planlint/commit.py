"""A commit: who changed what when, as git recorded it."""

import re
from datetime import UTC, date, datetime
from datetime import date as Day  # noqa: N812 - a commit has a field `date`, the moment as git recorded it
from typing import NamedTuple

FIRST_DATE = "1970-01-01T00:00:00+00:00"
"""The date of a commit where neither git nor any commit near it tells one."""

_SHORT = 7
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-](?:[01]\d|2[0-3]):[0-5]\d")
_LAST_SECOND = 253_402_300_799  # of the year 9999, after which no calendar here goes on
_SQUASHED = re.compile(r"\(#\d+\)\s*$")


class Commit(NamedTuple):
    """A commit: its full id and its parents', when it was committed and when and by whom it was written, its message.

    Dates are ISO 8601 with a numeric offset, as they were recorded; author and email too. The message is empty where
    only its subject was asked for. Of a commit that is not `is_dated` git cannot tell the date: it has a neighbour's.
    """

    oid: str
    parents: tuple[str, ...] = ()
    date: str = ""
    author_date: str = ""
    author: str = ""
    email: str = ""
    subject: str = ""
    message: str = ""
    is_dated: bool = True

    def without_message(self) -> "Commit":
        """Return it as it is kept by the thousand: most of its bytes are the message."""
        oid, parents, when, author_date, author, email, subject, _, is_dated = self
        return Commit(oid, parents, when, author_date, author, email, subject, "", is_dated)

    @property
    def short(self) -> str:
        """The first digits of the id, for people."""
        return short_id(self.oid)

    @property
    def looks_squashed(self) -> bool:
        """Whether it looks like a squashed pull request: one parent, and a number at the end of the subject."""
        return len(self.parents) == 1 and _SQUASHED.search(self.subject) is not None

    @property
    def day(self) -> Day:
        """The day of the commit, in UTC."""
        return utc_day(self.date)


def short_id(oid: str) -> str:
    """Return the first digits of a commit's id, for people."""
    return oid[:_SHORT]


def recorded_date(seconds: str, iso: str) -> str | None:
    """Return a date as it was recorded, from git's `%ct` and `%cI`; in UTC where no calendar has it so.

    None where git cannot tell it: then it prints no seconds, or the first date for more seconds than it can count.
    """
    text = iso[:-1] + "+00:00" if iso.endswith("Z") else iso  # as newer versions of git write it
    if text == FIRST_DATE and seconds.strip("0"):
        return None
    if _ISO.fullmatch(text):
        return text
    if not seconds.isdecimal():
        return None
    return datetime.fromtimestamp(min(int(seconds), _LAST_SECOND), UTC).isoformat()


def utc_day(text: str) -> date:
    """Return the day of a recorded date in UTC, which is the one day that a commit has."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC).date()
    except OverflowError:  # the last hours of the year 9999
        return date.max
