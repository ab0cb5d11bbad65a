"""Paths as a person names them: relative to the current folder, links in their last part not followed."""

# ruff: noqa: PTH100 A link is named, not followed: pathlib cannot say that.
import os
from pathlib import Path

from planlint.tree import Unreadable
from planlint.trees.errors import TreeError
from planlint.trees.links import current_folder, read_within, refuse_way_out
from planlint.trees.real_name import real_name
from planlint.trees.root import Root

_MOST = 64 << 20  # bytes of a file that an option names

Folder = Path
"""A folder or file as rooms have it that know no disk, made of what a person names; what is in it is asked here."""


def starting_folder(name: str | None) -> Path:
    """Return the folder that a person names, or the current one; `TreeError` where a change could have chosen it."""
    if name is None:
        return current_folder()
    refuse_way_out(Path(name))
    return Path(name)


def absolute_name(name: str) -> str:
    """Return a path that a person names, from the top of the disk."""
    return os.path.abspath(name)


def split_name(name: str) -> tuple[Path, str]:
    """Return the real folder of a path, and its last part as it is named."""
    folder, last = os.path.split(os.path.abspath(name))
    return Path(real_name(folder)), last


def path_in_root(root: Root, name: str) -> str | None:
    """Return a path relative to the root, with `/`, empty for the root itself; None where it lies outside."""
    folder, last = split_name(name)
    try:
        relative = os.path.relpath(folder / last, root.folder)
    except ValueError:  # another drive
        return None
    relative = relative.replace(os.sep, "/")
    if relative == ".." or relative.startswith("../"):
        return None
    return "" if relative == "." else relative


def is_there(name: str) -> bool:
    """Whether a file, a folder or a link has this name."""
    return os.path.lexists(name)


def read_named(name: str, option: str, root: Path) -> bytes | None:
    """Return the bytes of a file that an option names, None where there is none; `TreeError` where that fails."""
    another = "name another file"
    try:
        data = read_within(Path(name), root, _MOST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TreeError(f"{option}: '{name}' cannot be read: {error.strerror or error}", another) from None
    if isinstance(data, Unreadable):
        raise TreeError(f"{option}: '{name}' was not read: {data.reason}", another)
    if len(data) > _MOST:
        raise TreeError(f"{option}: '{name}' has more than {_MOST:,} bytes", another)
    return data


def real_path(path: Path) -> Path:
    """Return a path with all links followed, whether it exists or not."""
    return Path(real_name(path))


def path_between(start: Path, path: Path) -> str:
    """Return the relative path from one folder to another path, with `/`; links are not followed.

    To another drive no relative path leads: there it is the path itself.
    """
    try:
        between = os.path.relpath(path, start)
    except ValueError:
        between = str(path)
    return between.replace(os.sep, "/")
