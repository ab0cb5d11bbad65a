"""The fast yes or no: a JSON Schema compiled into closures, for the keywords that the shipped schemas use."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from planlint.schema.tables import HINT
from planlint.schema.types import followed, pattern

Check = Callable[[Any], object]
"""Whether a value fits: of a table with known keys its shape says so, its keys and then the types of its values."""
Shape = tuple[Any, ...]

_ANNOTATIONS = {"$schema", "$defs", "$comment", "title", "description", "default", "examples", HINT}
_KEYWORDS = {
    "object": {
        *("properties", "patternProperties", "propertyNames", "additionalProperties", "required"),
        *("minProperties", "not", "oneOf"),
    },
    "array": {"items"},
    "string": {"format", "enum"},
    "number": {"minimum", "maximum", "exclusiveMinimum"},
    "integer": {"minimum", "maximum", "exclusiveMinimum"},
    "boolean": set[str](),
}


# Values of which a check that takes these takes all of their type: no keyword understood here leaves out single ones.
# Of floats it cannot be said, because of those that are no numbers.
_SAMPLES: Mapping[type, tuple[Any, ...]] = {
    str: ("", "any text"),
    int: (0, 10**30, -(10**30)),
    bool: (True, False),
    date: (date.min, date.max),
}
_MOST_SHAPES = 1000
"""Of a table, that are remembered: a program that runs for days meets ever new ones."""


def compile_gate(root: Mapping[str, Any]) -> Check:
    """Return a predicate that says whether a value fits the schema.

    `ValueError` for a keyword or a form of one that is not known here: what is not understood must not pass.
    """
    return _Compiler(root, _anything).compile(root)


class NarrowGate:
    """Whether a value fits a schema, and has nothing in it but what that names, and plain values."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        compiler = _Compiler(root, _plain)
        self.fits = compiler.compile(root)
        self._of_items: dict[str, tuple[re.Pattern[str], Check]] = {}
        if "required" in root or _bounds(root):
            return  # what is asked of all keys together cannot be asked table by table
        for key, inner in root.get("properties", {}).items():
            table = followed(root, inner)
            keyed = None if _bounds(table) else compiler.keyed(table)
            if keyed is not None:
                self._of_items[key] = keyed

    def shapes(self, value: Mapping[str, Any]) -> list[Shape | None] | None:
        """Return the shapes of the tables of items that a document holds, in their order; None where it does not fit.

        One is None where nothing tells it.
        """
        found: list[Shape | None] = []
        others = {}
        for key, table in value.items():
            keyed = self._of_items.get(key)
            if keyed is None or type(table) is not dict:
                others[key] = table
                continue
            search, check = keyed[0].search, keyed[1]
            for name, inner in table.items():
                if search(name) is None:
                    return None
                shape = check(inner)
                if not shape:
                    return None
                found.append(shape if type(shape) is tuple else None)
        return found if not others or self.fits(others) else None


