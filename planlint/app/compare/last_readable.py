"""What stands in for files of a version that cannot be read: what they held when they last could."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from planlint.load.past_versions import last_readable
from planlint.load.two_versions import NamedVersion, UnreadFile
from planlint.trees import Root, TreeError
from planlint.trees.git.file_versions import versions
from planlint.trees.git.repository import Repository


class Earlier(NamedTuple):
    """Earlier contents of files, by path, and the day from which each file held its content."""

    contents: Mapping[str, bytes]
    days: Mapping[str, date]


def last_readable_of(repository: Repository, root: Root, version: NamedVersion, paths: Collection[str]) -> Earlier:
    """Return what files held when they last could be read, on the line of history that leads to a version.

    One that never could be read has no earlier content. `TreeError` where a shallow clone does not tell.
    """
    tip = version.oid or repository.find("HEAD")
    history = versions(root.folder, paths, tip) if tip is not None else {}
    earlier = {path: found for path, one in history.items() if (found := last_readable(one)) is not None}
    lost = sorted(set(paths) - earlier.keys())
    if lost and repository.shallow:
        raise TreeError(
            f"cannot tell what the unreadable files promised in {version.rev}: this clone is shallow "
            f"({', '.join(lost[:3])})",
            "clone the whole history: git fetch --unshallow",
        )
    return Earlier(
        {path: data for path, (_, data) in earlier.items()}, {path: day for path, (day, _) in earlier.items()}
    )


def told(one: UnreadFile, version: NamedVersion) -> str:
    """Return in a sentence that a file of a version cannot be read, and what is compared in its place."""
    instead = "nothing of it is compared" if one.day is None else f"what it held on {one.day} is compared"
    return f"{one.path} cannot be read in {version.rev} ({one.message}): {instead}"
