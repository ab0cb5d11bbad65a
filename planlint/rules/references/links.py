"""Which fields of an item name other items, and what they may name."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from planlint.model import (
    GOALS,
    KINDS,
    PERPETUAL,
    UNDATED,
    Item,
    Measured,
    Outcome,
    Period,
    Person,
    Plan,
    Team,
    memoized,
    words_of,
)
from planlint.nearest import Names
from planlint.plural import with_article
from planlint.rules.kit import Context, Site

ALL_KINDS = tuple(KINDS.values())


_PEOPLE = ("person",)
_TEAMS = ("team",)
_BOTH = ("person", "team")
_DATED = ("period", "start", "due")
_LINKING = frozenset({"continues", "depends_on"})


class Named(NamedTuple):
    """One id of a person or team as an item names it: where, and of which kinds it may be."""

    site: Site
    id: str
    kinds: tuple[str, ...]


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


def has_directory(plan: Plan) -> bool:
    """Whether the plan says who there is, so that names are ids and PL207 speaks about unknown ones."""
    return bool(plan.of(Person) or plan.of(Team))


def people_named(item: Item, plan: Plan) -> Iterator[Named]:
    """Yield the people and teams an item names."""
    fields = item.fields
    for key, kinds in (("owner", _BOTH), ("with", _BOTH), ("members", _PEOPLE), ("lead", _PEOPLE)):
        if key in fields:
            yield from (Named(site, identifier, kinds) for site, identifier in item.id_sites(key))
    if "assignee" in fields:
        for site, identifier in item.id_sites("assignee"):
            if not plan.leads_somewhere(f"team.{identifier}"):  # a team as assignee is PL603's to say
                yield Named(site, identifier, _PEOPLE)
    asked = item.table("asks")
    yield from (Named(item.site.at("asks", team).as_key, team, _TEAMS) for team in asked)
    for team, who in item.table("agreed").items():
        if team not in asked:
            yield Named(item.site.at("agreed", team).as_key, team, _TEAMS)
        if isinstance(who, str):
            yield Named(item.site.at("agreed", team), who, _PEOPLE)


def periods_named(item: Item) -> Iterator[tuple[Site, str]]:
    """Yield the texts that have to be periods, and the keys of a path, which may be dates too."""
    fields = item.fields
    if isinstance(item, Period):  # its days are dates
        return
    for key in _DATED:
        if isinstance(value := fields.get(key), str):
            yield item.site.at(key), value
    horizon = item.text("horizon")
    if isinstance(item, Outcome) and horizon is not None and horizon != PERPETUAL:
        yield item.site.at("horizon"), horizon
    if "milestones" in fields:
        for step, value in item.table("milestones").items():
            if isinstance(value, str) and value != UNDATED:
                yield item.site.at("milestones", step), value
    if isinstance(item, Measured) and item.metric is not None:
        for key in item.metric.path:
            yield item.site.at("metric", "path", key).as_key, key


def loose_links(item: Item, plan: Plan) -> list[Link]:
    """Return the links of an item that lead to no item known under that id: the few that rules have to judge."""
    if item.name not in _with_loose_links(plan):
        return []
    return [link for link in links(item) if not plan.knows(link.kind, link.id)]


def no_loose_links(ctx: Context) -> bool:
    """Whether every link of the plan leads to an item known under that id."""
    return not _with_loose_links(ctx.plan)


@memoized
def _with_loose_links(plan: Plan) -> frozenset[str]:
    """The names of the items that have loose links; one walk for all the rules that ask."""
    known = plan.items.keys() | plan.broken if plan.astray else ()
    loose = {name for name in plan.astray if not all(parent in known for parent in plan.parent_names[name])}
    others = chain.from_iterable(one for one in plan.alike if not _LINKING.isdisjoint(one[0].fields))
    for item in (*others, *plan.shadowed):
        if any(not plan.knows(link.kind, link.id) for link in links(item)):
            loose.add(item.name)
    return frozenset(loose)


def kinds_with(plan: Plan, identifier: str) -> list[str]:
    """Return the kinds of goals and actions that know this id."""
    return [kind for kind in (*(goal.kind for goal in GOALS), "tactic", "task") if plan.knows(kind, identifier)]


@memoized
def ids_of(plan: Plan, *kinds: str) -> Names:
    """Return the ids known of some kinds, broken ones included."""
    prefixes = tuple(f"{kind}." for kind in kinds)
    return Names(name.partition(".")[2] for name in (*plan.items, *plan.broken) if name.startswith(prefixes))


def serves(kind: str) -> str:
    """Return what an item of a kind serves, in words: `an outcome or a key result`."""
    return " or ".join(with_article(words_of(parent)) for parent in KINDS[kind].parent_kinds)
