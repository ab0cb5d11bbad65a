"""What a rule on changes may ask: both plans, and which item of one is which of the other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from planlint.diff.matching import Matching
from planlint.model.items import Item
from planlint.model.plan import Plan

SAY_WHY = "say why: `reason` on the item, or a line `Plan-Reason: WHY` in the commit's message"
SAY_WHY_IN_COMMIT = "say why in a line `Plan-Reason: WHY` in the commit's message"


@dataclass(frozen=True)
class ChangeContext:
    """The two plans of a comparison, the day it is judged on, and how their items belong together.

    `said` are the items of which a check of the newer plan says already that they serve nothing known.
    """

    old: Plan
    new: Plan
    today: date
    found: Matching = field(repr=False)
    said: frozenset[str] = frozenset()

    def now(self, item: Item) -> Item | None:
        """Return an item of the older plan as the newer one has it; None where it is gone."""
        return self.new.get(self._newer.get(item.name, item.name))

    def names(self, items: Iterable[Item]) -> set[str]:
        """Return the names that items of the older plan have in the newer one, be they there or not."""
        return {self._newer.get(item.name, item.name) for item in items}

    @cached_property
    def lost(self) -> frozenset[str]:
        """The items of both plans, by their newer names, that reached a purpose and do not now."""
        reached = {self._newer.get(name, name) for name in self.old.reaching}
        return frozenset((reached & self.new.items.keys()) - self.new.reaching)

    @cached_property
    def _newer(self) -> Mapping[str, str]:
        return {pair.old.name: pair.new.name for pair in self.found.renamed}
