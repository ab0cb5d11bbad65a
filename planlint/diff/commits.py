"""The commits that lead from one version of a plan to another: who made them, and what each did to the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planlint.commit import Commit
from planlint.diff.change import Change
from planlint.diff.compare import changes_of
from planlint.diff.matching import NO_DIFFERENCE, Matching, match
from planlint.model import Plan


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
    _differing: dict[str, set[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _matchings: dict[tuple[str | None, str], Matching] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What each commit changed: a merge what stands against every parent, with the first one's values."""
        return tuple(Step(one, self._own(one)) for one in self.commits)

    @property
    def boundary(self) -> tuple[str, ...]:
        """The ids of the parents that are outside, each once."""
        inside = {one.oid for one in self.commits}
        return tuple(dict.fromkeys(oid for one in self.commits for oid in one.parents if oid not in inside))

    def differing(self, commit: Commit) -> set[str]:
        """Return the names of the items that are another object, or on one side only, in a commit's first parent."""
        if commit.oid not in self._differing:
            found = self.matching(commit.parents[0] if commit.parents else None, commit.oid)
            alone = {item.name for item in (*found.removed, *found.added)}
            self._differing[commit.oid] = alone.union(item.name for pair in found.pairs for item in pair)
        return self._differing[commit.oid]

    def matching(self, old: str | None, new: str) -> Matching:
        """Return how the items after a commit belong to those after one of its parents; None stands for no plan."""
        if (old, new) not in self._matchings:
            before, after = Plan({}) if old is None else self.plans[old], self.plans[new]
            self._matchings[old, new] = NO_DIFFERENCE if before is after else match(before, after)
        return self._matchings[old, new]

    def _own(self, commit: Commit) -> tuple[Change, ...]:
        if any(self.plans[parent] is self.plans[commit.oid] for parent in commit.parents):
            return ()
        first, *others = (changes_of(self.matching(parent, commit.oid)) for parent in commit.parents or (None,))
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
