"""The part of a history that was asked for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planlint.history.record import UnreadVersion
from planlint.history.series import Series


class Log(NamedTuple):
    """What is told of a history.

    `rev` is as a person named it, `oid` its commit; `commits` counts those that were read. `lines` are the changes,
    oldest first, each a JSON object on a line. `shallow` says that the history was cut off when it was cloned.
    """

    rev: str
    oid: str
    commits: int
    shallow: bool
    lines: bytes
    unread: Sequence[UnreadVersion] = ()
    series: Iterable[Series] = ()
