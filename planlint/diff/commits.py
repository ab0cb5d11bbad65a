"""The commits that lead from one version of a plan to another: who made them, and what each did to the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planlint.commit import Commit
from planlint.diff.change import Change
from planlint.diff.compare import diff
from planlint.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Step:
    """A commit and what it changed."""

    commit: Commit
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class CommitRange:
    """The commits that the newer version has and the older one lacks, merges too, parents before children.

    `plans` has by id the plan after each of them, and after every parent of theirs that is outside; it may read a plan
    when it is asked for it. What a commit does not change is the same object before and after it.
    """

    commits: tuple[Commit, ...] = ()
    plans: Mapping[str, Plan] = field(default_factory=dict, repr=False)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What each commit changed: a merge what stands against every parent, with the first one's values."""
        return tuple(Step(one, self._own(one)) for one in self.commits)

    @property
    def boundary(self) -> tuple[str, ...]:
        """The ids of the parents that are outside, each once."""
        inside = {one.oid for one in self.commits}
        return tuple(dict.fromkeys(oid for one in self.commits for oid in one.parents if oid not in inside))

    def _own(self, commit: Commit) -> tuple[Change, ...]:
        new = self.plans[commit.oid]
        parents = [self.plans[oid] for oid in commit.parents] or [Plan({})]
        if any(parent is new for parent in parents):
            return ()
        first, *others = (diff(parent, new) for parent in parents)
        for other in others:
            against = set(map(_subject, other))
            first = tuple(change for change in first if _subject(change) in against)
        return first


def _subject(change: Change) -> tuple[str, str, str | None]:
    return change.verb, change.item, change.key


NO_COMMITS = CommitRange()


def last_commits(steps: Iterable[Step]) -> dict[tuple[str, str | None], Commit]:
    """Return by item and key the last commit that changed it."""
    return {(change.item, change.key): step.commit for step in steps for change in step.changes}
