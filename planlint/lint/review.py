"""What a comparison of two versions of a plan found, ready to be rendered."""

from dataclasses import dataclass, field, replace

from planlint.diagnostic import Diagnostic
from planlint.diff import Change, Effect, Matching, changes_of, effects, match
from planlint.load import Both, Loaded, Version
from planlint.model.items import Item


@dataclass(frozen=True)
class Review:
    """The changes between two versions, their effects on the progress of goals, and what was found to be wrong."""

    base: Version
    head: Version
    both: Both = field(repr=False)
    matching: Matching = field(repr=False)
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    findings: tuple[Diagnostic, ...] = ()

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

    def why(self, change: Change) -> tuple[Item, ...]:
        """Return the chain from an item up to the purpose, without the item itself."""
        return self.side(change).plan.chain(self.item(change))[1:]

    def narrowed(self, kinds: frozenset[str]) -> "Review":
        """Return the review with the changes of these kinds only."""
        return replace(self, changes=tuple(change for change in self.changes if change.kind in kinds))


def review(base: Version, head: Version, both: Both) -> Review:
    """Compare two versions of a plan."""
    old, new = both.base.plan, both.head.plan
    found = match(old, new)
    return Review(base, head, both, found, changes_of(found), effects(old, new, found))
