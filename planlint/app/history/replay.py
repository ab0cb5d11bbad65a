"""Reads a history: each commit's versions of the plan files once, in the order of the commits."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from planlint.diff.file_items import FileItems
from planlint.history.fold import CommitChanges, Touched, along, every, step_of
from planlint.history.record import UnreadVersion
from planlint.history.series import AllSeries, Gathering
from planlint.history.snapshot import NOTHING, Snapshot
from planlint.load.table_cache import TableReader
from planlint.model.items import Item
from planlint.toml import MAX_BYTES, Fault
from planlint.trees.git.log import CommitFiles
from planlint.trees.git.repository import Repository

Thing = TypeVar("Thing")
_AT_ONCE = 64

Told = Callable[[], None]
"""Is called for every commit that has been read."""


class ReplayStart(NamedTuple):
    """Where a history is taken up: a commit, and the contents that its plan files had when they last were readable."""

    tip: str
    files: Mapping[str, bytes]


class CommitReading:
    """Commits as they are read. `unread` grows while the steps are gone through; `files` are those of the last one."""

    def __init__(
        self, repository: Repository, walked: Sequence[CommitFiles], start: ReplayStart | None, told: Told
    ) -> None:
        self.unread: list[UnreadVersion] = []
        self.snapshot = Snapshot()
        self._walked = walked
        self._start = start
        self._told = told
        self._read = _Versions(repository, walked, start)

    @property
    def files(self) -> Mapping[str, bytes]:
        """The readable contents of the files at the last commit, by path."""
        return {path: items.blob for path, items in self.snapshot.files.items() if isinstance(items, FileItems)}

    def line(self, series: AllSeries | None) -> Iterator[CommitChanges]:
        """Yield the commits of one line, and gather how key results moved along it, unless nobody asks for that."""
        self._begin()
        gathering = None if series is None else Gathering(self.snapshot, series)
        steps = along(_ahead(self._touched()), self.snapshot)
        # What is gathered looks at the snapshot, which has to be that of the commit.
        for touched, found in _ahead(steps) if gathering is None else steps:
            if found.before or found.after:
                step = step_of(touched.commit, found)
                if gathering is not None:
                    gathering.add(step, found)
                yield step

    def all(self) -> Iterator[CommitChanges]:
        """Yield the commits of all lines."""
        self._begin()
        children = Counter(oid for commit, _ in self._walked for oid in commit.parents)
        if self._walked:
            children[self._walked[-1].commit.oid] = 1
        snapshots = {self._start.tip: self.snapshot} if self._start else {}
        for step in every(self._touched(), snapshots, children):
            if step.changes:
                yield step
        if self._walked:
            self.snapshot = snapshots[self._walked[-1].commit.oid]

    def _begin(self) -> None:
        if self._start:
            contents = {path: self._read(path, blob) for path, blob in self._start.files.items()}
            self.snapshot.put({path: items for path, items in contents.items() if isinstance(items, FileItems)})

    def _touched(self) -> Iterator[Touched]:
        for commit, files in self._walked:
            updates: dict[str, Mapping[str, Item]] = {}
            for path, (_, blob) in files.items():
                found = NOTHING if blob is None else self._read(path, blob)
                if isinstance(found, str):
                    self.unread.append(UnreadVersion(commit.oid, path, found, commit.date))
                else:
                    updates[path] = found
            self._told()
            yield Touched(commit, updates)


def _ahead(things: Iterable[Thing]) -> Iterator[Thing]:
    """Yield things of which some are made before the first is taken.

    A processor does one kind of work many times on end in three quarters of the time of doing it in turn with others.
    """
    source = iter(things)
    while some := list(islice(source, _AT_ONCE)):
        yield from some


class _Versions:
    """Gives versions of files, each read once, in the order in which they are first asked for."""

    def __init__(self, repository: Repository, walked: Sequence[CommitFiles], start: ReplayStart | None) -> None:
        uses = Counter(start.files.items() if start else ())
        uses.update((path, after) for _, files in walked for path, (_, after) in files.items() if after is not None)
        self._contents = _ahead(repository.contents([blob for _, blob in uses], MAX_BYTES))
        self._left = {key: times for key, times in uses.items() if times > 1}
        self._reader = TableReader()
        self._kept: dict[tuple[str, bytes], FileItems | str] = {}

    def __call__(self, path: str, blob: bytes) -> FileItems | str:
        """Return the items of a version of a file, or why it cannot be read."""
        key = path, blob
        found = self._kept.get(key)
        if found is None:
            try:
                found = self._reader.items(path, next(self._contents))
                found.blob = blob
            except Fault as fault:
                found = fault.with_line
        if key in self._left:
            self._left[key] -= 1
            if self._left[key]:
                self._kept[key] = found
            else:
                del self._kept[key]
        return found
