"""A new item: an id that is free, and its table in the canonical layout."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from planlint.edit.fields import Fields
from planlint.edit.toml_text import key_text
from planlint.model.naming import ids_of_kind
from planlint.model.plan import Plan
from planlint.schema.ids import id_from
from planlint.toml.literal import literal

_LONGEST_ID = 40


def free_id(plan: Plan, kind: str, title: str, taken: Collection[str] = ()) -> str:
    """Return an id for a title that no item of the kind has, had or could be taken for; `taken` are others in use."""
    whole = (id_from(title.lower()) or kind.replace("_", "-")).strip("-_")
    words = re.sub("-{2,}", "-", whole)
    short = words if len(words) <= _LONGEST_ID else words[: _LONGEST_ID + 1].rpartition("-")[0] or words[:_LONGEST_ID]
    former = [name.partition(".")[2] for name in plan.former if name.startswith(f"{kind}.")]
    used = {_alike(one) for one in (*ids_of_kind(plan, kind), *former, *taken)}
    name, number = short, 1
    while _alike(name) in used:
        number += 1
        name = f"{short[: _LONGEST_ID - len(str(number)) - 1].rstrip('-')}-{number}"
    return name


def item_text(name: str, values: Mapping[tuple[str, ...], Any], fields: Fields) -> str:
    """Return the table of an item, by its full name, in the canonical layout: a value a line."""
    header = name.split(".", 1)
    routes = sorted(values, key=lambda route: fields.rank((*header, *route)))
    lines = [f"[{key_text(header)}]", *(f"{key_text(route)} = {literal(values[route])}" for route in routes)]
    return "".join(f"{line}\n" for line in lines)


def appended(text: str, tables: str, newline: str) -> str:
    """Return the text of a plan file with tables behind all that it has."""
    before = text if not text.strip() else f"{text.rstrip()}{newline}{newline}"
    return before + tables.replace("\n", newline)


def _alike(identifier: str) -> str:
    return identifier.lower().replace("_", "").replace("-", "")
