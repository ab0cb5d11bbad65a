"""The items of one version of a file, and which of their values were set where it came from another version."""

from typing import NamedTuple
from weakref import ref

from planlint.diff.change import Change
from planlint.model import Item


class SetValues(NamedTuple):
    """What was done to a version of a file, where no more was done than that values were set.

    `before` and `after` are the items that were touched, by full name; `changes` have no order.
    """

    version: "ref[FileItems]"
    before: dict[str, Item]
    after: dict[str, Item]
    changes: list[Change]


class FileItems(dict[str, Item]):
    """The items of a version of a file by full name, in the order written, and the id of its content.

    `made_by` is what was done to another version, where that is known to be all that makes this one.
    """

    blob: bytes = b""
    made_by: SetValues | None = None
