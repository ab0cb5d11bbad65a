"""What a rule on changes may ask: both plans, which item of one is which of the other, and what is promised less."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from planlint.diff.matching import Matching, Pair
from planlint.diff.promises import Promise, Stand, is_weaker
from planlint.model import Item, Plan
from planlint.rules.kit import Problem

SAY_WHY = "say why: `reason` on the item"


def weakened(pair: Pair, keys: Sequence[str], message: str, promise: Promise, was: str | None = None) -> Problem:
    """Return the problem that a field promises less: at its place with what it `was`; without that, where it stood."""
    gone = was is None
    site = (pair.old if gone else pair.new).site.at(*keys)
    return Problem(site, message, was or "gone", SAY_WHY, gone=gone, promise=promise)


@dataclass(eq=False)
class ChangeContext:
    """The two plans of a comparison, the day it is judged on, and how their items belong together.

    `reads` says whether an item of the older plan is looked at (the archive is not), `judges` whether it has promised
    anything: an objective or a key result has once it has begun. `is_archived` says whether the newer plan has an item
    in the archive. `elsewhere` are files that no pattern meets, by the full names of the items they hold.
    """

    old: Plan
    new: Plan
    today: date
    matching: Matching
    reads: Callable[[Item], bool] = lambda item: True
    judges: Callable[[Item], bool] = lambda item: True
    is_archived: Callable[[Item], bool] = lambda item: False
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict)

    def now(self, item: Item) -> Item | None:
        """Return an item of the older plan as the newer one has it; None where it is gone, or in the archive now."""
        found = self.new.get(self.newer_name(item.name))
        return None if found is None or self.is_archived(found) else found

    def newer_name(self, name: str) -> str:
        """Return the name that an item of the older plan has in the newer one, be it there or not."""
        return self._newer.get(name, name)

    def names(self, items: Iterable[Item]) -> set[str]:
        """Return the names that items of the older plan have in the newer one, be they there or not."""
        return {self.newer_name(item.name) for item in items}

    def is_unknown(self, item: Item) -> bool:
        """Whether nobody knows what became of an item: it stands in a file of the newer plan that cannot be read."""
        name = self.newer_name(item.name)
        return name in self.new.broken and name not in self.new.items

    def is_weaker(self, promise: Promise, item: Item) -> bool:
        """Whether an item of the older plan promises less in the newer one."""
        return is_weaker(promise, Stand(self.old, item), Stand(self.new, self.now(item)), self.today)

    def judged(self, *kinds: type[Item]) -> Iterator[Item]:
        """Yield the items of some kinds in the older plan that have promised something."""
        return (item for kind in kinds for item in self.old.of(kind) if self.judges(item))

    @cached_property
    def lost(self) -> frozenset[str]:
        """The items of both plans, by their newer names, that reached a purpose and do not now."""
        reached = {self.newer_name(name) for name in self.old.reaching}
        return frozenset((reached & self.new.items.keys()) - self.new.reaching)

    @cached_property
    def _newer(self) -> Mapping[str, str]:
        return {pair.old.name: pair.new.name for pair in self.matching.renamed}
