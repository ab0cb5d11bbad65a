"""Why work was done: commits, the items they name, and each item's chains up to the purpose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from planlint.commit import Commit
from planlint.model.why import Why


class NamedItem(NamedTuple):
    """An item as a commit names it: the text, the full name it has now, and what there is to say of it.

    `name` is None where the text means no item. `note` says why that is so, or what became of the item.
    """

    text: str
    name: str | None = None
    note: str = ""


class LineRun(NamedTuple):
    """Lines of a file that one commit made, both ends included, and the path the file had there."""

    first: int
    last: int
    path_there: str


@dataclass(frozen=True, slots=True)
class WorkSource:
    """A commit that is asked about, or that lines come from; None where these are not committed.

    `through` is the merge that brought it in, where only that names items. `note` says why it means none.
    """

    commit: Commit | None
    meant: tuple[NamedItem, ...] = ()
    lines: tuple[LineRun, ...] = ()
    through: Commit | None = None
    note: str = ""


@dataclass(frozen=True)
class WorkAnswer:
    """What was asked, the commits behind it, and why each item that these name exists.

    `whys` are by full name, `gone` says by full name what became of items that the plan no longer has; their chains are
    the last they had. `path` is the file that was asked about, `text` the line where it is one.
    """

    asked: str
    word: str
    sources: tuple[WorkSource, ...]
    whys: Mapping[str, Why] = field(repr=False)
    gone: Mapping[str, str] = field(default_factory=dict, repr=False)
    path: str | None = None
    text: str | None = None

    @property
    def is_answered(self) -> bool:
        """Whether an item is named, everything named is one, and every chain reaches the purpose."""
        meant = [one for source in self.sources for one in source.meant]
        is_known = bool(meant) and all(one.name in self.whys for one in meant)
        return is_known and all(one.reaches_purpose for one in self.whys.values())
