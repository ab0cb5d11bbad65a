"""What serves what, each item once: the facts that pictures and tables of a plan are made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planlint.grouped import grouped
from planlint.model.figures.freshness import STALE_DAYS
from planlint.model.item_state import ItemState, standing
from planlint.model.plan import Plan
from planlint.model.plan_part import PlanPart
from planlint.model.walk import each_once
from planlint.model.why import Break, Weakest, Why, breaks_of


@dataclass(frozen=True, slots=True)
class Node:
    """An item, the items it serves by full name, and the breaks where it names what does not exist.

    `depth` counts the steps from where the view begins, by the first way there.
    """

    standing: ItemState
    depth: int
    parents: tuple[str, ...]
    breaks: tuple[Break, ...] = ()

    @property
    def name(self) -> str:
        """The item's full name."""
        return self.standing.item.name


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Items, each once; `upward` says that the view leads from an item up to what it serves."""

    nodes: tuple[Node, ...]
    upward: bool = False
    weakest: Weakest | None = None


def subgraph_below(part: PlanPart, today: date, stale_days: int = STALE_DAYS) -> Subgraph:
    """Return what is shown of a plan as things stand on a day, in the order of its outline."""
    plan = part.plan
    nodes = (
        _node(plan, standing(plan, item, today, stale_days), depth, breaks_of(plan, item, hints=False))
        for depth, item in each_once(part.tops, part.children)
    )
    return Subgraph(tuple(nodes))


def _node(plan: Plan, state: ItemState, depth: int, breaks: Iterable[Break]) -> Node:
    return Node(state, depth, tuple(parent.name for parent in plan.parents(state.item)), tuple(breaks))


def subgraph_above(plan: Plan, facts: Why) -> Subgraph:
    """Return an item and everything it serves, level by level; a ring shows itself, and is no break here."""
    levels = [(facts.item,), *(level.served for level in facts.levels)]
    found = (one for level in facts.levels for one in level.breaks if one.reason != "ring")
    breaks = grouped((one.item.name, one) for one in found)
    nodes = [
        _node(plan, one, depth, breaks.get(one.item.name, ())) for depth, level in enumerate(levels) for one in level
    ]
    return Subgraph(tuple(nodes), upward=True, weakest=facts.weakest)


def joined(graphs: Iterable[Subgraph]) -> Subgraph:
    """Return several views as one, each item once; of the weakest links the first."""
    several = tuple(graphs)
    nodes = {node.name: node for graph in reversed(several) for node in graph.nodes}
    order = dict.fromkeys(node.name for graph in several for node in graph.nodes)
    weakest = next((graph.weakest for graph in several if graph.weakest), None)
    return Subgraph(tuple(nodes[name] for name in order), any(graph.upward for graph in several), weakest)
