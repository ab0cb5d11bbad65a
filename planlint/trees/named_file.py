"""A file that a person names, as the repository around the plan knows it."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from planlint.trees.errors import TreeError
from planlint.trees.git.blame import Lines
from planlint.trees.git.discovery import is_inside, whereabouts
from planlint.trees.git.repository import Repository
from planlint.trees.named_paths import is_folder, path_between, split_name
from planlint.trees.names import path_name

_LINES = re.compile(r"(.+?):(\d+)(?:-(\d+))?")
_LOOKED_AT = 8000  # bytes in which git looks for a NUL too


class NamedFile(NamedTuple):
    """A file by its path in the repository, and the lines of it that are meant; None for all."""

    path: str
    lines: Lines | None
    is_binary: bool = False

    @property
    def shown(self) -> str:
        """The path as commits and plan files have it."""
        return path_name(os.fsencode(self.path))


def split_lines(text: str) -> tuple[str, Lines | None]:
    """Return the file and the lines that `FILE`, `FILE:LINE` or `FILE:FROM-TO` names; a file may be called so."""
    match = _LINES.fullmatch(text)
    if match is None or os.path.lexists(text):
        return text, None
    first = int(match[2])
    return match[1], Lines(first, int(match[3] or first))


def names_file(text: str) -> bool:
    """Whether a text names something on the disk, or lines of it."""
    return os.path.lexists(split_lines(text)[0])


def named_file(repository: Repository, text: str) -> NamedFile:
    """Return the file that a text names; `TreeError` where it has no lines in this repository."""
    name, lines = split_lines(text)
    if lines is not None and not 1 <= lines.first <= lines.last:
        raise TreeError(f"'{text}' names no lines", "lines are counted from 1: FILE:LINE, or FILE:FROM-TO")
    folder, last = split_name(name)
    path = folder / last
    if repository.top is None:
        raise TreeError(f"'{name}': a bare repository has no files", "name a commit")
    if not is_inside(str(path), str(repository.top)):
        raise TreeError(f"'{name}' is outside the repository of the plan, '{repository.top}'")
    inside = path_between(repository.top, path)
    where = whereabouts(str(path if is_folder(path) and not path.is_symlink() else folder))
    if where is not None and where.top is not None and Path(where.top) != repository.top:
        other = path_between(repository.top, Path(where.top))
        raise TreeError(
            f"'{name}' is in '{other}', a repository of its own (a submodule, perhaps)",
            "only commits of the repository that holds the plan can name its items",
        )
    if is_folder(path) and not path.is_symlink():
        raise TreeError(f"'{name}' is a folder, which has no lines", "name a file in it")
    if not os.path.lexists(path):
        raise TreeError(f"there is no file '{name}'", "name one of the working tree: FILE, FILE:LINE or FILE:FROM-TO")
    is_binary = _is_binary(path)
    if is_binary and lines is not None:
        raise TreeError(f"'{name}' is a binary file, which has no lines", "name it without a line")
    return NamedFile(inside, lines, is_binary)


def _is_binary(path: Path) -> bool:
    if path.is_symlink():
        return False
    try:
        with path.open("rb") as file:
            return b"\0" in file.read(_LOOKED_AT)
    except OSError as error:
        raise TreeError(f"'{path.name}' cannot be read: {error.strerror or error}") from None
