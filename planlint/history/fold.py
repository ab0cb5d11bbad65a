"""Commits folded into what each of them changed in the plan."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planlint.commit import Commit
from planlint.diff.change import Change
from planlint.diff.compare import diff
from planlint.history.snapshot import Difference, Items, Snapshot, Updates
from planlint.model import Plan


class Touched(NamedTuple):
    """A commit, and the files in which it differs from its first parent."""

    commit: Commit
    updates: Updates


class CommitChanges(NamedTuple):
    """A commit and what it changed; `titles` are those of the changed items, by full name."""

    commit: Commit
    changes: tuple[Change, ...]
    titles: Mapping[str, str]


LogEntry = tuple[str, str, str | None]


def along(commits: Iterable[Touched], snapshot: Snapshot) -> Iterator[tuple[Touched, Difference]]:
    """Yield what each commit of one line does to the snapshot before it, which becomes the newest one."""
    for touched in commits:
        yield touched, snapshot.put(touched.updates)


def step_between(commit: Commit, old: Plan, new: Plan) -> CommitChanges:
    """Return a commit with what differs between the plans before and after it."""
    return _step(commit, diff(old, new), old.items, new.items)


def step_of(commit: Commit, found: Difference) -> CommitChanges:
    """Return a commit with its changes."""
    return _step(commit, found.changes(), found.before, found.after)


def _step(commit: Commit, changes: tuple[Change, ...], before: Items, after: Items) -> CommitChanges:
    titles = {change.item: (after.get(change.item) or before[change.item]).title for change in changes}
    return CommitChanges(commit, changes, titles)


def every(
    commits: Iterable[Touched], snapshots: dict[str, Snapshot], children: Mapping[str, int]
) -> Iterator[CommitChanges]:
    """Yield what each commit changed against its parent, a merge against all of its parents; parents come first.

    A merge's entries are those that stand against every parent, with the first parent's values. `snapshots`
    has those of commits that came before, and in the end those that no child has used up; `children` counts how many of
    the commits have one as a parent.
    """
    waiting = dict(children)
    for commit, updates in commits:
        parents = [snapshots[oid] for oid in commit.parents if oid in snapshots]
        for oid in commit.parents:
            waiting[oid] = waiting.get(oid, 1) - 1
            if not waiting[oid]:
                snapshots.pop(oid, None)
        # The last child of a commit may take its snapshot over; every other one works on a copy.
        first = parents[0] if parents else Snapshot()
        snapshot = first.copy() if parents and commit.parents[0] in snapshots else first
        found = snapshot.put(updates)
        if waiting.get(commit.oid):
            snapshots[commit.oid] = snapshot
        changes = found.changes() if found.before or found.after else ()
        for parent in parents[1:]:
            if changes:
                against = {_entry(change) for change in snapshot.since(parent).changes()}
                changes = tuple(change for change in changes if _entry(change) in against)
        yield _step(commit, changes, found.before, found.after)


def _entry(change: Change) -> LogEntry:
    return change.verb, change.item, change.key
