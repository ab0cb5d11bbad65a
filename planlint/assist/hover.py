"""What there is to say about a word: the item that it means, the key that it is, or the rule that it names."""

from datetime import date
from typing import NamedTuple

from planlint.assist.cursor import item_at, spot_at
from planlint.lint.waivers import Waiver, waivers_in
from planlint.load import Loaded
from planlint.model import Item
from planlint.model.item_state import ItemState, standing
from planlint.rules import find_rule
from planlint.rules.rule import Rule
from planlint.schema.tables import Json, Tables
from planlint.text import Span


class ItemHover(NamedTuple):
    """An item as it stands, and the items above it up to its purpose."""

    state: ItemState
    above: tuple[Item, ...]


class KeyHover(NamedTuple):
    """A key: its name, what the schema says about it, and the values that it takes, where they are few."""

    name: str
    meaning: str
    values: tuple[str, ...]


class Hover(NamedTuple):
    """What there is to say, and about which word."""

    about: ItemHover | KeyHover | Rule
    span: Span


def hover(loaded: Loaded, tables: Tables, path: str, offset: int, today: date, stale_days: int) -> Hover | None:
    """Return what there is to say about the word at an offset; None where there is nothing."""
    document = loaded.documents.get(path)
    if document is None:
        return None
    meant = item_at(loaded, path, offset)
    if meant is not None:
        item, span = meant
        state = standing(loaded.plan, item, today, stale_days)
        return Hover(ItemHover(state, loaded.plan.chain(item)[1:]), span)
    for waiver in waivers_in(document.text, document.value):
        if isinstance(waiver, Waiver):
            for selector in waiver.selectors:
                rule = find_rule(selector.text) if selector.span.holds(offset) else None
                if rule is not None:
                    return Hover(rule, selector.span)
    spot = spot_at(document, offset)
    if spot is None or spot.part == "value":
        return None
    schema = tables.at(spot.pointer)
    meaning = schema.get("description")
    if not isinstance(meaning, str):
        return None
    return Hover(KeyHover(str(spot.pointer[-1]), meaning, values_of(schema)), spot.span)


def values_of(schema: Json) -> tuple[str, ...]:
    """Return the texts that a schema allows, where it lists them."""
    branches = (schema, *schema.get("anyOf", ()))
    found = [str(value) for branch in branches for value in branch.get("enum", ())]
    is_boolean = any(branch.get("type") == "boolean" for branch in branches)
    return (*found, *(("true", "false") if is_boolean else ()))
