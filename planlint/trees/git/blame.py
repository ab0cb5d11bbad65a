"""Which commit a line of a file comes from, as `git blame` says."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from planlint.plural import count
from planlint.trees.errors import TreeError, git_text
from planlint.trees.git.process import WITHOUT_SETTINGS
from planlint.trees.git.repository import Repository
from planlint.trees.names import path_name

_HEADER = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) (\d+) (\d+)(?: \d+)?")
_TOO_SHORT = re.compile(r"file .* has only (\d+) lines?")
_NO_IGNORED = "could not open object name list"
"""What git says where `blame.ignoreRevsFile` is set for all repositories, and this one has no such file."""
_SHAPE = ("--porcelain", "--no-textconv", "--encoding=UTF-8", "--no-progress")
_UNKNOWN = re.compile(r"no such path '.*' in HEAD")  # a file that git does not track
_ESCAPES = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}


class BlamedLine(NamedTuple):
    """A line of a file: its number, its text, the commit it comes from, and the path the file had there.

    `oid` is None where the line is not committed. `is_edge` says that the commit has no parents here.
    """

    number: int
    text: str
    oid: str | None
    path_there: str
    is_edge: bool = False


class Lines(NamedTuple):
    """Lines of a file, both ends included, from 1."""

    first: int
    last: int


def blame(
    repository: Repository, path: str, lines: Lines | None, options: Sequence[str] = (), rev: str | None = None
) -> list[BlamedLine]:
    """Return the lines of a file, by its path in the repository, each with the commit it comes from.

    Of the file on the disk, or at a revision. `TreeError` where git cannot tell, or the file has fewer lines.
    """
    wanted = () if lines is None else ("-L", f"{lines.first},{lines.last}")
    at = () if rev is None else (rev,)
    arguments = ("blame", *_SHAPE, *options, *wanted, *at, "--", path)
    status, printed, error = repository.ask(*arguments)
    if status and _NO_IGNORED in error:
        status, printed, error = repository.ask(*arguments, changes=WITHOUT_SETTINGS)
    if status and _UNKNOWN.search(error):
        return [BlamedLine(1 if lines is None else lines.first, "", None, path)]
    if status:
        too_short = _TOO_SHORT.search(error)
        if too_short:
            raise TreeError(f"'{path}' has only {count(int(too_short[1]), 'line')}", "lines are counted from 1")
        raise TreeError(f"git cannot tell where the lines of '{path}' come from: {git_text(error)}")
    return list(_read(printed))


def _read(printed: bytes) -> list[BlamedLine]:
    found: list[BlamedLine] = []
    names: dict[bytes, str] = {}
    edges: set[bytes] = set()
    oid, number = b"", 0
    for line in printed.split(b"\n"):
        if line.startswith(b"\t"):
            text = line[1:].decode("utf-8", "replace")
            made = oid.decode("ascii") if oid.strip(b"0") else None
            found.append(BlamedLine(number, text, made, names.get(oid, ""), oid in edges))
        elif header := _HEADER.fullmatch(line):
            oid, number = header[1], int(header[3])
        elif line == b"boundary":
            edges.add(oid)
        elif line.startswith(b"filename "):
            names[oid] = path_name(_unquoted(line.removeprefix(b"filename ")))
    return found


def _unquoted(name: bytes) -> bytes:
    r"""Return a path that git may have put in quotes, with `\"`, `\t` and `\303` in it."""
    if not name.startswith(b'"'):
        return name

    def character(escape: re.Match[bytes]) -> bytes:
        code = escape[1]
        return bytes([int(code, 8)]) if code.isdigit() else _ESCAPES.get(code, code)

    return re.sub(rb"\\([0-7]{3}|.)", character, name[1:-1])
