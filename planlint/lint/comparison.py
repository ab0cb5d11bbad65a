"""What a comparison of two versions of a plan found, ready to be rendered."""

from dataclasses import dataclass, field, replace

from planlint.commit import Commit
from planlint.diagnostic import Diagnostic, Severity
from planlint.diff.change import Change
from planlint.diff.commits import Step
from planlint.diff.compare import changes_of
from planlint.diff.effects import Effect, effects
from planlint.diff.matching import Matching, match
from planlint.load import Loaded
from planlint.load.plan import in_order
from planlint.load.two_versions import Both, Version
from planlint.model.items import Item


@dataclass(frozen=True, slots=True)
class Judgement:
    """A finding on a change: the item by its newer name, the reason that excuses it, the last commit that did it.

    With a reason the finding weighs no more than a note; `weight` is what it would weigh without one. Reason and commit
    are None where there is none.
    """

    finding: Diagnostic
    item: str
    weight: Severity
    reason: str | None = None
    commit: Commit | None = None


@dataclass(frozen=True)
class Review:
    """The changes between two versions, their effects on the progress of goals, and what the rules on changes say.

    `steps` are the commits between the versions, oldest first, where they are known. `faults` keep files of the newer
    version from being read. `is_check` says that findings were asked for: then they decide about the exit status.
    """

    base: Version
    head: Version
    both: Both = field(repr=False)
    matching: Matching = field(repr=False)
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    steps: tuple[Step, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    is_check: bool = False

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

    def narrowed(self, kinds: frozenset[str]) -> "Review":
        """Return the review with the changes of these kinds only, and what is said of them."""
        changes = tuple(change for change in self.changes if change.kind in kinds)
        judgements = tuple(one for one in self.judgements if one.item.partition(".")[0] in kinds)
        return replace(self, changes=changes, judgements=judgements)


def review(base: Version, head: Version, both: Both) -> Review:
    """Compare two versions of a plan."""
    old, new = both.base.plan, both.head.plan
    found = match(old, new)
    return Review(base, head, both, found, changes_of(found), effects(old, new, found))
