"""The history of a plan from git: what is known of it already, and what is new."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from planlint.app.history.cache import RecordStore, Stored
from planlint.app.history.replay import CommitReading
from planlint.app.passed_over import passed_in, passed_over
from planlint.config import Config
from planlint.errors import PlanlintError
from planlint.history.line_format import write_lines
from planlint.history.record import Record
from planlint.history.series import AllSeries
from planlint.load.two_versions import both_sides, read_files
from planlint.model.plan import Plan
from planlint.toml import MAX_BYTES
from planlint.tree import PassedOver
from planlint.trees import Root
from planlint.trees.git.log import CommitFiles, walk
from planlint.trees.git.repository import Repository
from planlint.version import __version__

Progress = Callable[[int], Callable[[], None]]
"""Is told how many commits are to be read; what it returns is called for every one that has been."""


def no_progress(total: int) -> Callable[[], None]:
    """Show nothing of how far the reading has come."""
    return lambda: None


def shallow_clone(otherwise: str) -> PlanlintError:
    """Return the error for a clone that lacks older commits; `otherwise` says how to go on without them."""
    return PlanlintError(
        "the clone is shallow: its older commits are missing, and most of the history with them",
        f"git fetch --unshallow gets them (in CI: fetch-depth: 0); {otherwise}",
    )


@dataclass(frozen=True)
class Reading:
    """How the history is read; `keeps` says whether what was read is kept for the next time, and only what is new read.

    `troubles` says why something could not be kept.
    """

    repository: Repository
    root: Root
    config: Config
    keeps: bool = True
    with_series: bool = True
    progress: Progress = no_progress
    troubles: list[str] = field(default_factory=list)
    _passed: dict[str, PassedOver] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """What stands before the plan's paths in the repository."""
        return self.repository.prefix(self.root.folder)

    def passed_over(self, tip: str) -> list[str]:
        """Return what there is to say of what leads to plan files and was not followed where a plan was read."""
        if tip not in self._passed:
            return []
        links, submodules, _ = passed_in(self.repository, tip, self.prefix, self.config, self._passed[tip])
        return passed_over(links, submodules)

    def plan(self, tip: str) -> Plan:
        """Return the plan as it is at a commit."""
        passed = self._passed.setdefault(tip, PassedOver())
        contents = self.repository.commit(tip, self.prefix, self.config.wants, MAX_BYTES, passed)
        files = read_files(contents.items())
        return both_sides(files, files).head.plan

    def record(self, tip: str, *, all_commits: bool) -> Record:
        """Return the record up to a commit."""
        store = self._store(all_commits) if self.keeps else None
        stored, walked = self._new(tip, store, all_commits)
        old = stored.record if stored else Record(tip, 0, b"", (), AllSeries({}))
        if stored and not walked:
            return old
        reading = CommitReading(self.repository, walked, stored.start if stored else None, self.progress(len(walked)))
        # What is kept answers every question; else nobody waits for what was not asked.
        series = old.series if store is not None or self.with_series else None
        steps = reading.all() if all_commits else reading.line(series)
        told = b"".join([old.lines, *map(write_lines, steps)])
        undated = (*old.undated, *(commit.oid for commit, _ in walked if not commit.is_dated))
        record = Record(tip, old.commits + len(walked), told, (*old.unread, *reading.unread), old.series, undated)
        # A first commit without a date has that of a later one: what comes next may tell another.
        lasts = all(commit.is_dated or commit.parents for commit, _ in walked)
        if store is not None and lasts:
            trouble = store.save(record, reading.files, stored.start.tip if stored else None)
            if trouble:
                self.troubles.append(f"the cache was not written: {trouble}")
        return record

    def _store(self, all_commits: bool) -> RecordStore:
        made_by = (__version__, self.prefix, self.config.include, self.config.exclude, MAX_BYTES, all_commits)
        return RecordStore(self.repository.common_dir, (*made_by, self.repository.disguises()))

    def _new(self, tip: str, store: RecordStore | None, all_commits: bool) -> tuple[Stored | None, list[CommitFiles]]:
        """Return a stored record that leads to a commit, and the commits after it; else None and all commits."""
        tips = store.tips() if store else []
        if store and tips:
            walked = self._walk(tip, tips, all_commits)
            start = _edge(walked, all_commits) if walked else tip
            stored = store.load(start) if start in tips else None
            if stored:
                return stored, walked
        return None, self._walk(tip, (), all_commits)

    def _walk(self, tip: str, known: Sequence[str], all_commits: bool) -> list[CommitFiles]:
        return walk(self.repository, tip, known, self.prefix, self.config.wants, all_commits=all_commits)


def _edge(walked: Sequence[CommitFiles], all_commits: bool) -> str | None:
    """Return the one commit that all of these grow from; None where there are several, or a first commit."""
    new = {commit.oid for commit, _ in walked}
    edge: set[str | None] = set()
    for commit, _ in walked:
        parents = commit.parents if all_commits else commit.parents[:1]
        edge.update(oid for oid in parents if oid not in new)
        if not parents:
            edge.add(None)
    return edge.pop() if len(edge) == 1 else None
