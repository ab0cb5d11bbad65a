"""Every place where items refer to one: the fields that hold ids, and which kinds they name."""

from collections.abc import Iterator
from typing import NamedTuple

from planlint.model.items import Item, Measured
from planlint.model.plan import Plan
from planlint.text import Site

# Fields that hold ids of people or teams. `either` where both may be meant.
_PEOPLE = ("assignee", "owner", "with", "members", "lead")
_EITHER = ("assignee", "owner", "with")
_TEAMS = ("assignee", "owner", "with")  # an assignee should be a person, but a team is not unheard of
_PERIODS = ("period", "horizon", "start", "due")
BY_TEAM = ("asks", "agreed")
"""Fields whose own keys are the ids of teams."""


class Mention(NamedTuple):
    """A place that names an item: a text, after a prefix such as `key_result.`, or a key (`as_key`).

    `item` is the full name of the item it stands in; `either`: the field may name a person or a team.
    """

    site: Site
    item: str
    prefix: str = ""
    as_key: bool = False
    either: bool = False


def mentions(plan: Plan, item: Item) -> tuple[Mention, ...]:
    """Return the places where the plan's items refer to one by its id."""
    return tuple(mention for other in (*plan.items.values(), *plan.shadowed) for mention in _in(other, item))


def _in(other: Item, item: Item) -> Iterator[Mention]:
    if item.kind == "person":
        yield from _texts(other, _PEOPLE, item.id)
        yield from _values(other, "agreed", item.id)
    elif item.kind == "team":
        yield from _texts(other, _TEAMS, item.id)
        for field in BY_TEAM:
            if item.id in other.table(field):
                yield Mention(other.site.at(field, item.id), other.name, as_key=True)
    elif item.kind == "period":
        yield from _texts(other, _PERIODS, item.id)
        yield from _values(other, "milestones", item.id)
        if isinstance(other, Measured) and other.metric is not None and item.id in other.metric.path:
            yield Mention(other.site.at("metric", "path", item.id), other.name, as_key=True)
    else:
        yield from _of_goals_and_actions(other, item)


def _of_goals_and_actions(other: Item, item: Item) -> Iterator[Mention]:
    for site, kind, parent in other.written_parents():
        if kind == item.kind and parent == item.id:
            yield Mention(site, other.name)
    for site, text in other.id_sites("depends_on"):
        if text == item.name:
            yield Mention(site, other.name, prefix=f"{item.kind}.")
        elif text == item.id and other.kind == item.kind:
            yield Mention(site, other.name)
    if other.kind == item.kind:
        yield from _texts(other, ("continues",), item.id)


def _texts(other: Item, fields: tuple[str, ...], identifier: str) -> Iterator[Mention]:
    for field in fields:
        for site, text in other.id_sites(field):
            if text == identifier:
                yield Mention(site, other.name, either=field in _EITHER)


def _values(other: Item, field: str, identifier: str) -> Iterator[Mention]:
    for key, text in other.table(field).items():
        if text == identifier:
            yield Mention(other.site.at(field, key), other.name)