class Gates:
    """The gates of all parts of a schema, each compiled when it is asked first."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._compiler = _Compiler(root, _anything)
        self._gates: dict[int, Check] = {}

    def fits(self, part: Mapping[str, Any], value: Any) -> bool:
        """Whether a value fits a part of the schema."""
        if id(part) not in self._gates:
            self._gates[id(part)] = self._compiler.compile(part)
        return bool(self._gates[id(part)](value))


class _Compiler:
    """Compiles each definition once."""

    def __init__(self, root: Mapping[str, Any], anything: Check) -> None:
        self.root = root
        self.anything = anything
        self.compiled: dict[str, Check | None] = {}

    def compile(self, schema: Any) -> Check:
        if not isinstance(schema, dict):
            raise ValueError(f"a schema that is no object: {schema!r:.200}")
        keywords = schema.keys() - _ANNOTATIONS
        if not keywords or (keywords == {"additionalProperties"} and schema["additionalProperties"] is True):
            return self.anything
        if "$ref" in keywords:
            _only(schema, keywords, {"$ref"})
            return self.reference(schema["$ref"])
        if "anyOf" in keywords:
            _only(schema, keywords, {"anyOf"})
            return _any_of(tuple(self.compile(branch) for branch in schema["anyOf"]))
        kind = schema.get("type")
        if not isinstance(kind, str) or kind not in _KEYWORDS:
            raise ValueError(f"a schema without a known type: {dict(schema)!r:.200}")
        _only(schema, keywords, {"type"} | _KEYWORDS[kind])
        if kind == "object":
            return self.table(schema)
        if kind == "array":
            return _array(self.compile(schema.get("items", {})))
        if kind == "string":
            return _text(schema)
        return _boolean if kind == "boolean" else _number(kind, schema)

    def reference(self, name: str) -> Check:
        if name not in self.compiled:
            if not name.startswith("#/$defs/"):
                raise ValueError(f"a reference that leads out of the definitions: {name}")
            self.compiled[name] = None
            self.compiled[name] = self.compile(self.root["$defs"][name.removeprefix("#/$defs/")])
        check = self.compiled[name]
        if check is None:
            raise ValueError(f"a definition that refers to itself: {name}")
        return check

    def keyed(self, schema: Mapping[str, Any]) -> tuple[re.Pattern[str], Check] | None:
        """Return the form of all keys of a table, and the check of all its values; None where they are not alike."""
        patterns = schema.get("patternProperties", {})
        is_closed = schema.get("additionalProperties") is False
        if len(patterns) != 1 or not is_closed or schema.keys() & {"properties", "required", "propertyNames"}:
            return None
        ((text, inner),) = patterns.items()
        return pattern(text), self.compile(inner)

    def table(self, schema: Mapping[str, Any]) -> Check:
        if (keyed := self.keyed(schema)) is not None:
            return _bounded(_keyed_table(*keyed), _bounds(schema))
        patterns = [(pattern(text), self.compile(s)) for text, s in schema.get("patternProperties", {}).items()]
        known: dict[str, Check] = {}
        for key, inner in schema.get("properties", {}).items():
            if any(matches.search(key) for matches, _ in patterns):
                raise ValueError(f"a property that a pattern matches too: {key}")
            known[key] = self.compile(inner)
        rest = schema.get("additionalProperties", True)
        other = self.anything if rest is True else _nothing if rest is False else self.compile(rest)
        required = tuple(schema.get("required", ()))
        if "propertyNames" in schema:
            return _table(known, _named(schema, known, other), required, _bounds(schema))
        return _table(known, _unnamed(patterns, other), required, _bounds(schema))


def _named(schema: Mapping[str, Any], known: Mapping[str, Check], other: Check) -> Callable[[str, Any], object]:
    """Return the check of a key that is no property, where it has to have a form: by that, and as the rest."""
    names = schema["propertyNames"]
    if names.keys() != {"pattern"} or "patternProperties" in schema:
        raise ValueError(f"names of keys that are not understood: {dict(schema)!r:.200}")
    matches = pattern(names["pattern"]).search
    if unnamed := [key for key in known if not matches(key)]:
        raise ValueError(f"a property that must not be there: {unnamed[0]}")
    return lambda key, value: matches(key) is not None and other(value)


def _only(schema: Mapping[str, Any], keywords: set[str], understood: set[str]) -> None:
    if unknown := keywords - understood:
        raise ValueError(f"keywords that are not understood: {sorted(unknown)} in {dict(schema)!r:.200}")


def _exclusive(schema: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys that must not all be there; the only form of `not` that is understood."""
    refused = schema.get("not")
    if refused is None:
        return frozenset()
    if refused.keys() != {"required"}:
        raise ValueError(f"a `not` that is not understood: {refused!r:.200}")
    return frozenset(refused["required"])


