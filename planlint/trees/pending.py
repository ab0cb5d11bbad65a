"""The commit that is being made, as git's hooks see it: what it will stand on, and its message."""

import os
from pathlib import Path

from planlint.trees.errors import TreeError
from planlint.trees.git import Repository

_MESSAGES = ("COMMIT_EDITMSG", "MERGE_MSG")
_JUST_NOW = 2  # seconds


def parents_to_be(repository: Repository, now: int) -> tuple[str, ...]:
    """Return the ids of the commits that the one being made will stand on, none for the first; `now` is Unix time.

    For a merge they are all it joins. For `git commit --amend` they are those of the commit it takes the place of;
    git does not tell its hooks of that, but hands on that commit's author and date. Where `--reset-author` or `--date`
    gives it others, and within two seconds of that commit, it counts as one on top of it.
    """
    head = repository.find("HEAD")
    if head is None:
        return ()
    merged = _merged(repository)
    if merged:
        return (head, *merged)
    said = repository.log("-1", "--no-show-signature", "--format=%P%n%ae%n%ad", "--date=raw", head)
    parents, email, date, *_ = said.split(b"\n")
    if _is_written_again(os.fsdecode(email), os.fsdecode(date), now):
        return tuple(parents.decode("ascii").split())
    return (head,)


def message_file(repository: Repository) -> Path:
    """Return the file that git keeps the message in that is being written: the one written last."""
    files = [path for name in _MESSAGES if (path := repository.git_dir / name).is_file()]
    if not files:
        raise TreeError("no message is being written in this repository", "name the file that git gives to its hooks")
    return max(files, key=lambda path: path.stat().st_mtime_ns)


def _merged(repository: Repository) -> tuple[str, ...]:
    try:
        return tuple((repository.git_dir / "MERGE_HEAD").read_text(encoding="ascii").split())
    except FileNotFoundError:
        return ()


def _is_written_again(email: str, date: str, now: int) -> bool:
    """Tell whether the commit being made has the author of another one, and the date, as git prints it raw.

    One made in the same second as the other has them too, and is the more likely one.
    """
    handed_on = os.environ.get("GIT_AUTHOR_EMAIL"), os.environ.get("GIT_AUTHOR_DATE", "").removeprefix("@")
    return handed_on == (email, date) and abs(now - int(date.split()[0])) > _JUST_NOW
