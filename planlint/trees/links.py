"""Files and folders that are read or written beside the plan: where links may lead, and what may be quoted."""

# ruff: noqa: PTH110, PTH112, PTH113, PTH114, PTH115, PTH118, PTH120 A way is walked name by name, each of them as the system has it.
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planlint.tree import CIRCLES, LEAVES_REPOSITORY, LEAVES_ROOT, NO_FILE, UNTRACKED_END, Unreadable
from planlint.trees.errors import TreeError
from planlint.trees.git.discovery import RepositoryLocation, is_inside, whereabouts
from planlint.trees.git.process import run_git
from planlint.trees.real_name import real_name

_MOST_LINKS = 40  # what Linux follows
_FILE = b"100"  # how the modes of regular files begin in the index
_LINK = b"120"


class _Link(NamedTuple):
    """A link on the way to a file: where it stands, and the working tree or root around it, None outside of both."""

    path: str
    top: str | None
    where: RepositoryLocation | None


def read_within(path: Path, root: Path, limit: int) -> bytes | Unreadable:
    """Return at most `limit` + 1 bytes of a file that an option or its name makes ours; `OSError` where that fails.

    A link in a repository is followed to files that the same repository tracks, outside of one to files below the
    root; else it is said why it is not. A plan that somebody proposes must not choose what else is read on the machine
    that checks it.
    """
    for link in _links(path, str(root)):
        if link is None:
            return CIRCLES
        if link.top is None:
            continue  # as some systems have them for their temporary folders: nobody's proposal
        real = real_name(path)
        if not is_inside(real, link.top):
            return LEAVES_REPOSITORY if link.where else LEAVES_ROOT
        if not os.path.isfile(real):
            return NO_FILE
        if link.where and not _is_in_index(real, link.where, _FILE):
            return UNTRACKED_END
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        left_out = left_out_content(path)
        if left_out is None:
            raise
        return left_out


def current_folder() -> Path:
    """Return the folder that a command runs in; `TreeError` where it has been deleted meanwhile."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise TreeError("the current folder no longer exists", "change to a folder that exists") from None


def may_quote(path: Path, root: Path) -> bool:
    """Whether messages may show text of a file: a regular one that git tracks, or, without git, one below the root.

    Everything else may hold what its owner did not mean to publish, and logs of services are read by many.
    """
    real = real_name(path)
    where = _around(Path(real).parent)
    return is_inside(real, str(root)) if where is None else _is_in_index(real, where, _FILE)


def refuse_way_out(path: Path) -> None:
    """Raise `TreeError` where a link that git tracks leads out of its repository, or into git's own folder.

    Whoever proposes a change proposes such a link with it. One that git does not track was made on this machine.
    """
    for link in _links(path, None):
        if link is None:
            raise TreeError(f"'{path}' is a link that leads back to itself")
        if link.where is None or link.top is None or not _is_in_index(link.path, link.where, _LINK):
            continue
        real = real_name(path)
        if not is_inside(real, link.top):
            raise TreeError(f"'{path}' is behind a link that leads out of the repository", "name the real path")
        if ".git" in Path(os.path.relpath(real, link.top).lower()).parts or is_inside(real, link.where.git_dir):
            raise TreeError(f"'{path}' is behind a link into git's own folder", "name another one")


def is_left_out(path: Path) -> bool:
    """Whether a file is in git's index, and was left out when the working tree was written."""
    where = _around(path.parent)
    if where is None or where.top is None:
        return False
    listed = run_git(["ls-files", "-t", "-z", "--", _in_top(path, where.top)], where.top, where.environment)
    return listed.startswith(b"S ")


def is_sparse(where: RepositoryLocation) -> bool:
    """Whether a working tree may leave files out, so that it is worth asking which."""
    return os.path.exists(os.path.join(where.git_dir, "info", "sparse-checkout"))


def is_skipped(path: Path) -> bool:
    """Whether a file is left out by a mark in git's index, and not by a sparse checkout."""
    where = _around(path.parent)
    return where is not None and not is_sparse(where)


def left_out_content(path: Path) -> bytes | None:
    """Return what git's index has of a file that a sparse checkout leaves out; None for any other file."""
    where = _around(path.parent)
    if where is None or where.top is None or not is_sparse(where) or not is_left_out(path):
        return None
    return run_git(["cat-file", "blob", f":{_in_top(path, where.top)}"], where.top, where.environment)


def _around(folder: Path) -> RepositoryLocation | None:
    """Return the repository around a folder, which need not be there."""
    while not os.path.isdir(folder) and folder != folder.parent:
        folder = folder.parent
    return whereabouts(str(folder))


def _in_top(path: Path, top: str) -> str:
    return os.path.relpath(path, top).replace(os.sep, "/")


def _links(path: Path, root: str | None) -> Iterator[_Link | None]:
    """Yield the links on the way to a file, the first one first; None where they do not end."""
    start = path if path.is_absolute() else current_folder() / path
    current, waiting = start.anchor, list(reversed(start.parts[1:]))
    followed = 0
    while waiting:
        part = waiting.pop()
        step = os.path.dirname(current) if part == os.pardir else os.path.join(current, part)
        if not os.path.islink(step):
            current = step
            continue
        where = whereabouts(current)
        around = where.top if where else root if root and is_inside(current, root) else None
        yield _Link(step, around, where)
        followed += 1
        if followed > _MOST_LINKS:
            yield None
            return
        try:
            target = Path(os.readlink(step))
        except OSError:  # what is behind it cannot be seen, nor that there are more of them
            return
        if target.is_absolute():
            current = target.anchor
        waiting.extend(reversed(target.parts[1:] if target.is_absolute() else target.parts))


def _is_in_index(real: str, where: RepositoryLocation, mode: bytes) -> bool:
    """Tell whether git has a file of such a mode in its index under this real path."""
    if where.top is None or not is_inside(real, where.top):
        return False
    name = _in_top(Path(real), where.top)
    try:
        listed = run_git(["ls-files", "-s", "-z", "--", name], where.top, where.environment)
    except TreeError:
        return False
    found = (entry.partition(b"\t") for entry in listed.split(b"\0"))
    return any(head.startswith(mode) and path == os.fsencode(name) for head, _, path in found)
