"""Puts new contents in place of files: all of them or none, and never half of one."""

import os
import shlex
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from planlint.tree import TEMPORARY_SUFFIX
from planlint.trees.errors import TreeError
from planlint.trees.git.discovery import is_inside
from planlint.trees.links import is_left_out, is_skipped, refuse_way_out
from planlint.trees.names import raw_name
from planlint.trees.real_name import real_name

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_LONGEST_STEM = 64  # so that a name of 255 bytes still leaves room for what is added to it
_LEFT_BEHIND = 3600  # seconds after which a temporary file belongs to nobody any more; a write takes milliseconds


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a file held when it was read, None where there must be none, and what it is to hold."""

    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class _Swap:
    """One change made ready: the real file, its new content beside it, and the old one where it may be wanted back."""

    path: str
    target: Path
    change: Replacement
    new: Path
    old: Path | None


def replace_files(root: Path, changes: Mapping[str, Replacement]) -> None:
    """Put new contents in place of files below a root, by path relative to it: of all of them or of none.

    Nothing is touched unless every file still holds what it held; where one cannot be replaced, those before it get
    their old content back. A file keeps its mode, its owner where that is allowed, and the links that lead to it.
    Folders are made only around files that are new. `TreeError` where it cannot be done; the old contents are then in
    place. A process that is killed leaves every file whole, the old one or the new one.
    """
    folder = Path(real_name(root))
    targets = {path: _target(folder, path) for path, change in changes.items() if change.before != change.after}
    if len(set(targets.values())) < len(targets):
        raise TreeError(f"two names are the same file: {', '.join(targets)}", "nothing was written")
    # They end in reverse: replaced files are put back, temporary files go, then folders made for nothing.
    with _alone(folder), ExitStack() as folders, ExitStack() as always, ExitStack() as undo:
        for path, target in targets.items():
            _require_unchanged(path, target, changes[path].before)
        for path, target in targets.items():
            if changes[path].before is None:
                _make_folder(path, target.parent, folders)
        swaps = [_made_ready(path, targets[path], changes[path], len(targets) > 1, always) for path in targets]
        for swap in swaps:
            _require_unchanged(swap.path, swap.target, swap.change.before)
        for swap in swaps:
            undo.callback(_put_back, swap, always)
            with _reported(swap.path):
                swap.new.replace(swap.target)
        undo.pop_all()
        folders.pop_all()
        for parent in {swap.target.parent for swap in swaps}:
            _settle(parent)


def replace_file(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Put bytes in place of a file's content, whatever that was, whole or not at all.

    What is not `lasting` may be torn by a power cut, and is there sooner. What is no regular file, such as a pipe or a
    terminal, is written to as it is. `TreeError` where that fails, and where a change could have chosen the file.
    """
    refuse_way_out(path)
    with _reported(str(path)):
        kind = _kind(path)
        if kind not in (None, stat.S_IFREG):
            path.write_bytes(data)
            return
        target = Path(real_name(path))
        _require_writable(str(path), target)
        with ExitStack() as always:
            _temporary(target, data, always, lasting=lasting).replace(target)


def _target(folder: Path, path: str) -> Path:
    """Return the real file behind a path, which has to lie inside the folder."""
    target = Path(os.fsdecode(real_name(raw_name(os.fsencode(folder), path))))
    if not is_inside(str(target), str(folder)):
        raise TreeError(f"'{path}' was not written: it is a link that leads out of the root")
    return target


def _require_unchanged(path: str, target: Path, before: bytes | None) -> None:
    """Refuse a file that does not hold what it held when it was read, or that is not to be written to."""
    again = "nothing was written; run the command again"
    if before is None:
        if os.path.lexists(target):
            raise TreeError(f"'{path}' already exists", again)
        return
    with _reported(path):
        kind = _kind(target)
        if kind is None:
            raise _not_there(path, target)
        if kind != stat.S_IFREG or target.read_bytes() != before:
            raise TreeError(f"'{path}' was changed after it was read", again)
        _require_writable(path, target)


