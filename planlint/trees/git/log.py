"""What commits did to files: the one reader of `git log --raw`; and other questions to the log."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from planlint.commit import Commit, numeric_offset
from planlint.trees.git.modes import is_file
from planlint.trees.git.repository import Repository
from planlint.trees.names import path_name

_FIELDS = ("%H", "%P", "%cI", "%aI", "%an", "%ae", "%s")
_MESSAGE = "%B"
_OPTIONS = (
    *("--raw", "-z", "--no-renames", "--no-abbrev", "--no-follow", "--no-show-signature", "--no-mailmap"),
    *("--encoding=UTF-8", "--no-decorate", "--no-notes"),
)
_DAY = 86_400  # seconds
_AT_ONCE = 200  # commits named on one command line


class FileChange(NamedTuple):
    """The ids of what a file held before a commit and holds after it; None where it is no regular file."""

    before: bytes | None
    after: bytes | None


class CommitFiles(NamedTuple):
    """A commit, and the files in which it differs from its parent, by path."""

    commit: Commit
    files: Mapping[str, FileChange]


def read_log(
    repository: Repository,
    revisions: Sequence[str],
    prefix: str = "",
    wanted: Callable[[str], bool] = bool,
    *,
    below: Sequence[str] = (),
    with_messages: bool = False,
) -> Iterator[CommitFiles]:
    """Yield commits with the wanted files they touched, by their paths below a prefix, as git lists them.

    `revisions` are options of `git log` and the commits that are meant, `below` the paths it looks at.
    """
    fields = (*_FIELDS, _MESSAGE) if with_messages else _FIELDS
    form = "--format=" + "%x00".join(fields) + "%x00"
    words = repository.log_words(*_OPTIONS, form, *revisions, "--", *below)
    return _read(words, len(fields), prefix, wanted)


def _read(words: Iterator[bytes], count: int, prefix: str, wanted: Callable[[str], bool]) -> Iterator[CommitFiles]:
    names: dict[bytes, str | None] = {}
    start = prefix.encode()
    files: dict[str, FileChange] = {}
    commit: Commit | None = None
    for word in words:
        line = word.lstrip(b"\n")
        if line.startswith(b":"):
            raw = next(words)
            if raw not in names:
                path = path_name(raw.removeprefix(start))
                names[raw] = path if raw.startswith(start) and wanted(path) else None
            name = names[raw]
            if name is not None:
                _take(files, name, line)
        elif line:
            if commit is not None:
                yield CommitFiles(commit, files)
            commit, files = _commit(line, list(islice(words, count - 1))), {}
    if commit is not None:
        yield CommitFiles(commit, files)


def _take(files: dict[str, FileChange], name: str, line: bytes) -> None:
    """Note what became of a file; a link or a submodule in its place is no file."""
    old_mode, mode, old_blob, blob, _ = line[1:].split(b" ", 4)
    before = old_blob if is_file(old_mode) else None
    after = blob if is_file(mode) else None
    if before is not None or after is not None:
        files[name] = FileChange(before, after)


def _commit(oid: bytes, rest: list[bytes]) -> Commit:
    parents, date, author_date, *texts = (word.decode("utf-8", "replace") for word in rest)
    return Commit(
        oid.decode("ascii"), tuple(parents.split()), numeric_offset(date), numeric_offset(author_date), *texts
    )


def walk(
    repository: Repository,
    tip: str,
    known: Sequence[str],
    prefix: str,
    wanted: Callable[[str], bool],
    *,
    all_commits: bool,
) -> list[CommitFiles]:
    """Return the commits up to a tip that are not reachable from the known ones, parents before children.

    Along first parents, or all of them. Files are those wanted, by their paths below the prefix.
    """
    shape = ("--date-order",) if all_commits else ("--first-parent",)
    # Sparse: a commit counts although it touches nothing below the prefix, and its parents stay as they are.
    sparse = ("--full-history", "--sparse") if prefix else ()
    revisions = ("--reverse", *shape, "--diff-merges=first-parent", tip, *(f"^{oid}" for oid in known), *sparse)
    return list(read_log(repository, revisions, prefix, wanted, below=(prefix,) if prefix else ()))


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
