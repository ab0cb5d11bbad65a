"""Commits between two versions: who did what to which items, and which reasons were given."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from planlint.diff.change import Change

_REASON = re.compile(r"^Plan-Reason(?:\(([^()\n]*)\))?:[ \t]*(\S.*(?:\n[ \t]+\S.*)*)", re.IGNORECASE | re.MULTILINE)


class Reason(NamedTuple):
    """Why something was changed, as a commit's message says it; for one item (an id or a full name), or for all."""

    text: str
    item: str | None = None

    def is_for(self, name: str) -> bool:
        """Whether it speaks of the item with this full name."""
        return self.item is None or self.item in (name, name.partition(".")[2])


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its full id, who wrote it and when (with the author's offset), its message."""

    oid: str
    author: str
    when: datetime
    message: str

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Step:
    """A commit and what it changed."""

    commit: Commit
    changes: tuple[Change, ...]

    def touches(self, names: frozenset[str], keys: tuple[str, ...]) -> bool:
        """Whether it changed one of these fields, or something inside or around it, of an item with one of these names.

        Without keys: whether such an item itself came, went or was renamed.
        """
        return any(_is_about(change, names, keys) for change in self.changes)


def _is_about(change: Change, names: frozenset[str], keys: tuple[str, ...]) -> bool:
    if change.verb == "renamed" and change.before in names:
        return not keys
    if change.item not in names:
        return False
    if not keys:
        return change.verb in ("added", "removed", "renamed")
    changed = f"{change.key}."
    return change.key is not None and any(
        f"{key}.".startswith(changed) or changed.startswith(f"{key}.") for key in keys
    )


def reasons_in(message: str) -> tuple[Reason, ...]:
    """Return the reasons a commit's message gives: lines `Plan-Reason: …` or `Plan-Reason(ID): …` below the subject."""
    _, _, body = message.partition("\n")
    return tuple(Reason(" ".join(found[2].split()), found[1]) for found in _REASON.finditer(body))
