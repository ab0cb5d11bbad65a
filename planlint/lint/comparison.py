"""What a comparison of two versions of a plan found, ready to be rendered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from planlint.commit import Commit
from planlint.diagnostic import Diagnostic, Severity
from planlint.diff.change import Change
from planlint.diff.commits import NO_COMMITS, CommitRange
from planlint.diff.compare import changes_of
from planlint.diff.effects import Effect, effects
from planlint.diff.matching import Matching, match
from planlint.lint.excuses import Rejected
from planlint.load import Loaded
from planlint.load.plan import in_order
from planlint.load.two_versions import NamedVersion, TwoVersions
from planlint.model import Item


@dataclass(frozen=True, slots=True)
class Judgement:
    """A finding on a change: the item by its newer name, the reason that excuses it, the commit that did it.

    With a reason it weighs no more than a note; `weight` is what it would weigh without one. `commit` is the last one
    that made the promise weaker; reason and commit are None where there is none. `rejected` are the reasons of the
    range that do not count, and why. `rests` are further items it is about, because they rest on this one. `is_waived`
    says that a comment waives it.
    """

    finding: Diagnostic
    item: str
    weight: Severity
    reason: str | None = None
    commit: Commit | None = None
    rejected: tuple[Rejected, ...] = ()
    rests: tuple[str, ...] = ()
    is_waived: bool = False

    @property
    def mark(self) -> tuple[str, str, str | None]:
        """What makes it the same as one against another older version: the rule, the item and the key."""
        return self.finding.code, self.item, self.finding.key

    @property
    def looks_squashed(self) -> bool:
        """Whether its reason may have been lost, because the commit looks like a squashed pull request."""
        return self.reason is None and self.commit is not None and self.commit.looks_squashed


@dataclass(frozen=True)
class Comparison:
    """The changes between two versions, their effects on the progress of goals, and what the rules on changes say.

    `commits` are those between the versions, where they are known. `judgements` are those that nothing waives, `waived`
    those that comments of the change waive. `faults` keep files of the newer version from being read, `elsewhere` are
    files that no pattern of it meets, by the items they hold. `is_check` says that findings were asked for: then they
    decide about the exit status.
    """

    base: NamedVersion
    head: NamedVersion
    both: TwoVersions = field(repr=False)
    matching: Matching = field(repr=False)
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    commits: CommitRange = NO_COMMITS
    judgements: tuple[Judgement, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    waived: tuple[Judgement, ...] = ()
    is_check: bool = False
    elsewhere: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What a check found; nothing where none was asked for."""
        return in_order([*self.faults, *(one.finding for one in self.judgements)]) if self.is_check else ()

    def side(self, change: Change) -> Loaded:
        """Return the side on which a change is seen: the head, for a removed item the base."""
        return self.both.base if change.verb == "removed" else self.both.head

    def item(self, change: Change) -> Item:
        """Return the item of a change as the side has it on which it is seen."""
        return self.side(change).plan.items[change.item]

    def line(self, change: Change) -> int:
        """Return the line, from 1, of what changed; of the nearest header where that is gone."""
        side = self.side(change)
        place = side.place(change.site)
        return side.sources[place.path].position(place.span.start).line

    @property
    def paths(self) -> frozenset[str]:
        """The files with changes in them, on either side."""
        moved = (path for change in self.changes if change.verb == "moved" for path in (change.before, change.after))
        return frozenset((*moved, *(change.site.path for change in self.changes)))

    def why(self, change: Change) -> tuple[Item, ...]:
        """Return the chain from an item up to the purpose, without the item itself."""
        return self.side(change).plan.chain(self.item(change))[1:]

    def judged(self, judgements: Sequence[Judgement], *, is_check: bool = False) -> "Comparison":
        """Return the review with what the rules on changes say of it."""
        kept = tuple(one for one in judgements if not one.is_waived)
        waived = tuple(one for one in judgements if one.is_waived)
        return replace(self, judgements=kept, waived=waived, is_check=is_check)

    def narrowed(self, kinds: frozenset[str]) -> "Comparison":
        """Return the review with the changes of these kinds only, and what is said of them."""
        changes = tuple(change for change in self.changes if change.kind in kinds)
        kept, waived = (
            tuple(one for one in judgements if one.item.partition(".")[0] in kinds)
            for judgements in (self.judgements, self.waived)
        )
        return replace(self, changes=changes, judgements=kept, waived=waived)


def review(base: NamedVersion, head: NamedVersion, both: TwoVersions, today: date) -> Comparison:
    """Compare two versions of a plan, as they stand on a day."""
    old, new = both.base.plan, both.head.plan
    found = match(old, new)
    return Comparison(base, head, both, found, changes_of(found), effects(old, new, found, today))
