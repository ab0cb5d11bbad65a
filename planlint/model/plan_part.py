"""Which part of a plan is shown: where it begins, and what of it stands below an item."""

from dataclasses import dataclass

from planlint.model import Item, Plan, Purpose, Task
from planlint.model.graph import rings
from planlint.model.item_state import siblings
from planlint.model.selection import ItemSelection, above, below, selected, work_items


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A part of a plan: `tops` in order, and below them what is `kept` (all where that is None).

    `root` is the item it was narrowed to, if any.
    """

    plan: Plan
    root: Item | None
    tops: tuple[Item, ...]
    kept: frozenset[str] | None
    tasks: bool

    def children(self, item: Item) -> list[Item]:
        """Return what serves an item and is shown, in the order of siblings."""
        children = siblings(self.plan, self.plan.children(item))
        kept = [child for child in children if self.kept is None or child.name in self.kept]
        return kept if self.tasks else [child for child in kept if not isinstance(child, Task)]


def part_of(
    plan: Plan, root: Item | None = None, selection: ItemSelection | None = None, *, tasks: bool = True
) -> PlanPart:
    """Return an item and what is below it, or the whole plan from its purposes down; without `tasks` none.

    What matches the selection is kept, and the way to it. `NamingError` for a selection that names what the
    plan does not know.
    """
    tops = [root] if root else roots(plan)
    kept = None
    if selection is not None and not selection.is_all:
        kept = frozenset(above(plan, selected(plan, selection)))
        tops = [top for top in tops if top.name in kept]
    return PlanPart(plan, root, tuple(tops), kept, tasks)


def roots(plan: Plan) -> list[Item]:
    """Return where outlines begin: the purposes, then what reaches none and has no known parent.

    Of a ring that serves nothing else, its first item by name: so every item is a root or below one.
    """
    purposes = siblings(plan, plan.of(Purpose))
    astray = [item for item in work_items(plan) if item.name not in plan.reaching]
    orphans = sorted((item for item in astray if not plan.parents(item)), key=plan.rank)
    covered = below(plan, [*purposes, *orphans])
    return [*purposes, *orphans, *_heads_of_rings(plan, [item for item in astray if item.name not in covered])]


def _heads_of_rings(plan: Plan, items: list[Item]) -> list[Item]:
    upward = {item.name: [parent.name for parent in plan.parents(item)] for item in items}
    heads = [plan.items[ring[0]] for ring in rings(upward)]
    reach = {head.name: below(plan, [head]) for head in heads}
    return [
        head
        for head in heads
        if not any(head.name in names and other not in reach[head.name] for other, names in reach.items())
    ]
