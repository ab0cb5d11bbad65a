"""What a person asks to compare: revisions, ranges, the index, the working tree."""

from collections.abc import Sequence
from typing import NamedTuple

from planlint.trees.errors import TreeError
from planlint.trees.git.repository import INDEX

WORKTREE = ":worktree"
"""The name of the files on the disk where a revision may stand."""

UNCOMMITTED = frozenset({INDEX, WORKTREE})
_HEAD = "HEAD"
_BY_MESSAGE = ":/"  # what follows is the message of a commit, which may hold dots


class Ends(NamedTuple):
    """The two ends of a comparison as a person wrote them; `from_merge_base` for `A...B`."""

    base: str
    head: str
    from_merge_base: bool = False


def parse_ends(arguments: Sequence[str]) -> Ends:
    """Return what to compare: nothing (HEAD and the working tree), a base, a base and a head, or one range.

    `TreeError` for a range beside another revision, and for more than two revisions.
    """
    ranges = [found for argument in arguments if (found := parse_range(argument)) is not None]
    if ranges:
        if len(arguments) > 1:
            raise TreeError(
                f"a range names both ends; nothing can be added to it, here: {' '.join(arguments)}",
                "name one range, or two revisions",
            )
        return ranges[0]
    if len(arguments) > 2:
        raise TreeError(f"two revisions can be compared, not {len(arguments)}", "name a base and a head")
    base, head, *_ = (*arguments, *(_HEAD, WORKTREE)[len(arguments) :])
    return Ends(base, head)


def parse_range(text: str) -> Ends | None:
    """Return the ends of `A..B` or `A...B`, HEAD for an empty one; None for what is no range."""
    if text.startswith(_BY_MESSAGE):
        return None
    at = _dots(text)
    if at is None:
        return None
    three = text.startswith("...", at)
    base, head = text[:at], text[at + (3 if three else 2) :]
    return Ends(base or _HEAD, head or _HEAD, three)


def _dots(text: str) -> int | None:
    """Return where the dots of a range begin; those in braces (`HEAD^{/fix..}`, `@{1..day}`) are none."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth <= 0 and text.startswith("..", at):
            return at
    return None
