"""The message of the commit that is being made: its file, and what begins its comments."""

import argparse
from pathlib import Path
from typing import NamedTuple

from planlint.cli.errors import CommandError
from planlint.diff.message import comment_mark
from planlint.trees.git import Repository
from planlint.trees.pending import message_file


class Message(NamedTuple):
    """A message as its file holds it, bytes that are no UTF-8 kept as surrogates; `mark` begins comment lines."""

    path: Path
    text: str
    mark: str


def open_message(options: argparse.Namespace, repository: Repository) -> Message:
    """Read the message that git hands to a hook; `CommandError` where that cannot be done.

    Frameworks leave the file's name out where their settings about files do not fit it.
    """
    path = Path(options.file) if options.file is not None else _from_here(message_file(repository))
    try:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise CommandError(f"the message '{path}' cannot be read: {error.strerror or error}") from None
    setting = repository.setting("core.commentString") or repository.setting("core.commentChar")
    return Message(path, text, comment_mark(text, setting))


def _from_here(path: Path) -> Path:
    """Return a path as git gives it to its hooks: from the current folder, where it lies inside."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path
