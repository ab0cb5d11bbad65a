"""The folder a plan is read from: where its configuration stands, else the top of the repository."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from planlint.tree import Unreadable
from planlint.trees.git.discovery import RepositoryLocation, is_inside, whereabouts
from planlint.trees.links import is_sparse, left_out_content
from planlint.trees.real_name import real_name

OWN_FILE = "planlint.toml"
SHARED_FILE = "pyproject.toml"
CONFIG_NAMES = (OWN_FILE, SHARED_FILE)

_MOST = (1 << 20) + 1  # bytes: more than any settings file may have

Listing = Callable[[Path], Mapping[str, bytes | Unreadable]]


class Root(NamedTuple):
    """The folder that all paths of a plan are relative to.

    `config` is the name of the configuration file in it, `top` the top of the git working tree around it;
    both may be None. Both folders are real paths.
    """

    folder: Path
    config: str | None = None
    top: Path | None = None


def find_root(start: Path, *, listing: Listing | None = None) -> Root:
    """Return the nearest folder upward that has configuration, else the git top level, else `start`.

    Where git has its working tree in another folder than the one around the start, it is looked for from the top of it.
    `listing` returns the contents of those of `CONFIG_NAMES` that are in a folder; by default, on the disk.
    """
    start = Path(real_name(start))
    where = whereabouts(str(start))
    top = _top(where)
    if top is not None and not is_inside(str(start), str(top)):
        start = top
    files = listing or _disk_listing(where)
    for folder in (start, *start.parents):
        config = config_in(files(folder))
        if config:
            return Root(folder, config, _top(whereabouts(str(folder))))
    return Root(top or start, None, top)


def root_at(folder: Path, *, listing: Listing | None = None) -> Root:
    """Return the root that a person named: this folder, with the configuration in it, if any."""
    folder = Path(real_name(folder))
    where = whereabouts(str(folder))
    return Root(folder, config_in((listing or _disk_listing(where))(folder)), _top(where))


def config_in(files: Mapping[str, bytes | Unreadable]) -> str | None:
    """Return which of a folder's files holds the configuration: `planlint.toml` before `pyproject.toml`.

    A `pyproject.toml` that a version has no text of is for others to complain about.
    """
    if OWN_FILE in files:
        return OWN_FILE
    shared = files.get(SHARED_FILE)
    return SHARED_FILE if isinstance(shared, bytes) and _has_our_table(shared) else None


def _disk_listing(where: RepositoryLocation | None) -> Listing:
    """Return what lists the configuration files of folders on the disk, with those a sparse checkout leaves out."""
    if where is None or where.top is None or not is_sparse(where):
        return on_disk

    def files(folder: Path) -> dict[str, bytes]:
        left_out = {name: left_out_content(folder / name) for name in CONFIG_NAMES}
        return {**{name: content for name, content in left_out.items() if content is not None}, **on_disk(folder)}

    return files


def on_disk(folder: Path) -> dict[str, bytes]:
    """Return the configuration files of a folder on the disk, to see which of them counts; nothing else is read here.

    One that cannot be opened counts as empty. A link is a settings file of ours by its name alone: whether it may be
    followed is asked where it is read.
    """
    found = {}
    for name in CONFIG_NAMES:
        path = folder / name
        # Neither of them fails where a folder may not be looked into, above the start or where a link leads.
        if not os.path.isfile(path) and not (name == OWN_FILE and os.path.islink(path)):  # noqa: PTH113, PTH114
            continue
        found[name] = b""
        if name == SHARED_FILE:
            with suppress(OSError), path.open("rb") as file:
                found[name] = file.read(_MOST)
    return found


def _has_our_table(data: bytes) -> bool:
    """Tell whether a `pyproject.toml` has `[tool.planlint]`; a broken one that seems to is reported later."""
    if b"planlint" not in data:
        return False
    from planlint.toml import Fault, read  # most projects never get here

    try:
        tool = read(SHARED_FILE, data).value.get("tool")
    except Fault:
        return b"[tool.planlint" in data
    return isinstance(tool, dict) and "planlint" in tool


def find_top(folder: Path) -> Path | None:
    """Return the top of the git working tree around a folder, None where there is none."""
    return _top(whereabouts(real_name(folder)))


def is_bare(folder: Path) -> bool:
    """Whether a folder belongs to a repository without a working tree."""
    where = whereabouts(real_name(folder))
    return where is not None and where.top is None


def _top(where: RepositoryLocation | None) -> Path | None:
    return Path(where.top) if where and where.top else None
