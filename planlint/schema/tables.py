"""What a JSON Schema says about its tables: which keys they have, and where else a key would belong."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from planlint.schema.types import followed, pattern
from planlint.text import Pointer

Json = Mapping[str, Any]
HINT = "x-planlint-hint"
_NOTHING: Json = {}
_MOST_ROUTES = 10_000
"""That are remembered: a program that runs for days meets ever new ones."""


class _Names(NamedTuple):
    """The keys of a table, by other names that people have for them, and by what the tables below them hold."""

    keys: tuple[str, ...]
    called: Mapping[str, str]
    holding: Mapping[str, list[str]]


class Tables:
    """The tables of one schema, looked up by route.

    `kinds` are the top-level tables whose own keys are ids; a configuration has none.
    """

    def __init__(self, root: Json) -> None:
        self._root = root
        self._resolutions: dict[int, Json] = {}
        self._at: dict[Pointer, Json] = {}
        self._names: dict[int, _Names] = {}
        self._fields: dict[str, tuple[str, ...]] = {}
        tops = root.get("properties", {})
        self.kinds = tuple(name for name in tops if "patternProperties" in self._resolved(tops[name]))

    def at(self, pointer: Pointer) -> Json:
        """Return the schema of what stands at a route; empty where the schema says nothing about it."""
        known = self._at.get(pointer)
        if known is None:
            if len(self._at) >= _MOST_ROUTES:
                self._at.clear()
            known = self._inside(self.at(pointer[:-1]), str(pointer[-1])) if pointer else self._root
            self._at[pointer] = known
        return known

    def keys(self, pointer: Pointer) -> tuple[str, ...]:
        """Return the names that the table at a route may hold."""
        return self._names_at(pointer).keys

    def fields(self, kind: str) -> tuple[str, ...]:
        """Return the names that an item of a kind may hold."""
        if kind not in self._fields:
            item: Json = next(iter(self.at((kind,)).get("patternProperties", {}).values()), {})
            self._fields[kind] = tuple(self._resolved(item).get("properties", ()))
        return self._fields[kind]

    def kinds_with(self, field: str) -> tuple[str, ...]:
        """Return the kinds whose items may hold a field."""
        return self._kinds_by_field.get(field, ())

    @cached_property
    def _kinds_by_field(self) -> Mapping[str, tuple[str, ...]]:
        fields = dict.fromkeys(field for kind in self.kinds for field in self.fields(kind))
        return {field: tuple(kind for kind in self.kinds if field in self.fields(kind)) for field in fields}

    def other_name(self, pointer: Pointer) -> str | None:
        """Return the key that people also call by the name a route ends in, among those of its table."""
        return self._names_at(pointer[:-1]).called.get(str(pointer[-1]).lower())

    def homes(self, pointer: Pointer) -> Iterator[Pointer]:
        """Yield where a misplaced key would be known: in a table above, or in one beside or below.

        Nearest first. Of a plan nothing above the item counts.
        """
        *container, name = pointer
        outermost = 2 if self.kinds else 0
        for length in range(len(container), outermost - 1, -1):
            above = tuple(container[:length])
            names = self._names_at(above)
            if name in names.keys and length < len(container):
                yield (*above, name)
            yield from ((*above, key, name) for key in names.holding.get(str(name), ()))

    def _names_at(self, pointer: Pointer) -> _Names:
        table = self.at(pointer)
        if id(table) not in self._names:
            inner = {key: self._inside(table, key) for key in table.get("properties", ())}
            called: dict[str, str] = {}
            holding: dict[str, list[str]] = {}
            for key, schema in inner.items():
                for name in hint(schema, "names"):
                    called.setdefault(name, key)
                for name in schema.get("properties", ()):
                    holding.setdefault(name, []).append(key)
            self._names[id(table)] = _Names(tuple(inner), called, holding)
        return self._names[id(table)]

    def _inside(self, schema: Json, key: str) -> Json:
        if key in schema.get("properties", ()):
            return self._resolved(schema["properties"][key])
        for text, inner in schema.get("patternProperties", {}).items():
            if pattern(text).search(key):
                return self._resolved(inner)
        names = schema.get("propertyNames")
        if names is not None and not pattern(names["pattern"]).search(key):
            return _NOTHING
        rest = schema.get("additionalProperties")
        return self._resolved(rest) if isinstance(rest, Mapping) else _NOTHING

    def _resolved(self, schema: Json) -> Json:
        """Follow references; of several alternatives the table is meant."""
        known = self._resolutions.get(id(schema))
        if known is None:
            known = self._resolutions[id(schema)] = self._followed(schema)
        return known

    def _followed(self, schema: Json) -> Json:
        if "$ref" in schema:
            return self._resolved(followed(self._root, schema))
        branches = [self._resolved(branch) for branch in schema.get("anyOf", ())]
        return next((branch for branch in branches if branch.get("type") == "object"), schema)


def hint(schema: Json, part: str) -> Any:
    """Return what a schema says for people: other `names` of a key, other `values`, `help`, whether it is a `share`."""
    return schema.get(HINT, {}).get(part, {})
