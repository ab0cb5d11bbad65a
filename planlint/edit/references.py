"""Every place where items refer to one: the fields that hold ids, and which kinds they name."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planlint.model import KINDS, Item, Plan
from planlint.text import Pointer, Site

_EITHER = ("assignee", "owner", "with")  # an assignee should be a person, but a team is not unheard of
_IN_TEAM = ("members", "lead")
_PERIODS = ("period", "horizon", "start", "due")
BY_TEAM = ("asks", "agreed")
"""Fields whose own keys are the ids of teams."""


def kinds_named_at(kind: str, route: Pointer) -> tuple[str, ...]:
    """Return the kinds whose ids may stand at a route inside an item of a kind, as a text; none where it holds no id.

    `("key_result",)` of a tactic names key results; the elements of an array are named by its route.
    """
    names = [key for key in route if isinstance(key, str)]
    if not names or kind not in KINDS:
        return ()
    field = names[0]
    if len(names) > 1:
        return {"milestones": ("period",), "agreed": ("person",)}.get(field, ()) if len(names) == 2 else ()
    if field in KINDS[kind].parent_kinds:
        return (field,)
    if field in ("depends_on", "continues"):
        return (kind,)
    if field in _EITHER:
        return ("person", "team")
    if field in _IN_TEAM and kind == "team":
        return ("person",)
    return ("period",) if field in _PERIODS else ()


def kinds_of_keys_at(route: Pointer) -> tuple[str, ...]:
    """Return the kinds whose ids are the keys of the table at a route inside an item; none of any other table."""
    if len(route) == 1 and route[0] in BY_TEAM:
        return ("team",)
    return ("period",) if route == ("metric", "path") else ()


def named_at(plan: Plan, item: Item, route: Pointer) -> Item | None:
    """Return the item that the text, or the key, at a route inside an item names; None where it names none."""
    text: object = item.fields
    for key in route:
        try:
            text = text[key]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    kinds = kinds_of_keys_at(route[:-1])
    if kinds:
        found = plan.resolve(kinds[0], str(route[-1]))
        if found is not None or not isinstance(text, str):
            return found
    if not isinstance(text, str):
        return None
    kind, dot, identifier = text.partition(".")
    if route[0] == "depends_on" and dot and kind in KINDS:
        return plan.resolve(kind, identifier)
    return next((found for kind in kinds_named_at(item.kind, route) if (found := plan.resolve(kind, text))), None)


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
    for route, value in _values(other.fields):
        if route[-1] == item.id and item.kind in kinds_of_keys_at(route[:-1]):
            yield Mention(other.site.at(*route), other.name, as_key=True)
        if value == item.id:
            kinds = kinds_named_at(other.kind, route)
            if item.kind in kinds:
                yield Mention(other.site.at(*route), other.name, either=len(kinds) > 1)
        elif value == item.name and route[0] == "depends_on":
            yield Mention(other.site.at(*route), other.name, prefix=f"{item.kind}.")


def _values(inside: Any, above: Pointer = ()) -> Iterator[tuple[Pointer, object]]:
    """Yield what is in a table or a list, at whatever depth, with the routes that lead there."""
    for key, value in inside.items() if isinstance(inside, Mapping) else enumerate(inside):
        yield (*above, key), value
        if isinstance(value, (Mapping, list)):
            yield from _values(value, (*above, key))
