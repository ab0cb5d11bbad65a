"""The commit that is being made: what it does to the plan, and whether its message excuses that."""

from collections.abc import Sequence
from datetime import date

from planlint.app.compare.compare import Compared, compare
from planlint.app.compare.request import Base, CompareRequest
from planlint.app.settings import Where
from planlint.commit import Commit
from planlint.load.two_versions import NamedVersion
from planlint.trees.git.pending_commit import Pending, message_file, pending_commit
from planlint.trees.git.repository import INDEX, Repository

__all__ = ["Pending", "Repository", "compare_pending", "message_file", "pending_commit", "will_be_written_again"]

_WRITTEN_AGAIN = ("fixup!", "squash!", "amend!")


def will_be_written_again(message: str) -> bool:
    """Whether a commit is made to go into another one: its message vanishes, so it cannot give a reason."""
    return message.startswith(_WRITTEN_AGAIN)


def compare_pending(where: Where, parents: Sequence[str], today: date, message: str | None) -> Compared:
    """Compare what is staged with all that the commit will stand on, of which there is at least one.

    `message` is what it says, None while that is not written.
    """
    commit = None if message is None else Commit("", message=message)
    bases = tuple(Base(NamedVersion(oid, oid), (oid,)) for oid in parents)
    return compare(CompareRequest(where, today, (bases,), NamedVersion(INDEX, None), needs_plan=True, pending=commit))
