"""The items of one version of a file, and which of their values were set where it came from another version."""

from typing import Any, NamedTuple
from weakref import ref

from planlint.diff.values import Keys
from planlint.model import Item


class SetValue(NamedTuple):
    """A value of an item that was another one before: the item's full name, the keys that lead there, TOML values."""

    item: str
    keys: Keys
    before: Any
    after: Any


class SetValues(NamedTuple):
    """What was done to a version of a file, where no more was done than that values were set.

    `before` and `after` are the items that were touched, by full name.
    """

    version: "ref[FileItems]"
    before: dict[str, Item]
    after: dict[str, Item]
    values: list[SetValue]


class FileItems(dict[str, Item]):
    """The items of a version of a file by full name, in the order written, and the id of its content.

    `made_by` is what was done to another version, where that is known to be all that makes this one.
    """

    blob: bytes = b""
    made_by: SetValues | None = None