def _alternatives(schema: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys of which exactly one must be there; the only form of `oneOf` that is understood."""
    branches = schema.get("oneOf", ())
    if any(branch.keys() != {"required"} or len(branch["required"]) != 1 for branch in branches):
        raise ValueError(f"a `oneOf` that is not understood: {branches!r:.200}")
    return frozenset(branch["required"][0] for branch in branches)


def _bounds(schema: Mapping[str, Any]) -> list[Check]:
    """Return what is said about a table as a whole: of its keys alone."""
    bounds: list[Check] = []
    if least := schema.get("minProperties", 0):
        bounds.append(lambda value: len(value) >= least)
    if exclusive := _exclusive(schema):
        bounds.append(lambda value: not exclusive <= value.keys())
    if alternatives := _alternatives(schema):
        bounds.append(lambda value: len(alternatives & value.keys()) == 1)
    return bounds


def _bounded(table: Check, bounds: list[Check]) -> Check:
    return (lambda value: table(value) and all(bound(value) for bound in bounds)) if bounds else table


def _table(
    known: Mapping[str, Check],
    unnamed: Callable[[str, Any], object],
    required: tuple[str, ...],
    bounds: list[Check],
) -> Check:
    # A plan has many tables and few shapes: what keys there are and of which types is judged once, and after that only
    # those values are looked at of which the type does not say enough.
    shapes: dict[Shape, tuple[Shape, tuple[tuple[str, Check], ...] | None]] = {}

    def left_to_check(value: dict[str, Any]) -> tuple[tuple[str, Check], ...] | None:
        """Return the checks of values that tables of this shape have to pass; None where none of them fits."""
        if any(key not in value for key in required) or not all(bound(value) for bound in bounds):
            return None
        checks = ((key, known.get(key) or partial(unnamed, key), type(inner)) for key, inner in value.items())
        return tuple(
            (key, check) for key, check, kind in checks if kind not in _SAMPLES or not all(map(check, _SAMPLES[kind]))
        )

    def table(value: Any) -> Shape | bool:
        if type(value) is not dict:
            return False
        shape = (*value, *map(type, value.values()))
        try:
            first, checks = shapes[shape]
        except KeyError:
            if len(shapes) >= _MOST_SHAPES:
                shapes.clear()
            first, checks = shapes[shape] = shape, left_to_check(value)
        if checks is None:
            return False
        for key, check in checks:
            if not check(value[key]):
                return False
        return first or True

    return table


def _keyed_table(matches: re.Pattern[str], check: Check) -> Check:
    """Return the check of a table of items: every key has one form, every value one shape."""
    search = matches.search

    def table(value: Any) -> bool:
        if type(value) is not dict:
            return False
        for key, inner in value.items():
            # A loop and not `all`: a generator would cost as much as the check.
            if search(key) is None:
                return False
            if not check(inner):
                return False
        return True

    return table


def _unnamed(patterns: list[tuple[re.Pattern[str], Check]], other: Check) -> Callable[[str, Any], object]:
    """Return the check of a key that is no property: by every pattern that matches, else as the rest."""
    searches = [(matches.search, check) for matches, check in patterns]

    def unnamed(key: str, value: Any) -> object:
        matched = False
        for search, check in searches:
            if search(key):
                matched = True
                if not check(value):
                    return False
        return matched or other(value)

    return unnamed


def _any_of(branches: tuple[Check, ...]) -> Check:
    if len(branches) == 2:
        first, second = branches
        return lambda value: first(value) or second(value)
    return lambda value: any(branch(value) for branch in branches)


def _array(element: Check) -> Check:
    return lambda value: type(value) is list and all(map(element, value))


def _text(schema: Mapping[str, Any]) -> Check:
    if "format" in schema:
        if schema["format"] != "date" or "enum" in schema:
            raise ValueError(f"a format that is not understood: {dict(schema)!r:.200}")
        return lambda value: type(value) is date
    if "enum" in schema:
        allowed = frozenset(schema["enum"])
        if not all(isinstance(text, str) for text in allowed):
            raise ValueError(f"an enumeration of other things than texts: {schema['enum']!r:.200}")
        return lambda value: type(value) is str and value in allowed
    return lambda value: type(value) is str


def _number(kind: str, schema: Mapping[str, Any]) -> Check:
    has_bounds = schema.keys() & {"minimum", "maximum", "exclusiveMinimum"}
    least = schema.get("minimum", -math.inf)
    most = schema.get("maximum", math.inf)
    above = schema.get("exclusiveMinimum", -math.inf)

    def number(value: Any) -> bool:
        return type(value) is int or (type(value) is float and -math.inf < value < math.inf)

    def integer(value: Any) -> bool:
        return type(value) is int

    has_type = integer if kind == "integer" else number
    if not has_bounds:
        return has_type
    if "exclusiveMinimum" in has_bounds:
        return lambda value: has_type(value) and above < value and least <= value <= most
    return lambda value: has_type(value) and least <= value <= most


def _boolean(value: Any) -> bool:
    return type(value) is bool


def _anything(value: Any) -> bool:
    return True


def _plain(value: Any) -> bool:
    """Whether a value holds no others, and is neither a time nor a moment."""
    return type(value) in (str, int, float, bool, date)


def _nothing(value: Any) -> bool:
    return False
