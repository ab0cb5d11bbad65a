"""What is wrong with a document's shape, told to the person who wrote it: one fault, one finding."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from planlint.diagnostic import Problem, Remedy, Rename, Replace
from planlint.nearest import clear, nearest
from planlint.schema import ids
from planlint.schema.coerce import value_meant
from planlint.schema.errors import ShapeError, alternative_keys, mistakes
from planlint.schema.phrases import (
    alternatives,
    dotted,
    is_array_of_tables,
    quoted,
    range_in_words,
    together,
    type_in_words,
    value_in_words,
    way_to_type,
    written,
)
from planlint.schema.tables import Json, Tables, hint
from planlint.schema.unknown_keys import UnknownKeys
from planlint.schema.violation import Violation
from planlint.text import Part, Pointer, Site
from planlint.toml import Document, value_at
from planlint.toml.literal import literal


def violations(validator: Any, tables: Tables, document: Document, table: Pointer) -> list[Violation]:
    """Return what is wrong with the table at a route of a document, in the order of the text."""
    value = value_at(document.value, table)
    found = mistakes(validator, {} if value is None else value)
    return _Explainer(tables, document, table).run(found) if found else []


class _Explainer:
    """Turns the mistakes in one table of one document into violations."""

    def __init__(self, tables: Tables, document: Document, table: Pointer) -> None:
        self.tables = tables
        self.document = document
        self.table = table
        self.value = value_at(document.value, table)
        self.keys = UnknownKeys(tables, document, table)

    def run(self, found: list[ShapeError]) -> list[Violation]:
        headless = self._headless_kinds() if isinstance(self.value, dict) else {}
        result = [self._headless(kind, fields) for kind, fields in headless.items()]
        found = [one for one in found if not _within(one.pointer, headless)]
        unknown = [one for one in found if one.keyword == "additionalProperties"]
        meant = self.keys.meant(one.pointer for one in unknown)
        for mistake in found:
            if meant.intersection(_absent(mistake)):
                continue  # the key is there, misspelt or misplaced, and that is said already
            result.append(self._violation(mistake))
        return sorted(result, key=self._order)

    def _order(self, violation: Violation) -> tuple[int, str]:
        site = violation.problem.site
        return self.document.locate(site.pointer, site.part).start, violation.code

    def _violation(self, mistake: ShapeError) -> Violation:
        if mistake.keyword == "additionalProperties":
            return self._unknown(mistake)
        explanations: Mapping[str, Callable[[ShapeError], Violation]] = {
            "anyOf": self._wrong_type,
            "enum": self._not_in_list,
            "minProperties": self._too_few,
            "not": lambda mistake: self._both(mistake, mistake.schema["not"]["required"]),
            "oneOf": self._not_one,
            "required": self._missing,
            "type": self._wrong_type,
        }
        return explanations.get(mistake.keyword, self._out_of_range)(mistake)

    # Keys

    def _unknown(self, mistake: ShapeError) -> Violation:
        pointer = mistake.pointer
        if self.tables.kinds and len(pointer) == 1:
            return self._unknown_kind(pointer, mistake.value)
        if self.tables.kinds and len(pointer) == 2:
            name = str(pointer[1])
            return self._finding("PL106", pointer, f"{quoted(name)} cannot be an id", ids.way_to_id(name), "key")
        message = f"unknown key `{self._label(pointer)}`"
        help = self.keys.help(pointer, mistake.value)
        return self._finding("PL101", pointer, message, help, "key", self._renamed(pointer))

    def _renamed(self, pointer: Pointer) -> Remedy | None:
        meant, is_clear = self.keys.clearly_meant(pointer)
        return Remedy((Rename(self._site(pointer, "key"), meant),), is_clear) if meant is not None else None

    def _unknown_kind(self, pointer: Pointer, value: Any) -> Violation:
        name = str(pointer[0])
        label = dotted(pointer)
        is_table = isinstance(value, dict) or is_array_of_tables(value)
        kinds = self.tables.kinds_with(name)
        if is_table and not kinds:
            kind = self.tables.other_name(pointer) or nearest(name, self.tables.kinds)
            help = f"did you mean `[{kind}.ID]`?"
            if kind is None:
                help = f"the kinds are {alternatives(self.tables.kinds)}"
            return self._finding("PL105", pointer, f"unknown kind `{label}`", help, "key")
        kind = kinds[0] if len(kinds) == 1 else "kind"
        if is_table:
            help = f"it belongs in one: [{kind}.ID.{label}]"
            return self._finding("PL105", pointer, f"`{label}` stands outside any item", help, "key")
        help = f"put it below a [{kind}.ID] header"
        if not kinds:
            help += ", or begin its name with `x-`"
        return self._finding("PL105", pointer, f"`{label}` stands outside any table", help, "key")

    def _missing(self, mistake: ShapeError) -> Violation:
        *table, name = mistake.pointer
        message = f"{dotted(table) or 'the configuration'} has no `{name}`"
        return self._finding("PL102", mistake.pointer, message, self._way_to_add(mistake.pointer), "header")

    def _way_to_add(self, pointer: Pointer) -> str:
        means = str(self.tables.at(pointer).get("description", "")).partition(". ")[0].rstrip(".")
        return f"add `{pointer[-1]}`: {means[:1].lower()}{means[1:]}"

    def _headless_kinds(self) -> Mapping[str, list[str]]:
        """Return the kinds whose table holds an item's fields itself: `[objective]` without an id."""
        found = {}
        for kind in self.tables.kinds:
            table = self.value.get(kind)
            if isinstance(table, dict):
                known = self.tables.fields(kind)
                fields = [key for key in table if key in known]
                if any(not isinstance(table[key], dict) for key in fields):
                    found[kind] = fields
        return found

    def _headless(self, kind: str, fields: list[str]) -> Violation:
        named = together(f"`{field}`" for field in fields[:3])
        message = f"{kind} has no id here: {named} {'stands' if len(fields) == 1 else 'stand'} in no item"
        return self._finding("PL103", (kind,), message, f"write [{kind}.ID]", "header")

    # Values

    def _wrong_type(self, mistake: ShapeError) -> Violation:
        if isinstance(mistake.value, float) and mistake.schema.get("type") == "number":
            return self._not_finite(mistake)
        pointer = mistake.pointer
        takes = type_in_words(mistake.schema)
        message = f"{self._label(pointer)} is {value_in_words(mistake.value)}; it takes {takes}"
        return self._finding("PL103", pointer, message, self._way_to_type(mistake), remedy=self._retyped(mistake))

    def _retyped(self, mistake: ShapeError) -> Remedy | None:
        """The same value with the type it should have, where the words for it say nothing else."""
        if len(mistake.pointer) <= 2 or self.keys.home(mistake.pointer) is not None or "enum" in mistake.schema:
            return None
        meant = value_meant(mistake.value, mistake.schema)
        return Remedy((Replace(self._site(mistake.pointer), meant.value),)) if meant and meant.certain else None

    def _way_to_type(self, mistake: ShapeError) -> str | None:
        pointer, value = mistake.pointer, mistake.value
        if len(pointer) in (1, 2) and pointer[0] in self.tables.kinds:
            header = f"[{dotted(pointer)}.ID]" if len(pointer) == 1 else f"[{dotted(pointer)}]"
            if is_array_of_tables(value):
                return f"write {header}, with one pair of brackets"
            return f"an item is a table: begin it with {header}"
        if (home := self.keys.home(pointer)) is not None:
            return self.keys.way_home(pointer, home)
        if isinstance(value, dict) and pointer[-1] in self.tables.kinds:
            return self.keys.side_by_side(str(pointer[-1]), value)
        if (help := self._hint(mistake, _case(value))) is not None:
            return help
        if "enum" in mistake.schema:
            return f"write {alternatives([quoted(word) for word in mistake.schema['enum']])}"
        if not self.tables.kinds and mistake.schema.get("type") == "object" and pointer:
            return f"begin it with `[{dotted(self.table + pointer)}]`"
        return way_to_type(value, mistake.schema) or _example(mistake.schema)

    def _hint(self, mistake: ShapeError, case: str) -> str | None:
        """What the schema advises for a kind of fault; `{key}` in it is the key that has the value."""
        help: str | None = hint(mistake.schema, "help").get(case)
        return None if help is None else help.replace("{key}", str(mistake.pointer[-1]))

    def _not_finite(self, mistake: ShapeError) -> Violation:
        label, value = self._label(mistake.pointer), written(mistake.value)
        message = f"{label} is {value}; it takes a finite number"
        return self._finding("PL104", mistake.pointer, message, "leave it out until it is known")

    def _not_in_list(self, mistake: ShapeError) -> Violation:
        allowed = mistake.schema["enum"]
        value = str(mistake.value)
        near = hint(mistake.schema, "values").get(value.lower().replace("_", "-").replace(" ", "-"))
        near = near or nearest(value, allowed) or nearest(value.replace(" ", "-"), allowed)
        message = f"{self._label(mistake.pointer)} is {quoted(value)}; it takes {alternatives(allowed)}"
        help = f'did you mean "{near}"?' if near else self._hint(mistake, "enum")
        return self._finding("PL104", mistake.pointer, message, help, remedy=self._listed(mistake, near))

    def _listed(self, mistake: ShapeError, near: str | None) -> Remedy | None:
        allowed = mistake.schema["enum"]
        value = str(mistake.value)
        meant = clear(value, allowed) or clear(value.replace(" ", "-"), allowed)
        if meant is None and near is None:
            return None
        return Remedy((Replace(self._site(mistake.pointer), meant or near),), safe=meant is not None)

    def _out_of_range(self, mistake: ShapeError) -> Violation:
        label, value = self._label(mistake.pointer), mistake.value
        message = f"{label} is {written(value)}; it takes {range_in_words(mistake.schema)}"
        help = None
        if hint(mistake.schema, "share") and 2 <= value <= 100:  # a little more than 1 is no share of anything else
            of_ten = f"{value / 10:g} for {value:g} of 10, or " if value <= 10 else ""
            help = f"write {of_ten}{value / 100:g}" + (f" for {value:g} %" if of_ten else "")
        return self._finding("PL104", mistake.pointer, message, help)

    def _too_few(self, mistake: ShapeError) -> Violation:
        message = f"{self._label(mistake.pointer)} has no step; it takes 1 or more"
        return self._finding("PL104", mistake.pointer, message, self._hint(mistake, "minProperties"), "key")

    def _not_one(self, mistake: ShapeError) -> Violation:
        keys = alternative_keys(mistake.schema)
        if any(key in mistake.value for key in keys):
            return self._both(mistake, [key for key in keys if key in mistake.value])
        message = f"{dotted(self.table + mistake.pointer)} has neither {' nor '.join(f'`{key}`' for key in keys)}"
        help = "; or ".join(self._way_to_add((*mistake.pointer, key)) for key in keys)
        return self._finding("PL104", mistake.pointer, message, help, "header")

    def _both(self, mistake: ShapeError, keys: list[str]) -> Violation:
        routes = [(*self.table, *mistake.pointer, key) for key in keys]
        first, *_, last = sorted(routes, key=lambda route: self.document.locate(route, "key").start)
        named = " and ".join(f"`{key}`" for key in keys)
        problem = Problem(
            Site(self.document.source.path, last, "key"),
            f"{dotted(mistake.pointer)} has both {named}",
            help=self._hint(mistake, mistake.keyword),
            related=((Site(self.document.source.path, first, "key"), f"`{first[-1]}` stands here"),),
        )
        return Violation("PL104", problem)

    def _label(self, pointer: Pointer) -> str:
        """Return a route as its writer knows it: of a plan without the item it stands in."""
        inside = pointer[2:] if self.tables.kinds and len(pointer) > 2 else pointer
        return dotted(inside) or dotted(self.table) or "the file"

    def _site(self, pointer: Pointer, part: Part = "value") -> Site:
        return Site(self.document.source.path, self.table + pointer, part)

    def _finding(
        self,
        code: str,
        pointer: Pointer,
        message: str,
        help: str | None,
        part: Part = "value",
        remedy: Remedy | None = None,
    ) -> Violation:
        return Violation(code, Problem(self._site(pointer, part), message, help=help, remedy=remedy))


def _absent(mistake: ShapeError) -> list[Pointer]:
    """Return the routes of the keys that a mistake says are missing; of several that may stand there, all."""
    if mistake.keyword == "required":
        return [mistake.pointer]
    if mistake.keyword == "oneOf":
        return [(*mistake.pointer, key) for key in alternative_keys(mistake.schema) if key not in mistake.value]
    return []


def _within(pointer: Pointer, headless: Mapping[str, list[str]]) -> bool:
    return len(pointer) >= 2 and pointer[1] in headless.get(str(pointer[0]), ())


def _case(value: Any) -> str:
    """What kind of value is written, as the hints of a schema name it."""
    if isinstance(value, list):
        return "several" if len(value) > 1 else "array"
    return "date" if isinstance(value, date | time) else "text" if isinstance(value, str) else ""


def _example(schema: Json) -> str | None:
    short = [text for text in map(literal, schema.get("examples", ())) if len(text) <= 32]
    return f"for example {short[0]}" if short else None
