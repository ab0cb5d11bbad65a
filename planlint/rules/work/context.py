"""What a rule on work may ask: the commits of a range, what each names and touches, the plan they serve."""

from collections.abc import Callable
from typing import NamedTuple

from planlint.commit import Commit
from planlint.model import Item, Plan
from planlint.rules.kit import Site


class NameInCommit(NamedTuple):
    """An item as a commit names it: the text, and the full names it may mean; none where nothing is called so.

    `nearest` is what may have been meant instead. `ended` says how the item had ended before the commit, if it had.
    """

    text: str
    names: tuple[str, ...] = ()
    nearest: str | None = None
    ended: str | None = None


class RangeCommit(NamedTuple):
    """A commit of a range, or the one that is being made, whose id is empty.

    `required` is the first file it touches whose commits have to name an item; None for none, and for a commit of which
    nobody asks it (a merge, a revert, one that goes into another one). `site` is where findings about it stand.
    """

    commit: Commit
    named: tuple[NameInCommit, ...]
    site: Site
    required: str | None = None

    @property
    def called(self) -> str:
        """The commit as a message names it."""
        return f"commit {self.commit.short}" if self.commit.oid else "the commit"

    @property
    def amend(self) -> str:
        """How its message is changed, to stand before what is to be changed."""
        return f"amend `{self.commit.short}`: " if self.commit.oid else ""


class WorkContext(NamedTuple):
    """The plan that the commits lead to, the word that names items, and what is known of the work before.

    `has_work` says whether any commit names an item, or something below it, by the item's full name.
    """

    plan: Plan
    word: str
    has_work: Callable[[str], bool] = lambda name: False


class RangeWork(NamedTuple):
    """The commits of a range that are judged, those that name items or should, oldest first.

    `total` counts all commits of the range but merges that name nothing. `done` are the items that became done in it.
    """

    context: WorkContext
    commits: tuple[RangeCommit, ...]
    total: int = 0
    done: tuple[Item, ...] = ()

    @property
    def naming(self) -> tuple[RangeCommit, ...]:
        """The commits that name items."""
        return tuple(one for one in self.commits if one.named)
