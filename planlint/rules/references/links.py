"""Which fields of an item name other items, and what they may name."""

from collections.abc import Iterator
from typing import NamedTuple

from planlint.model.items import CHILD_KINDS, GOALS, KINDS, Item
from planlint.model.plan import Plan
from planlint.nearest import Names
from planlint.rules.rule import Context
from planlint.text import Site

ALL_KINDS = tuple(KINDS.values())


class Link(NamedTuple):
    """One id as an item names it: where, in which field, and the kind it has to be of."""

    site: Site
    field: str
    kind: str
    id: str
    full: bool = False

    def written_as(self, identifier: str) -> str:
        """Return another id in the form this one is written in: bare, or as a full name."""
        return f"{self.kind}.{identifier}" if self.full else identifier


def links(item: Item) -> Iterator[Link]:
    """Yield what an item names in the plan: its parents, what it continues, what it depends on."""
    for site, kind, parent in item.written_parents():
        yield Link(site, kind, kind, parent)
    if "continues" in item.fields:
        for site, earlier in item.id_sites("continues"):
            yield Link(site, "continues", item.kind, earlier)
    if "depends_on" in item.fields:
        for site, other in item.id_sites("depends_on"):
            kind, dot, identifier = other.partition(".")
            if dot:
                yield Link(site, "depends_on", kind, identifier, full=True)
            else:
                yield Link(site, "depends_on", item.kind, other)


def loose_links(item: Item, plan: Plan) -> list[Link]:
    """Return the links of an item that lead to no item known under that id: the few that rules have to judge."""
    if item.name not in _with_loose_links(plan):
        return []
    return [link for link in links(item) if not plan.knows(link.kind, link.id)]


def no_loose_links(ctx: Context) -> bool:
    """Whether every link of the plan leads to an item known under that id."""
    return not _with_loose_links(ctx.plan)


def _with_loose_links(plan: Plan) -> frozenset[str]:
    """The names of the items that have loose links; one walk for all the rules that ask."""
    if "loose" not in plan.memo:
        plan.memo["loose"] = _walk_for_loose_links(plan)
    return plan.memo["loose"]  # type: ignore[no-any-return]


def _walk_for_loose_links(plan: Plan) -> frozenset[str]:
    items, broken = plan.items, plan.broken
    loose = {
        name
        for name, parents in plan.parent_names.items()
        for parent in parents
        if parent not in items and parent not in broken
    }
    others = [item for item in items.values() if not item.fields.keys().isdisjoint(("continues", "depends_on"))]
    for item in (*others, *plan.shadowed):
        if any(not plan.knows(link.kind, link.id) for link in links(item)):
            loose.add(item.name)
    return frozenset(loose)


def kinds_with(plan: Plan, identifier: str) -> list[str]:
    """Return the kinds of goals and actions that know this id."""
    return [kind for kind in (*(goal.kind for goal in GOALS), "tactic", "task") if plan.knows(kind, identifier)]


def ids_of(plan: Plan, *kinds: str) -> Names:
    """Return the ids known of some kinds, broken ones included."""
    memo = plan.memo
    if ("ids", kinds) not in memo:
        prefixes = tuple(f"{kind}." for kind in kinds)
        names = (name for name in (*plan.items, *plan.broken) if name.startswith(prefixes))
        memo["ids", kinds] = Names(name.partition(".")[2] for name in names)
    return memo["ids", kinds]  # type: ignore[no-any-return]


def serves(kind: str) -> str:
    """Return what an item of a kind serves, in words: `an outcome or a key result`."""
    parents = KINDS[kind].parent_kinds
    return " or ".join(f"{article(parent)} {parent.replace('_', ' ')}" for parent in parents)


def served_by(kind: str) -> tuple[str, ...]:
    """Return the kinds that serve a kind."""
    return CHILD_KINDS[kind]


def article(word: str) -> str:
    """Return `a` or `an`, by the word's first letter."""
    return "an" if word[0] in "aeiou" else "a"
