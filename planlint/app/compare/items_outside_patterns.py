"""Finds items that have left the plan in files that no pattern of the settings meets."""

from collections.abc import Collection, Iterator
from itertools import islice

from planlint.app.compare.sides import Side
from planlint.load.two_versions import read_files
from planlint.toml import MAX_BYTES
from planlint.tree import Unreadable
from planlint.trees.git.repository import INDEX
from planlint.trees.git.revisions import WORKTREE
from planlint.trees.worktree import worktree

_MOST = 500  # files that are looked into: this only helps to say where an item may have gone


def stand_elsewhere(head: Side, names: Collection[str]) -> dict[str, str]:
    """Return the files below the root that hold items of these kinds and ids and are no plan files, by name."""
    if not names:
        return {}
    words = [name.partition(".")[2].encode() for name in names]
    contents = ((path, data) for path, data in _others(head) if any(word in data for word in words))
    files = read_files(islice(contents, _MOST))
    return {
        item.name: path
        for path in sorted(files.items, reverse=True)
        for item in files.items[path]
        if item.name in names
    }


def _others(head: Side) -> Iterator[tuple[str, bytes]]:
    def is_other(path: str) -> bool:
        return path.endswith(".toml") and not head.config.wants(path)

    if head.version.rev == WORKTREE:
        found = worktree(head.root, is_other, MAX_BYTES).items()
        yield from ((path, data) for path, data in found if not isinstance(data, Unreadable))
        return
    oid = None if head.version.rev == INDEX else head.version.oid
    ids = head.repository.blob_ids(oid, head.prefix, is_other)
    yield from head.repository.blobs(dict(islice(ids.items(), _MOST)), MAX_BYTES)
