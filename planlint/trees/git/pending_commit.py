"""The commit that is being made, as git's hooks see it: what it will stand on, and its message."""

import os
from pathlib import Path
from typing import NamedTuple

from planlint.trees.errors import TreeError
from planlint.trees.git.repository import Repository
from planlint.trees.names import path_name

_MESSAGES = ("COMMIT_EDITMSG", "MERGE_MSG")
_JUST_NOW = 2  # seconds


class Pending(NamedTuple):
    """The commit that is being made: the ids of those it will stand on, and whether it takes the place of one."""

    parents: tuple[str, ...]
    amends: bool = False


class Author(NamedTuple):
    """Who writes a commit, as git will record it; empty where nobody said."""

    name: str
    email: str


def author(repository: Repository) -> Author:
    """Return who writes the commit that is being made: as git tells its hooks, else as its settings say."""

    def said(variable: str, key: str) -> str:
        return (
            os.environ.get(variable) or repository.setting(f"author.{key}") or repository.setting(f"user.{key}") or ""
        )

    return Author(said("GIT_AUTHOR_NAME", "name"), said("GIT_AUTHOR_EMAIL", "email"))


def branch(repository: Repository) -> str | None:
    """Return the branch that is checked out; None where there is none."""
    status, printed, _ = repository.ask("symbolic-ref", "--quiet", "--short", "HEAD")
    return None if status else printed.decode("utf-8", "replace").strip()


def staged_paths(repository: Repository, parent: str | None) -> list[str]:
    """Return the paths in which what is staged differs from the commit it will stand on, or from nothing."""
    if parent is None:
        printed = repository.ask("ls-files", "-z").out
    else:
        printed = repository.ask("diff-index", "--cached", "--name-only", "--no-renames", "-z", parent, "--").out
    return [path_name(name) for name in printed.split(b"\0") if name]


def pending_commit(repository: Repository, now: int) -> Pending:
    """Return the commit that is being made; the first one stands on nothing. `now` is Unix time.

    A merge stands on all it joins. `git commit --amend` stands on what the commit stood on that it takes the place of;
    git does not tell its hooks of that, but hands on that commit's date. Where `--reset-author` or `--date` gives it
    another, and within two seconds of that commit, it counts as one on top of it.
    """
    head = repository.find("HEAD")
    if head is None:
        return Pending(())
    merged = _merged(repository)
    if merged:
        return Pending((head, *merged))
    said = repository.log("-1", "--format=%P%n%ad", "--date=raw", head)
    parents, date, *_ = said.decode("ascii").split("\n")
    if _is_written_again(date, now):
        return Pending(tuple(parents.split()), amends=True)
    return Pending((head,))


def message_file(repository: Repository) -> Path:
    """Return the file that git keeps the message in that is being written: the one written last."""
    files = [path for name in _MESSAGES if (path := repository.git_dir / name).is_file()]
    if not files:
        raise TreeError(
            "no commit message is being written in this repository", "name the file that git passes to its hooks"
        )
    return max(files, key=lambda path: path.stat().st_mtime_ns)


def _merged(repository: Repository) -> tuple[str, ...]:
    try:
        return tuple((repository.git_dir / "MERGE_HEAD").read_text(encoding="ascii").split())
    except FileNotFoundError:
        return ()


def _is_written_again(date: str, now: int) -> bool:
    """Tell whether the commit being made has the author's date of another one, as git prints it raw.

    One made in the same second as the other has it too, and is the more likely one.
    """
    handed_on = os.environ.get("GIT_AUTHOR_DATE", "").removeprefix("@")
    return date != "" and handed_on == date and abs(now - int(date.split()[0])) > _JUST_NOW
