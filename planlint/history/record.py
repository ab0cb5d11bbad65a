"""What has been found in a history, ready to be told."""

from typing import NamedTuple

from planlint.history.series import AllSeries


class UnreadVersion(NamedTuple):
    """A version of a file whose content is not known, and why."""

    commit: str
    path: str
    message: str
    date: str


class Record(NamedTuple):
    """The history of a plan up to a commit.

    `commits` counts those that were read. `lines` are the changes, oldest first, each a JSON object on a line of its
    own. The series are those along first parents; empty where all commits were read. `undated` are the commits whose
    date git cannot tell.
    """

    tip: str
    commits: int
    lines: bytes
    unread: tuple[UnreadVersion, ...]
    series: AllSeries
    undated: tuple[str, ...] = ()
