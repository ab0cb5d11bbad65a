"""Which repository a folder belongs to, and what has to change in the environment so that git sees it so."""

# ruff: noqa: PTH100, PTH109, PTH110, PTH112, PTH116, PTH118, PTH120, PTH123 These checks run for every folder
# upward, before every command: objects for paths would cost more than they do.
import os
import stat
from typing import NamedTuple

from planlint.trees.git.process import LOCATING, Changes, ask_git, run_git
from planlint.trees.real_name import real_name


class RepositoryLocation(NamedTuple):
    """Where a folder's repository is.

    `git_dir` is its `.git` folder (or what a `.git` file points to); `top` the top of the working tree, None
    in a bare repository; `environment` what has to change in the environment of git, None standing for
    "unset".
    """

    git_dir: str
    top: str | None
    environment: Changes


def whereabouts(folder: str) -> RepositoryLocation | None:
    """Return where the repository of a folder is, None where it has none.

    The variables that git gives to its hooks hold for the repository the process runs in, and for no other.
    """
    found = _look_upward(folder)
    if not any(name in os.environ for name in LOCATING):
        return _whereabouts(found if found else _around_here(folder), {})
    here = _look_upward(os.getcwd())
    named = _named_git_dir()
    if found and named and _same(found.git_dir, named) and "GIT_WORK_TREE" not in os.environ:
        # A hook names the repository we would find anyway. Without GIT_DIR git finds it from any folder in
        # it; with it, git would take the folder it is started in for the top of the working tree.
        return _whereabouts(found, {**_absolute(found.top), "GIT_DIR": None})
    if found != here:
        return _whereabouts(found, dict.fromkeys(LOCATING))
    if named is None and "GIT_WORK_TREE" not in os.environ:
        return _whereabouts(found, _absolute(found.top if found else None))
    return _as_told(folder)


class _Found(NamedTuple):
    """What is found without asking git; `is_elsewhere` says that git's own settings place the working tree."""

    git_dir: str
    top: str | None
    is_elsewhere: bool = False


def _whereabouts(found: _Found | None, changes: Changes) -> RepositoryLocation | None:
    if found is None:
        return None
    if found.is_elsewhere and found.top:  # nothing in that folder leads git to the repository
        changes = {**changes, "GIT_DIR": found.git_dir, "GIT_WORK_TREE": found.top}
    return RepositoryLocation(found.git_dir, found.top, changes)


def _around_here(folder: str) -> _Found | None:
    """Return the repository of the current folder where its working tree is elsewhere, and this folder is in that."""
    try:
        here = _look_upward(os.getcwd())
    except FileNotFoundError:  # it has been deleted meanwhile
        return None
    is_meant = here and here.is_elsewhere and here.top and is_inside(real_name(folder), here.top)
    return here if is_meant else None


