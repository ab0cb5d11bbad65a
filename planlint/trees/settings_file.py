"""Files that a command reads beside the plan: which of them are followed, and which may be quoted."""

# ruff: noqa: PTH113, PTH114, PTH115, PTH118, PTH120 A way is walked name by name, each of them as the system has it.
import os
from pathlib import Path

from planlint.tree import Unreadable
from planlint.trees.errors import TreeError
from planlint.trees.git.discovery import is_inside, run_git, whereabouts
from planlint.trees.git.modes import is_file
from planlint.trees.root import Root

_MOST_LINKS = 40  # what Linux follows

_NO_FILE = Unreadable("it is a link to something that is not a file")
_CIRCLES = Unreadable("it is a link that leads back to itself")
_LEAVES_REPOSITORY = Unreadable("it is a link that leaves the repository")
_LEAVES_ROOT = Unreadable("it is a link that leaves the root")
_UNTRACKED = Unreadable("it is a link to a file that git does not track")


def read_settings_file(path: Path, root: Root, limit: int) -> bytes | Unreadable:
    """Return at most `limit` + 1 bytes of a settings file, or why it is not read; `OSError` where it cannot be.

    A link in a repository is followed to files that the same repository tracks, outside of one to files below the
    root: a plan that somebody proposes must not choose what else is read on the machine that checks it.
    """
    bounds = _bounds(path, root)
    if isinstance(bounds, str):
        real = os.path.realpath(path)
        if not is_inside(real, bounds):
            return _LEAVES_REPOSITORY if _top(bounds) else _LEAVES_ROOT
        if not os.path.isfile(real):
            return _NO_FILE
        if _top(bounds) and not _is_tracked(real, bounds):
            return _UNTRACKED
        path = Path(real)
    elif bounds is not None:
        return bounds
    with path.open("rb") as file:
        return file.read(limit + 1)


def may_quote(path: Path, root: Root) -> bool:
    """Whether messages may show text of a file: a regular one that git tracks, or, without git, one below the root.

    Everything else may hold what its owner did not mean to publish, and logs of services are read by many.
    """
    real = os.path.realpath(path)
    where = whereabouts(os.path.dirname(real))
    if where is None:
        return is_inside(real, str(root.folder))
    return where.top is not None and _is_tracked(real, where.top)


def _bounds(path: Path, root: Root) -> str | Unreadable | None:
    """Return the folder that a path must not leave: the one around the first link on its way; None without a link.

    Links on the way to a repository, as some systems have them for their temporary folders, are nobody's proposal.
    """
    start = Path.cwd() / path
    current, waiting = start.anchor, list(reversed(start.parts[1:]))
    followed = 0
    while waiting:
        part = waiting.pop()
        if part == os.pardir:
            current = os.path.dirname(current)
            continue
        step = os.path.join(current, part)
        if not os.path.islink(step):
            current = step
            continue
        bounds = _top(current) or (str(root.folder) if is_inside(current, str(root.folder)) else None)
        if bounds is not None:
            return bounds
        followed += 1
        if followed > _MOST_LINKS:
            return _CIRCLES
        target = Path(os.readlink(step))
        if target.is_absolute():
            current = target.anchor
        waiting.extend(reversed(target.parts[1:] if target.is_absolute() else target.parts))
    return None


def _top(folder: str) -> str | None:
    where = whereabouts(folder)
    return where.top if where else None


def _is_tracked(real: str, top: str) -> bool:
    """Tell whether git has a regular file in its index under this real path."""
    where = whereabouts(top)
    if where is None or not is_inside(real, top):
        return False
    name = os.path.relpath(real, top).replace(os.sep, "/")
    try:
        listed = run_git(["ls-files", "-s", "-z", "--", name], top, where.environment)
    except TreeError:
        return False
    return any(is_file(entry) and entry.partition(b"\t")[2] == os.fsencode(name) for entry in listed.split(b"\0"))