def _not_there(path: str, target: Path) -> TreeError:
    """Return the error for a file that was read and is not on the disk: from the index, or deleted meanwhile."""
    if is_left_out(target):
        name, folder = shlex.quote(path), shlex.quote(path.rpartition("/")[0] or ".")
        why, way = "it is outside the sparse checkout", f"git sparse-checkout add {folder}"
        if is_skipped(target):
            why = "git's index says to skip it"
            way = f"git update-index --no-skip-worktree {name} && git checkout -- {name}"
        return TreeError(f"'{path}' is not on the disk: {why}", f"`{way}` adds it; nothing was written")
    return TreeError(f"'{path}' was removed after it was read", "nothing was written; run the command again")


def _require_writable(path: str, target: Path) -> None:
    """Refuse a read-only file, which could be replaced all the same: the folder alone decides about that."""
    if not target.exists():
        return
    # The permission bits count for everybody: to root every file seems writable.
    if not target.stat().st_mode & _ANY_WRITE or not os.access(target, os.W_OK):
        raise TreeError(f"'{path}' is read-only", "make it writable, or leave it as it is; nothing was written")


def _make_folder(path: str, folder: Path, folders: ExitStack) -> None:
    with _reported(path):
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            folders.callback(_without_complaint, one.rmdir)
            one.mkdir()


def _made_ready(path: str, target: Path, change: Replacement, several: bool, always: ExitStack) -> _Swap:
    """Write what takes room on the disk before anything is replaced: a full disk is then noticed in time."""
    _sweep(target)
    with _reported(path):
        new = _temporary(target, change.after, always)
        old = _temporary(target, change.before, always) if several and change.before is not None else None
    return _Swap(path, target, change, new, old)


def _temporary(target: Path, data: bytes, always: ExitStack, *, lasting: bool = True) -> Path:
    """Write a file beside the target, with its mode and owner; it is removed at the end, unless it was moved."""
    name = target.parent / f"{_stem(target)}{os.urandom(4).hex()}{TEMPORARY_SUFFIX}"
    # Before there is anything to remove: an interrupt may come at any moment.
    always.callback(_without_complaint, name.unlink)
    with os.fdopen(os.open(name, _CREATE, 0o600), "wb") as file:
        file.write(data)
        if lasting:
            file.flush()
            os.fsync(file.fileno())
    _adopt(name, target)
    return name


def _stem(target: Path) -> str:
    return f".{target.name[:_LONGEST_STEM]}."


def _adopt(name: Path, target: Path) -> None:
    """Give a file the owner and the mode of another; where there is no other, those of a new file."""
    try:
        like = target.stat()
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        name.chmod(0o666 & ~umask)
        return
    own = name.stat()
    if hasattr(os, "chown") and (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
        with suppress(OSError):
            os.chown(name, like.st_uid, like.st_gid)
    name.chmod(stat.S_IMODE(like.st_mode))


def _put_back(swap: _Swap, always: ExitStack) -> None:
    if swap.new.exists():
        return
    try:
        if swap.old is not None:
            swap.old.replace(swap.target)
        elif swap.change.before is None:
            swap.target.unlink()
    except OSError as error:
        always.pop_all()  # the old content must not go with the other temporary files
        where = f"; it is in '{swap.old.name}' beside it" if swap.old else ""
        message = f"'{swap.path}' has its new content already, and the old one cannot be put back"
        raise TreeError(f"{message}: {_words(error)}", f"`git diff` shows what changed{where}") from None


def _sweep(target: Path) -> None:
    """Remove what killed processes left beside a file long ago."""
    with suppress(OSError):  # a folder may be written to that may not be listed
        for left in target.parent.iterdir():
            ours = left.name.startswith(_stem(target)) and left.name.endswith(TEMPORARY_SUFFIX)
            if ours and time.time() - left.lstat().st_mtime > _LEFT_BEHIND:
                left.unlink()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other processes of this program from replacing files below the same folder meanwhile."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise TreeError(f"'{folder}' cannot be opened: {_words(error)}") from None
    try:
        with suppress(OSError):  # some network file systems know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _settle(folder: Path) -> None:
    """Have the new names reach the disk, so that a power cut does not bring the old ones back."""
    with suppress(OSError):  # not every system lets a folder be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _reported(path: str) -> Iterator[None]:
    """Turn what the system refuses into an error for a person."""
    try:
        yield
    except OSError as error:
        raise TreeError(f"'{path}' cannot be written: {_words(error)}", "nothing was changed") from None


def _kind(path: Path) -> int | None:
    """Return what a path leads to, None where that is nothing."""
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _words(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _without_complaint(act: Callable[[], object]) -> None:
    with suppress(OSError):
        act()
