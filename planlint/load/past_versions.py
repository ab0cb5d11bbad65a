"""Earlier versions of a file: the newest that can be read."""

from collections.abc import Iterable
from datetime import date

from planlint.toml import Fault, read


def last_readable(versions: Iterable[tuple[date, bytes | None]]) -> tuple[date, bytes] | None:
    """Return the newest version of a file that is TOML; None where it was not there before it broke."""
    for day, data in versions:
        if data is None:
            return None
        try:
            read("", data)
        except Fault:
            continue
        return day, data
    return None
