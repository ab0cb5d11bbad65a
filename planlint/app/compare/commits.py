"""The commits between two versions, and what each of them changed in the plan."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from planlint.diff.commits import Commit, Step
from planlint.diff.compare import diff
from planlint.load.two_versions import both_sides, read_files
from planlint.trees.git.repository import Repository
from planlint.trees.names import path_name

_OPTIONS = (
    *("--reverse", "--no-merges", "--raw", "--no-renames", "--no-abbrev", "--no-follow", "--no-show-signature"),
    *("-z", "--encoding=UTF-8", "--format=%H%x00%an%x00%aI%x00%B%x00"),
)
_FILE = b"100"  # how the modes of regular files begin
NOTHING: Mapping[str, bytes] = {}
_MOST_PATHS = 100  # more are looked for among all: a command line has an end

_Blobs = dict[str, str]


class _Logged(NamedTuple):
    """A commit, and the ids of the contents of the files it touched, before and after, where there are any."""

    commit: Commit
    before: _Blobs
    after: _Blobs


def steps_between(
    repository: Repository,
    base: str,
    head: str,
    prefix: str,
    paths: Collection[str],
    limit: int,
    earlier: Mapping[str, bytes] = NOTHING,
) -> tuple[Step, ...]:
    """Return the commits of the head that the base lacks, without merges, oldest first, with what they changed.

    Only changes in these files count; they are paths below the prefix. Each commit's versions of them are compared
    with those before it, apart from the rest of the plan. Where one cannot be read, what the file held when it last
    could stands in for it; `earlier` has that of the base.
    """
    logged = [one for one in _logged(repository, base, head, prefix, paths) if one.before or one.after]
    ids = {blob: blob.encode() for one in logged for blob in (*one.before.values(), *one.after.values())}
    contents = dict(repository.blobs(ids, limit))
    readable = dict(earlier)
    return tuple(_step(one, contents, readable) for one in logged)


def _step(logged: _Logged, contents: Mapping[str, bytes], readable: dict[str, bytes]) -> Step:
    """Return what a commit changed; `readable` are the contents of files that last could be read, and is kept up."""
    before, after = ({path: contents[blob] for path, blob in blobs.items()} for blobs in (logged.before, logged.after))
    old, new = read_files(before.items()), read_files(after.items())
    readable.update({path: content for path, content in before.items() if path not in old.unread})
    lost = old.unread.keys() & readable.keys()
    if lost:
        old = read_files({**before, **{path: readable[path] for path in lost}}.items())
    readable.update({path: content for path, content in after.items() if path not in new.unread})
    both = both_sides(old, new)
    return Step(logged.commit, diff(both.base.plan, both.head.plan))


def _logged(repository: Repository, base: str, head: str, prefix: str, paths: Collection[str]) -> Iterator[_Logged]:
    """Yield what `git log` lists: the words of each commit, then a line and a path for each file it touched."""
    full = sorted(prefix + path for path in paths)
    named = full if len(full) <= _MOST_PATHS else [prefix] if prefix else []
    wanted = {path: path.removeprefix(prefix) for path in full}
    words = iter(repository.log(*_OPTIONS, f"{base}..{head}", "--", *named).split(b"\0"))
    current: _Logged | None = None
    for word in words:
        line = word.strip(b"\n")
        if line.startswith(b":") and current is not None:
            _take(current, line, wanted.get(path_name(next(words))))
        elif line:
            if current is not None:
                yield current
            current = _Logged(_commit(line, next(words), next(words), next(words)), {}, {})
    if current is not None:
        yield current


def _take(logged: _Logged, line: bytes, path: str | None) -> None:
    """Note a file that a commit touched; links and submodules are no files."""
    if path is None:
        return
    old_mode, mode, old_blob, blob, *_ = line.removeprefix(b":").split(b" ")
    if old_mode.startswith(_FILE):
        logged.before[path] = old_blob.decode("ascii")
    if mode.startswith(_FILE):
        logged.after[path] = blob.decode("ascii")


def _commit(oid: bytes, author: bytes, when: bytes, message: bytes) -> Commit:
    return Commit(oid.decode("ascii"), author.decode(errors="replace"), _date(when), message.decode(errors="replace"))


def _date(text: bytes) -> datetime:
    """Return a date as git prints it; the first there is for one that no calendar has."""
    try:
        return datetime.fromisoformat(text.decode("ascii"))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
