"""Commits between two versions: who did what to which items, and which reasons were given."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from planlint.commit import Commit
from planlint.diff.change import Change

_REASON = re.compile(r"^Plan-Reason(?:\(([^()\n]*)\))?:[ \t]*(\S.*(?:\n[ \t]+\S.*)*)", re.IGNORECASE | re.MULTILINE)
REASON_LINE = "^Plan-Reason"
"""A basic regular expression, without regard to case: lines that may give a reason begin like this."""


class Reason(NamedTuple):
    """Why something was changed, as a commit's message says it; for one item (an id or a full name), or for all."""

    text: str
    item: str | None = None

    def is_for(self, names: Iterable[str]) -> bool:
        """Whether it speaks of the item with these full names."""
        return self.item is None or any(self.item in (name, name.partition(".")[2]) for name in names)


@dataclass(frozen=True, slots=True)
class Step:
    """A commit and what it changed."""

    commit: Commit
    changes: tuple[Change, ...]


class Work:
    """What commits did, to be asked by item. The commits come oldest first."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._done: dict[str, list[tuple[Commit, Change]]] = {}
        for step in steps:
            for change in step.changes:
                names = (change.before, change.after) if change.verb == "renamed" else (change.item,)
                for name in names:
                    self._done.setdefault(name, []).append((step.commit, change))

    def on(self, names: Iterable[str], keys: tuple[str, ...]) -> list[Commit]:
        """Return the commits that changed one of these fields, or something inside or around it, of one of these items.

        Without keys: those in which such an item itself came, went or was renamed. Of each name the oldest come first.
        """
        return [commit for name in names for commit, change in self._done.get(name, ()) if _is_about(change, keys)]


def _is_about(change: Change, keys: tuple[str, ...]) -> bool:
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
