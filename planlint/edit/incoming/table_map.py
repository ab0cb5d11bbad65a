"""Maps from the columns of a table to the fields of a plan."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from planlint.edit.errors import EditError
from planlint.edit.fields import Fields
from planlint.model import KINDS, words_of
from planlint.model.naming import WORK_KINDS, did_you_mean
from planlint.schema import Schema
from planlint.toml import Fault, read

_OWN = ("title", "id", "parent", "kind")
OPEN = "open"
"""The word for a status that says only that something has not ended."""

Meaning = str | Mapping[str, str]


@dataclass(frozen=True)
class TableMap:
    """Which columns fill which field, by dotted name; and how words of a field are understood.

    One that is shipped names more columns than most tables have; of another each is meant.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, Meaning]] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)
    from_above: frozenset[str] = frozenset()
    is_shipped: bool = False

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a row can be the header: it has a column for all that makes an item."""
        there = {folded(cell) for cell in header}
        always = () if self.is_shipped else ("id", "parent")
        needed = [name for name in self.columns if name in ("title", *always) or name in WORK_KINDS]
        needed += [name for name in ("kind",) if name in self.columns and name not in self.always]
        return all(any(folded(one) in there for one in self.columns[name]) for name in needed)

    def missing(self, header: Sequence[str]) -> list[str]:
        """Return the columns that a map of somebody's own names and a table does not have."""
        there = {folded(cell) for cell in header}
        absent = [names for names in self.columns.values() if not any(folded(one) in there for one in names)]
        return [] if self.is_shipped else [names[0] for names in absent if names]

    def meaning(self, name: str, text: str, kind: str) -> str | None:
        """Return what the word of a field means for a kind, None where the map does not know it."""
        found = self.values.get(name, {}).get(folded(text))
        return found.get(kind, "") if isinstance(found, Mapping) else found


def folded(text: str) -> str:
    """Return a word as it is compared: in lower case, with one space for spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", " ", text.casefold()).strip()


def table_map(
    name: str, path: str, data: bytes, schema: Schema, fields: Fields, *, is_shipped: bool = False
) -> TableMap:
    """Return the map in a TOML file; `EditError` at the first thing that is wrong."""
    try:
        document = read(path, data)
    except Fault as fault:
        raise EditError(f"{path}: {fault.with_line}", fault.help) from None
    if not schema.accepts(document.value):
        problem = schema.explain(document)[0].problem
        line = document.source.position(document.locate(problem.site.pointer, problem.site.part).start).line
        raise EditError(f"{path}:{line}: {problem.message}", problem.help)
    made = replace(_made(name, document.value), is_shipped=is_shipped)
    _require_sense(path, made, fields)
    return made


def _made(name: str, value: Mapping[str, Any]) -> TableMap:
    written = dict(value["columns"])
    columns = {
        **{key: _headers(one) for key, one in written.items() if key != "metric"},
        **{f"metric.{key}": _headers(one) for key, one in written.get("metric", {}).items()},
    }
    rules = {key: one for key, one in value.items() if isinstance(one, dict) and key != "columns"}
    columns |= {key: _headers(one["column"]) for key, one in rules.items() if "column" in one}
    return TableMap(
        name,
        columns,
        {key: {folded(word): said for word, said in one.get("values", {}).items()} for key, one in rules.items()},
        {key: one["always"] for key, one in rules.items() if "always" in one},
        frozenset(key for key, one in rules.items() if "blank" in one),
    )


def _headers(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _require_sense(path: str, made: TableMap, fields: Fields) -> None:
    if "title" not in made.columns:
        raise EditError(f"{path}: no column is named for the title", 'write columns.title = "HEADER"')
    if "kind" not in made.columns and "kind" not in made.always:
        raise EditError(
            f"{path}: of which kind a row is cannot be told",
            'write kind.always = "key_result", or kind.column = "HEADER" with kind.values',
        )
    names = {*made.columns, *made.values, *made.always, *made.from_above}
    for name in sorted(names - {*_OWN, *WORK_KINDS}):
        if not any(fields.route(kind, name) for kind in KINDS):
            keys = {*_OWN, *(key for kind in WORK_KINDS for key in fields.names(kind))}
            raise EditError(f"{path}: no kind has a field '{name}'", did_you_mean(name, keys, "see `planlint schema`"))
    kinds = [made.always["kind"]] if "kind" in made.always else []
    kinds += [one for one in made.values.get("kind", {}).values() if isinstance(one, str)]
    for kind in kinds:
        if kind and kind not in WORK_KINDS:
            known = f"there are {', '.join(WORK_KINDS)}"
            raise EditError(f"{path}: there is no kind '{kind}'", did_you_mean(kind, WORK_KINDS, known))
    for name in made.values:
        _require_words(path, name, made, fields)


def _require_words(path: str, name: str, made: TableMap, fields: Fields) -> None:
    """Refuse a meaning that no kind has where the plan's schema lists the words of a field."""
    words = {kind: fields.words(kind, name) for kind in WORK_KINDS if fields.route(kind, name)}
    if name in _OWN or not any(words.values()):
        return
    for meaning in made.values[name].values():
        given = meaning.items() if isinstance(meaning, Mapping) else [("", meaning)]
        for kind, word in given:
            allowed = {OPEN, "", *(words.get(kind, ()) if kind else [one for some in words.values() for one in some])}
            if kind and kind not in words:
                raise EditError(f"{path}: a {words_of(kind)} has no {name}", f"there are {', '.join(words)}")
            if word not in allowed:
                help = did_you_mean(word, allowed, f"it takes {', '.join(sorted(allowed - {''}))}")
                raise EditError(f"{path}: {name} '{word}' does not exist", help)
