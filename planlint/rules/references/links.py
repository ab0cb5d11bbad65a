"""Which fields of an item name other items, and what they may name."""

from collections.abc import Iterator
from typing import NamedTuple

from planlint.model.items import CHILD_KINDS, GOALS, KINDS, Item
from planlint.model.plan import Plan
from planlint.text import Site

ALL_KINDS = tuple(KINDS.values())


class Link(NamedTuple):
    """One id as an item names it: where, in which field, and the kind it has to be of."""

    site: Site
    field: str
    kind: str
    id: str


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
                yield Link(site, "depends_on", kind, identifier)
            else:
                yield Link(site, "depends_on", item.kind, other)


def loose_links(item: Item, plan: Plan) -> list[Link]:
    """Return the links of an item that lead to no item known under that id: the few that rules have to judge."""
    memo = plan.memo
    if "loose" not in memo:
        # One walk for all the rules that ask, without sites: nearly every link of a plan leads somewhere.
        memo["loose"] = {one.name for one in (*plan.items.values(), *plan.shadowed) if _has_loose(one, plan)}
    if item.name not in memo["loose"]:
        return []
    return [link for link in links(item) if not plan.knows(link.kind, link.id)]


def _has_loose(item: Item, plan: Plan) -> bool:
    if "continues" in item.fields or "depends_on" in item.fields:
        return any(not plan.knows(link.kind, link.id) for link in links(item))
    named = plan.parent_names[item.name] if plan.items.get(item.name) is item else item.parent_names()
    return any(name not in plan.items and name not in plan.broken for name in named)


def kinds_with(plan: Plan, identifier: str) -> list[str]:
    """Return the kinds of goals and actions that know this id."""
    return [kind for kind in (*(goal.kind for goal in GOALS), "tactic", "task") if plan.knows(kind, identifier)]


def ids_of(plan: Plan, *kinds: str) -> list[str]:
    """Return the ids known of some kinds, sorted, broken ones included."""
    prefixes = tuple(f"{kind}." for kind in kinds)
    names = {name for name in (*plan.items, *plan.broken) if name.startswith(prefixes)}
    return sorted({name.partition(".")[2] for name in names})


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
