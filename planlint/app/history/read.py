"""The history of a plan from git: what is known of it already, and what is new."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from planlint.app.history.cache import RecordStore, Stored
from planlint.app.history.replay import CommitReading
from planlint.history.line_format import write_lines
from planlint.history.record import Record
from planlint.history.series import AllSeries
from planlint.trees.git.log import CommitFiles, walk
from planlint.trees.git.repository import Repository

Wanted = Callable[[str], bool]
Progress = Callable[[int], Callable[[], None]]
"""Is told how many commits are to be read; what it returns is called for every one that has been."""


def no_progress(total: int) -> Callable[[], None]:
    """Show nothing of how far the reading has come."""
    return lambda: None


class HistorySource(NamedTuple):
    """How a history is read: where, which files, which commits."""

    repository: Repository
    prefix: str
    wanted: Wanted
    all_commits: bool = False
    with_series: bool = True

    def record(self, tip: str, store: RecordStore | None, progress: Progress, note: Callable[[str], None]) -> Record:
        """Return the record up to a commit.

        With a store only what is new is read, and what was read is kept; `note` is told where it cannot be.
        """
        stored, walked = self._new(tip, store)
        old = stored.record if stored else Record(tip, 0, b"", (), AllSeries({}))
        if stored and not walked:
            return old
        reading = CommitReading(self.repository, walked, stored.start if stored else None, progress(len(walked)))
        # What is kept answers every question; else nobody waits for what was not asked.
        series = old.series if store is not None or self.with_series else None
        steps = reading.all() if self.all_commits else reading.line(series)
        told = b"".join([old.lines, *map(write_lines, steps)])
        undated = (*old.undated, *(commit.oid for commit, _ in walked if not commit.is_dated))
        record = Record(tip, old.commits + len(walked), told, (*old.unread, *reading.unread), old.series, undated)
        # A first commit without a date has that of a later one: what comes next may tell another.
        lasts = all(commit.is_dated or commit.parents for commit, _ in walked)
        if store is not None and lasts:
            trouble = store.save(record, reading.files, stored.start.tip if stored else None)
            if trouble:
                note(f"the cache was not written: {trouble}")
        return record

    def _new(self, tip: str, store: RecordStore | None) -> tuple[Stored | None, list[CommitFiles]]:
        """Return a stored record that leads to a commit, and the commits after it; else None and all commits."""
        tips = store.tips() if store else []
        if store and tips:
            walked = self._walk(tip, tips)
            start = self._edge(walked) if walked else tip
            stored = store.load(start) if start in tips else None
            if stored:
                return stored, walked
        return None, self._walk(tip, ())

    def _walk(self, tip: str, known: Sequence[str]) -> list[CommitFiles]:
        return walk(self.repository, tip, known, self.prefix, self.wanted, all_commits=self.all_commits)

    def _edge(self, walked: Sequence[CommitFiles]) -> str | None:
        """Return the one commit that all of these grow from; None where there are several, or a first commit."""
        new = {commit.oid for commit, _ in walked}
        edge: set[str | None] = set()
        for commit, _ in walked:
            parents = commit.parents if self.all_commits else commit.parents[:1]
            edge.update(oid for oid in parents if oid not in new)
            if not parents:
                edge.add(None)
        return edge.pop() if len(edge) == 1 else None
