"""What a JSON Schema says about its tables: which keys they have, and where else a key would belong."""

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.schema.types import pattern
from planlint.text import Pointer

Json = Mapping[str, Any]
HINT = "x-planlint-hint"


class Tables:
    """The tables of one schema, looked up by route.

    `kinds` are the top-level tables whose own keys are ids; a configuration has none.
    """

    def __init__(self, root: Json) -> None:
        self._root = root
        self._resolutions: dict[int, Json] = {}
        self._fields: dict[str, tuple[str, ...]] = {}
        tops = root.get("properties", {})
        self.kinds = tuple(name for name in tops if "patternProperties" in self._resolved(tops[name]))

    def at(self, pointer: Pointer) -> Json:
        """Return the schema of what stands at a route; empty where the schema says nothing about it."""
        schema = self._root
        for key in pointer:
            schema = self._inside(schema, str(key))
        return schema

    def keys(self, pointer: Pointer) -> tuple[str, ...]:
        """Return the names that the table at a route may hold."""
        return tuple(self.at(pointer).get("properties", ()))

    def fields(self, kind: str) -> tuple[str, ...]:
        """Return the names that an item of a kind may hold."""
        if kind not in self._fields:
            item: Json = next(iter(self.at((kind,)).get("patternProperties", {}).values()), {})
            self._fields[kind] = tuple(self._resolved(item).get("properties", ()))
        return self._fields[kind]

    def kinds_with(self, field: str) -> tuple[str, ...]:
        """Return the kinds whose items may hold a field."""
        return tuple(kind for kind in self.kinds if field in self.fields(kind))

    def other_name(self, pointer: Pointer) -> str | None:
        """Return the key that people also call by the name a route ends in, among those of its table."""
        *table, name = pointer
        called = (key for key in self.keys(tuple(table)) if str(name).lower() in hint(self.at((*table, key)), "names"))
        return next(called, None)

    def homes(self, pointer: Pointer) -> Iterator[Pointer]:
        """Yield where a misplaced key would be known: in a table above, or in one beside or below.

        Nearest first. Of a plan nothing above the item counts.
        """
        *container, name = pointer
        outermost = 2 if self.kinds else 0
        for length in range(len(container), outermost - 1, -1):
            above = tuple(container[:length])
            keys = self.keys(above)
            if name in keys and length < len(container):
                yield (*above, name)
            yield from ((*above, key, name) for key in keys if name in self.keys((*above, key)))

    def _inside(self, schema: Json, key: str) -> Json:
        if key in schema.get("properties", ()):
            return self._resolved(schema["properties"][key])
        for text, inner in schema.get("patternProperties", {}).items():
            if pattern(text).search(key):
                return self._resolved(inner)
        names = schema.get("propertyNames")
        if names is not None and not pattern(names["pattern"]).search(key):
            return {}
        rest = schema.get("additionalProperties")
        return self._resolved(rest) if isinstance(rest, Mapping) else {}

    def _resolved(self, schema: Json) -> Json:
        """Follow references; of several alternatives the table is meant."""
        known = self._resolutions.get(id(schema))
        if known is None:
            known = self._resolutions[id(schema)] = self._followed(schema)
        return known

    def _followed(self, schema: Json) -> Json:
        if "$ref" in schema:
            return self._resolved(self._root["$defs"][schema["$ref"].removeprefix("#/$defs/")])
        branches = [self._resolved(branch) for branch in schema.get("anyOf", ())]
        return next((branch for branch in branches if branch.get("type") == "object"), schema)


def hint(schema: Json, part: str) -> Any:
    """Return what a schema says for people: other `names` of a key, other `values`, `help`, whether it is a `share`."""
    return schema.get(HINT, {}).get(part, {})
