"""The items of one version of a file, and which of their values were set where it came from another version."""

from collections.abc import Mapping, Sequence

from planlint.diff.change import Change
from planlint.model import Item


class FileItems(dict[str, Item]):
    """The items of a version of a file by full name, in the order written, and the id of its content.

    `text` is the content as it was read, a text of its own. Where no more is known to have been done to another version
    than that values were set, `older` is the text of that one, `before` and `after` are the items that were touched,
    by full name, and `changes` what that changed, in no order.
    """

    blob: bytes = b""
    text: bytes = b""
    older: bytes | None = None
    before: Mapping[str, Item]
    after: Mapping[str, Item]
    changes: Sequence[Change]
    owners: Mapping[bytes, str]
    """By header the items whose values lines may set."""
