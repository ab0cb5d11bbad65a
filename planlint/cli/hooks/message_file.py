"""The message of the commit that is being made: its file, and what begins its comments."""

import os
from pathlib import Path
from typing import NamedTuple

from planlint.app.compare.pending_commit import Repository, message_file
from planlint.cli.options import Options
from planlint.diff.message import above_cut, comment_mark, said_in
from planlint.errors import PlanlintError

NO_EDITOR = ":"
"""What GIT_EDITOR is, for hooks, where git opens no editor."""

_NAME_IT = "name the file that git passes to its hooks, as in `planlint hook commit-msg .git/COMMIT_EDITMSG`"
_LONGER_MARKS = (2, 45)  # the first git that knows core.commentString


class Message(NamedTuple):
    """A message as its file holds it, bytes that are no UTF-8 kept as surrogates; `mark` begins comment lines.

    `said` is what the commit will say.
    """

    path: Path
    text: str
    mark: str
    said: str


def open_message(options: Options, repository: Repository) -> Message:
    """Read the message that git hands to a hook; `PlanlintError` where that cannot be done.

    Frameworks leave the file's name out where their settings about files do not fit it.
    """
    path = Path(options.file) if options.file is not None else _from_here(message_file(repository))
    try:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise PlanlintError(f"the message '{path}' cannot be read: {error.strerror or error}", _NAME_IT) from None
    mark = comment_mark(text, _setting(repository))
    return Message(path, text, mark, _said(repository, text, mark))


def _setting(repository: Repository) -> str | None:
    longer = repository.setting("core.commentstring")
    if longer and repository.git_version >= _LONGER_MARKS:
        return longer
    return repository.setting("core.commentchar")


def _said(repository: Repository, text: str, mark: str) -> str:
    """Return what a commit will say: where no editor is opened, git keeps comments unless it is told to strip them."""
    if os.environ.get("GIT_EDITOR") != NO_EDITOR or repository.setting("commit.cleanup") == "strip":
        return said_in(text, mark)
    is_cut_off = repository.setting("commit.verbose") not in (None, "false", "0")
    return (above_cut(text, mark) if is_cut_off else text).lstrip()


def _from_here(path: Path) -> Path:
    """Return a path as git gives it to its hooks: from the current folder, where it lies inside."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path
