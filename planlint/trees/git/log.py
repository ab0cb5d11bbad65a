"""The commits of a line of history, or of all of it, with the plan files each of them touched."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from planlint.commit import Logged, numeric_offset
from planlint.trees.git.repository import Repository
from planlint.trees.names import path_name

_FIELDS = ("%H", "%P", "%cI", "%aI", "%an", "%ae", "%s")
_OPTIONS = (
    *("--reverse", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-follow", "--no-show-signature", "--no-mailmap"),
    *("--encoding=UTF-8", "--no-decorate", "--no-notes", "--format=" + "%x00".join(_FIELDS) + "%x00"),
)
_FILE = b"100"  # how the modes of regular files begin
_DAY = 86_400  # seconds
_AT_ONCE = 200  # commits named on one command line


class Walked(NamedTuple):
    """A commit, and the plan files in which it differs from its first parent: the id of each, None where it is gone."""

    commit: Logged
    files: Mapping[str, bytes | None]


def walk(
    repository: Repository,
    tip: str,
    known: Sequence[str],
    prefix: str,
    wanted: Callable[[str], bool],
    *,
    all_commits: bool,
) -> list[Walked]:
    """Return the commits up to a tip that are not reachable from the known ones, parents before children.

    Along first parents, or all of them. Files are those wanted, by their paths below the prefix.
    """
    shape = ("--date-order",) if all_commits else ("--first-parent",)
    # Sparse: a commit counts although it touches nothing below the prefix, and its parents stay as they are.
    below = ("--full-history", "--sparse", "--", prefix) if prefix else ("--",)
    asked = (*_OPTIONS, *shape, "--diff-merges=first-parent", tip, *(f"^{oid}" for oid in known), *below)
    return list(_walked(repository.log_words(*asked), prefix, wanted))


def _walked(words: Iterator[bytes], prefix: str, wanted: Callable[[str], bool]) -> Iterator[Walked]:
    names: dict[bytes, str | None] = {}
    start = len(prefix.encode())
    files: dict[str, bytes | None] = {}
    commit: Logged | None = None
    for word in words:
        line = word.lstrip(b"\n")
        if line.startswith(b":"):
            raw = next(words)
            if raw not in names:
                path = path_name(raw[start:])
                names[raw] = path if wanted(path) else None
            name = names[raw]
            if name is not None:
                _take(files, name, line)
        elif line:
            if commit is not None:
                yield Walked(commit, files)
            commit, files = _logged(line, list(islice(words, len(_FIELDS) - 1))), {}
    if commit is not None:
        yield Walked(commit, files)


def _take(files: dict[str, bytes | None], name: str, line: bytes) -> None:
    """Note what became of a file; a link or a submodule in its place is no file."""
    old_mode, mode, _, blob, _ = line[1:].split(b" ", 4)
    if mode.startswith(_FILE):
        files[name] = blob
    elif old_mode.startswith(_FILE):
        files[name] = None


def _logged(oid: bytes, rest: list[bytes]) -> Logged:
    parents, date, author_date, author, email, subject = (word.decode("utf-8", "replace") for word in rest)
    return Logged(
        oid.decode("ascii"),
        tuple(parents.split()),
        numeric_offset(date),
        numeric_offset(author_date),
        author,
        email,
        subject,
    )


def last_until(repository: Repository, tip: str, day: date) -> str | None:
    """Return the newest commit along the first parents that was made on a UTC day or before it; None for none."""
    after = (day.toordinal() + 1 - date(1970, 1, 1).toordinal()) * _DAY
    for reach in ("--max-count=1", "--max-count=-1"):  # nearly always it is the tip
        words = iter(repository.log("--first-parent", "--format=%H %ct", reach, tip).split())
        found = next((oid for oid, when in zip(words, words, strict=True) if int(when) < after), None)
        if found is not None:
            return found.decode("ascii")
    return None


def messages(repository: Repository, oids: Sequence[str]) -> dict[str, str]:
    """Return the whole messages of commits, by their ids."""
    found: dict[str, str] = {}
    for at in range(0, len(oids), _AT_ONCE):
        asked = oids[at : at + _AT_ONCE]
        said = repository.log("--no-walk=unsorted", "--encoding=UTF-8", "-z", "--format=%H%n%B", *asked)
        for one in said.split(b"\0"):
            oid, _, message = one.partition(b"\n")
            if oid:
                found[oid.decode("ascii")] = message.decode("utf-8", "replace")
    return found
