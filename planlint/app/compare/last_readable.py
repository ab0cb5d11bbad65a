"""What stands in for files of an older version that cannot be read: what they held when they last could."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from planlint.load.past_versions import last_readable
from planlint.load.two_versions import Files, Version, read_files
from planlint.trees import Root
from planlint.trees.git.file_versions import versions


class StandIns(NamedTuple):
    """Earlier contents by path, and a sentence on each: a change that mends a file is judged by what it held."""

    contents: Mapping[str, bytes]
    notes: tuple[str, ...]


def stand_ins(root: Root, older: Files, readable: Collection[str], base: Version) -> StandIns:
    """Return earlier contents for the files of a base, a commit, that cannot be read.

    Those that cannot be read in the newer version either are left alone: nobody could compare them with anything.
    `readable` are the paths of the older files for which that is not so. `TreeError` where git fails.
    """
    lost = [path for path in older.unread if path in readable]
    history = versions(root, lost, base.oid or base.rev)
    earlier = {path: found for path in lost if path in history and (found := last_readable(history[path])) is not None}
    notes = tuple(
        f"{unread(path, base, older.unread[path])}: what it held on {day} is compared"
        for path, (day, _) in earlier.items()
    )
    return StandIns({path: data for path, (_, data) in earlier.items()}, notes)


def with_stand_ins(older: Files, found: StandIns, rest: Files) -> Files:
    """Return the files of an older version as they are compared; `rest` are those that the newer one shares.

    An item that has moved to another file since is there, and not what it was.
    """
    earlier = read_files(found.contents.items())
    there = {item.name for files in (older, rest) for items in files.items.values() for item in items}
    items = {path: tuple(item for item in old if item.name not in there) for path, old in earlier.items.items()}
    return Files(
        {**older.documents, **earlier.documents},
        {**older.items, **items},
        {path: why for path, why in older.unread.items() if path not in found.contents},
        {path: names for path, names in older.broken.items() if path not in found.contents},
    )


def unread(path: str, base: Version, why: str) -> str:
    """Return that a file of the base cannot be read."""
    return f"{path} cannot be read in {base.rev} ({why})"