def is_inside(path: str, folder: str) -> bool:
    """Tell whether a real path is a folder or something in it."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def _look_upward(folder: str) -> _Found | None:
    """Return the git folder and the top that git would find from a folder; git is asked only about odd settings."""
    current = real_name(folder)
    ceilings = {real_name(path) for path in os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep) if path}
    while True:
        dot_git = os.path.join(current, ".git")
        kind = _kind(dot_git)
        if kind == stat.S_IFREG and (target := _pointed_to(dot_git)):
            return _as_set(_Found(target, current), current)
        if kind == stat.S_IFDIR and is_git_dir(dot_git):
            return _as_set(_Found(real_name(dot_git), current), current)
        if is_git_dir(current):
            return _around_embedded(current) or _Found(current, None)
        parent = os.path.dirname(current)
        if parent == current or parent in ceilings:
            return None
        current = parent


def _around_embedded(git_dir: str) -> _Found | None:
    """Return the repository that tracks the files of a bare one; None where none does.

    A change can bring a folder that git takes for a repository: its commits would be checked in place of the change.
    """
    outer = _look_upward(os.path.dirname(git_dir))
    if outer is None or outer.top is None or is_inside(git_dir, outer.git_dir):
        return None
    environment = {**dict.fromkeys(LOCATING), "GIT_DIR": outer.git_dir, "GIT_WORK_TREE": outer.top}
    head = os.path.relpath(os.path.join(git_dir, "HEAD"), outer.top).replace(os.sep, "/")
    if not ask_git(["ls-files", "-z", "--", head], outer.top, environment).out:
        return None
    return outer._replace(is_elsewhere=True)


def _as_set(found: _Found, folder: str) -> _Found:
    """Return what was found with the working tree where `core.worktree` of the repository places it."""
    common = _common_dir(found.git_dir)
    files = [os.path.join(found.git_dir, name) for name in ("config", "config.worktree")]
    if not any(map(_sets_worktree, dict.fromkeys([*files, os.path.join(common, "config")]))):
        return found
    said = ask_git(["rev-parse", "--show-toplevel"], folder, dict.fromkeys(LOCATING))
    if said.status:  # a bare repository, or one that git does not trust: whoever asks more of it is told
        return found
    top = real_name(os.fsdecode(said.out.removesuffix(b"\n")))
    return found if top == found.top else _Found(found.git_dir, top, is_elsewhere=True)


def _common_dir(git_dir: str) -> str:
    try:
        with open(os.path.join(git_dir, "commondir"), "rb") as file:
            return os.path.join(git_dir, os.fsdecode(file.read(8192).strip()))
    except OSError:
        return git_dir


def _sets_worktree(config: str) -> bool:
    try:
        with open(config, "rb") as file:
            return any(
                line.partition(b"=")[0].split()[-1:] == [b"worktree"] for line in file.read().lower().splitlines()
            )
    except OSError:
        return False


def _kind(path: str) -> int:
    try:
        return stat.S_IFMT(os.stat(path).st_mode)
    except OSError:
        return 0


def is_git_dir(path: str) -> bool:
    """Tell a git folder as git does: a HEAD beside objects and refs, or beside the way to where these are."""
    if not os.path.lexists(os.path.join(path, "HEAD")):
        return False
    if os.path.exists(os.path.join(path, "commondir")):
        return True
    return all(os.path.isdir(os.path.join(path, name)) for name in ("objects", "refs"))


def _pointed_to(dot_git: str) -> str | None:
    """Return the folder that the `.git` file of a linked working tree or of a submodule names."""
    try:
        with open(dot_git, "rb") as file:
            text = file.read(8192)
    except OSError:
        return None
    if not text.startswith(b"gitdir:"):
        return None
    target = os.fsdecode(text.removeprefix(b"gitdir:").strip())
    return real_name(os.path.join(os.path.dirname(dot_git), target))


def _named_git_dir() -> str | None:
    named = os.environ.get("GIT_DIR")
    return real_name(named) if named else None


def _same(one: str, other: str) -> bool:
    return os.path.normcase(one) == os.path.normcase(other)


def _absolute(top: str | None) -> dict[str, str]:
    """Return the variables that hold relative paths, made absolute: our git may run in another folder."""
    changes = {}
    index = os.environ.get("GIT_INDEX_FILE")
    if index:
        changes["GIT_INDEX_FILE"] = os.path.join(top or os.getcwd(), index)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"):
        if os.environ.get(name):
            changes[name] = os.path.abspath(os.environ[name])
    others = os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES")
    if others:
        changes["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = os.pathsep.join(
            os.path.abspath(path) for path in others.split(os.pathsep)
        )
    return changes


def _as_told(folder: str) -> RepositoryLocation | None:
    """Take GIT_DIR and GIT_WORK_TREE at their word; a folder outside the working tree they mean has none."""
    here = os.getcwd()
    named, bare = run_git(["rev-parse", "--absolute-git-dir", "--is-bare-repository"], here, {}).splitlines()
    git_dir = os.fsdecode(named)
    if bare == b"true":
        return RepositoryLocation(git_dir, None, {**_absolute(None), "GIT_DIR": git_dir})
    top = real_name(os.fsdecode(run_git(["rev-parse", "--show-toplevel"], here, {}).rstrip(b"\n")))
    if not is_inside(real_name(folder), top):
        return None
    return RepositoryLocation(git_dir, top, {**_absolute(top), "GIT_DIR": git_dir, "GIT_WORK_TREE": top})
