"""Paths as a person names them: relative to the current folder, links in their last part not followed."""

# ruff: noqa: PTH100, PTH112, PTH113 A link is named, not followed, and a name may be too long: pathlib cannot say that.
import os
from pathlib import Path

from planlint.tree import Unreadable
from planlint.trees.errors import TreeError
from planlint.trees.links import current_folder, read_within, refuse_way_out
from planlint.trees.names import path_name
from planlint.trees.real_name import real_name
from planlint.trees.root import Root

_MOST = 64 << 20  # bytes of a file that an option names

Folder = Path
"""A folder or file as rooms have it that know no disk, made of what a person names; what is in it is asked here."""


def named(name: str) -> Folder:
    """Return the path that a person or a program names; `TreeError` for a name that no system has."""
    try:
        known = b"\0" not in os.fsencode(name)
    except UnicodeEncodeError:
        known = False
    if not known:
        raise TreeError(f"no file or folder can be called {name!a}")
    return Path(name)


def starting_folder(name: str | None) -> Path:
    """Return the folder that a person names, or the current one; `TreeError` where a change could have chosen it."""
    if name is None:
        return current_folder()
    folder = named(name)
    refuse_way_out(folder)
    return folder


def absolute_name(name: str) -> str:
    """Return a path that a person names, from the top of the disk."""
    return os.path.abspath(name)


def split_name(name: str) -> tuple[Path, str]:
    """Return the real folder of a path, and its last part as it is named."""
    folder, last = os.path.split(os.path.abspath(named(name)))
    return Path(real_name(folder)), last


def path_in_root(root: Root, name: str) -> str | None:
    """Return a path below the root as plan files are known, empty for the root itself; None where it lies outside."""
    folder, last = split_name(name)
    try:
        relative = os.path.relpath(folder / last, root.folder)
    except ValueError:  # another drive
        return None
    relative = path_name(os.fsencode(relative)).replace(os.sep, "/")
    if relative == ".." or relative.startswith("../"):
        return None
    return "" if relative == "." else relative


def is_folder(path: Folder) -> bool:
    """Whether there is a folder of this name; none where nothing can be called so, or where it cannot be seen."""
    return os.path.isdir(path)


def is_file(path: Folder) -> bool:
    """Whether there is a file of this name, as `is_folder` says it of a folder."""
    return os.path.isfile(path)


def is_there(name: str) -> bool:
    """Whether a file, a folder or a link has this name."""
    return os.path.lexists(name)


def read_named(name: str, option: str, root: Path) -> bytes | None:
    """Return the bytes of a file that an option names, None where there is none; `TreeError` where that fails."""
    another = "name another file"
    try:
        data = read_within(named(name), root, _MOST)
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
