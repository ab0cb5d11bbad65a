"""Values of fields as they are compared: their JSON form, a table's leaves, equality."""

import math
from collections.abc import Mapping
from datetime import date, time
from itertools import compress
from operator import is_not
from typing import Any

Keys = tuple[str, ...]


def json_form(value: Any) -> Any:
    """Return a TOML value as JSON can hold it: dates and times in ISO form, `nan` and `inf` as texts."""
    if isinstance(value, (str, int)):  # with bool
        return value
    if isinstance(value, dict):
        return {key: json_form(one) for key, one in value.items()}
    if isinstance(value, list):
        return [json_form(one) for one in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    raise TypeError(f"no TOML value: {type(value).__name__}")


def leaves(value: Any, keys: Keys = ()) -> dict[Keys, Any]:
    """Return what a value is made of by the keys that lead to it, in JSON form.

    Tables are followed; arrays are whole, and so is a table that has nothing in it. None has no leaves.
    """
    if isinstance(value, dict) and value:
        found: dict[Keys, Any] = {}
        for key, inner in value.items():
            found.update(leaves(inner, (*keys, key)))
        return found
    return {} if value is None else {keys: json_form(value)}


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal: 40 is 40.0, but true is not 1."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)


def changed_leaves(old: Mapping[str, Any], new: Mapping[str, Any], within: Keys = ()) -> dict[Keys, tuple[Any, Any]]:
    """Return the leaves that differ between two tables as (before, after); None stands for absent.

    `within` are the keys that lead to both tables.
    """
    found: dict[Keys, tuple[Any, Any]] = {}
    came = () if new.keys() <= old.keys() else [key for key in new if key not in old]
    # Nearly every field of an item that changed at all is the same object: these are passed over in C.
    for key in (*compress(old, map(is_not, old.values(), map(new.get, old))), *came):
        before, after = old.get(key), new.get(key)
        if type(before) is str and before == after:
            continue
        if not (isinstance(before, dict) or isinstance(after, dict)):
            one = None if before is None else json_form(before)
            other = None if after is None else json_form(after)
            if not same(one, other):
                found[*within, key] = one, other
            continue
        if before and after and isinstance(before, dict) and isinstance(after, dict):
            found.update(changed_leaves(before, after, (*within, key)))
            continue
        was, now = leaves(before, (*within, key)), leaves(after, (*within, key))
        for keys in {**was, **now}:
            if not (keys in was and keys in now and same(was[keys], now[keys])):
                found[keys] = (was.get(keys), now.get(keys))
    return found
