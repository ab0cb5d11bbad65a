"""What commits did to files: the one reader of `git log --raw`; and other questions to the log."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from planlint.commit import FIRST_DATE, Commit, recorded_date, utc_day
from planlint.trees.git.modes import is_file
from planlint.trees.git.repository import Repository
from planlint.trees.names import path_name

_FIELDS = ("%H", "%P", "%ct", "%cI", "%at", "%aI", "%an", "%ae", "%s")
_MESSAGE = "%B"
_PLAIN = ("-z", "--no-decorate", "--no-notes")
_OPTIONS = ("--raw", "--no-renames", "--no-abbrev", *_PLAIN)
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

    `revisions` are options of `git log` and the commits that are meant, `below` the paths it looks at. A commit whose
    date git cannot tell has that of the last one before it, along first parents, that is dated.
    """
    words = repository.log_words(*_OPTIONS, _form(with_messages=with_messages), *revisions, "--", *below)
    return _read(words, prefix, wanted, _EarlierDates(repository))


def commits(
    repository: Repository, revisions: Sequence[str], word: str | None = None, below: Sequence[str] = ()
) -> Iterator[Commit]:
    """Yield commits with their messages, as git lists them; with a word only those whose message has it in any case."""
    search = () if word is None else ("--regexp-ignore-case", f"--grep={word}")  # anything but a bare word is slow
    words = repository.log_words(*_PLAIN, *search, _form(with_messages=True), *revisions, "--", *below)
    earlier = _EarlierDates(repository)
    return (_commit(word, earlier) for word in words if word)


def touched_paths(repository: Repository, revisions: Sequence[str]) -> Iterator[tuple[Commit, tuple[str, ...]]]:
    """Yield commits with their messages and the paths they touch, of merges against the first parent."""
    for one in read_log(repository, (*revisions, "--diff-merges=first-parent"), with_messages=True):
        yield one.commit, tuple(one.files)


def _form(*, with_messages: bool) -> str:
    # None of these but the message holds a line end: git has no other place for them than a line.
    return "--format=" + "%n".join((*_FIELDS, _MESSAGE) if with_messages else _FIELDS)


def _read(
    words: Iterator[bytes], prefix: str, wanted: Callable[[str], bool], earlier: "_EarlierDates"
) -> Iterator[CommitFiles]:
    names: dict[bytes, str | None] = {}
    start = os.fsencode(prefix)
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
            commit, files = _commit(line, earlier), {}
    if commit is not None:
        yield CommitFiles(commit, files)


def _take(files: dict[str, FileChange], name: str, line: bytes) -> None:
    """Note what became of a file; a link or a submodule in its place is no file."""
    old_mode, mode, old_blob, blob, _ = line.split(b" ")
    before = old_blob if is_file(old_mode[1:]) else None
    after = blob if is_file(mode) else None
    if before is not None or after is not None:
        files[name] = FileChange(before, after)


def _commit(line: bytes, earlier: "_EarlierDates") -> Commit:
    words = line.decode("utf-8", "replace").split("\n", len(_FIELDS))
    oid, above, seconds, iso, author_seconds, author_iso, author, email, subject = words[: len(_FIELDS)]
    parents = tuple(above.split())
    recorded = recorded_date(seconds, iso)
    date = recorded or earlier.of(oid, parents)
    is_once = author_seconds == seconds and author_iso == iso  # as nearly always
    written = date if is_once else recorded_date(author_seconds, author_iso) or date
    message = words[-1] if len(words) > len(_FIELDS) else ""
    return Commit(oid, parents, date, written, author, email, subject, message, recorded is not None)


class _EarlierDates:
    """The dates of commits whose own git cannot tell; a run of them is asked for once."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._known: dict[str, str] = {}

    def of(self, oid: str, parents: tuple[str, ...]) -> str:
        """Return the date of the last dated commit before this one, along first parents; the first date for none."""
        if oid not in self._known:
            parent = parents[0] if parents else None
            found, undated = (self._known.get(parent) if parent else FIRST_DATE), [oid]
            for above, date in _dates(self._repository, parent) if parent and found is None else ():
                found = date or self._known.get(above)
                if found is not None:
                    break
                undated.append(above)
            self._known |= dict.fromkeys(undated, found or FIRST_DATE)
        return self._known[oid]


def _dates(repository: Repository, tip: str, *options: str) -> Iterator[tuple[str, str | None]]:
    """Yield the ids and dates of the commits along first parents, the newest first; None for a date git cannot tell."""
    for line in repository.log("--first-parent", "--format=%H,%ct,%cI", *options, tip).decode("ascii").splitlines():
        oid, seconds, iso = line.split(",")
        yield oid, recorded_date(seconds, iso)


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

    Along first parents, or all of them. Files are those wanted, by their paths below the prefix. Where nothing before a
    commit without a date is dated, it has the date of the next one.
    """
    shape = ("--date-order",) if all_commits else ("--first-parent",)
    # Sparse: a commit counts although it touches nothing below the prefix, and its parents stay as they are.
    sparse = ("--full-history", "--sparse") if prefix else ()
    revisions = (*shape, "--diff-merges=first-parent", tip, *(f"^{oid}" for oid in known), *sparse)
    commits = list(read_log(repository, revisions, prefix, wanted, below=(prefix,) if prefix else ()))
    commits.reverse()  # git would keep all of them in mind until it has the first
    later = FIRST_DATE
    for at in range(len(commits) - 1, -1, -1):
        commit = commits[at].commit
        if not commit.is_dated and commit.date == FIRST_DATE:
            author_date = later if commit.author_date == FIRST_DATE else commit.author_date
            commits[at] = commits[at]._replace(commit=commit._replace(date=later, author_date=author_date))
        later = commits[at].commit.date
    return commits


def last_until(repository: Repository, tip: str, day: date) -> str | None:
    """Return the newest commit along the first parents that was made on a UTC day or before it; None for none."""
    for options in (("--max-count=1",), ()):  # nearly always it is the tip
        undated = None
        for oid, date_there in _dates(repository, tip, *options):
            if date_there is None:
                undated = undated or oid  # as old as the next one before it
            elif utc_day(date_there) <= day:
                return undated or oid
            else:
                undated = None
    return None


def commits_named(repository: Repository, oids: Sequence[str]) -> dict[str, Commit]:
    """Return commits with their whole messages, by their ids."""
    found: dict[str, Commit] = {}
    for at in range(0, len(oids), _AT_ONCE):
        asked = oids[at : at + _AT_ONCE]
        found |= {one.oid: one for one in commits(repository, ("--no-walk=unsorted", *asked))}
    return found


def messages(repository: Repository, oids: Sequence[str]) -> dict[str, str]:
    """Return the whole messages of commits, by their ids."""
    return {oid: one.message for oid, one in commits_named(repository, oids).items()}
