"""The files of a plan as they come in: paths to bytes, or to why a file cannot be opened."""

from collections.abc import Mapping
from typing import NamedTuple

TEMPORARY_SUFFIX = ".planlint-tmp"
"""How the names of files end that are still being written: they are never read as plans."""


class Unreadable(NamedTuple):
    """Stands in place of the bytes of a file that cannot be opened; `reason` completes "cannot be read: …".

    `is_link` says that no file is there, only a link that is not followed: no version of it ever held anything.
    """

    reason: str
    is_link: bool = False


LEAVES_ROOT = Unreadable("it is a link that leads out of the root", is_link=True)
LEAVES_REPOSITORY = Unreadable("it is a link that leaves the repository", is_link=True)
INTO_GIT = Unreadable("it is a link into git's own folder", is_link=True)
UNTRACKED_END = Unreadable("it is a link to a file that git does not track", is_link=True)
NO_FILE = Unreadable("it is a link to something that is not a file", is_link=True)
DANGLES = Unreadable("it is a link to something that does not exist", is_link=True)
CIRCLES = Unreadable("it is a link that leads back to itself", is_link=True)
CLOSED = Unreadable("it is a folder that may not be looked into")


Tree = Mapping[str, bytes | Unreadable]


class PassedOver:
    """What a reading of plan files met and did not read, by path below the root; it is filled while they are read.

    `followed` are links that git tracks and that were followed on the disk to what is a plan file by them alone.
    """

    __slots__ = ("followed", "links", "submodules")

    def __init__(self) -> None:
        self.links: list[str] = []
        self.followed: list[str] = []
        self.submodules: list[str] = []


def path_order(path: str) -> bytes:
    """Return what paths are ordered by: their bytes."""
    return path.encode("utf-8", "surrogateescape")
