"""The fields of items as people type them: which key is meant, which value, and in what order they stand."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from planlint.edit.errors import EditError
from planlint.edit.references import kinds_named_at
from planlint.edit.typed_numbers import typed_number
from planlint.model import words_of
from planlint.model.naming import did_you_mean
from planlint.nearest import nearest
from planlint.schema.ids import is_id
from planlint.schema.tables import Tables
from planlint.text import Pointer
from planlint.toml import Fault, read, spellings

METRIC = "metric"
_EXTENSION = "x-"
_LIKE_A_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Fields:
    """What the plan's JSON Schema says about the fields of items."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._tables = Tables(schema)

    def key(self, kind: str, text: str) -> tuple[str, ...]:
        """Return the route, inside an item of a kind, of the key that is meant.

        A bare key of the metric means `metric.KEY`. `EditError` with the nearest key where there is no such key.
        """
        parts = _key_parts(text)
        known = self._tables.fields(kind)
        in_metric = self._tables.keys((kind, "id", METRIC)) if METRIC in known else ()
        if parts[0] not in known and parts[0] in in_metric:
            parts = (METRIC, *parts)
        if parts[0].startswith(_EXTENSION):
            return parts
        if parts[0] not in known:
            all_keys = (*known, *in_metric)
            help = did_you_mean(parts[0], all_keys, f"it can have {', '.join(all_keys)}")
            raise EditError(f"a {words_of(kind)} has no key '{parts[0]}'", help)
        self._require_depth(kind, parts)
        return parts

    def route(self, kind: str, name: str) -> tuple[str, ...] | None:
        """Return the route of a key by its dotted name, a bare one of the metric too; None where a kind has none."""
        try:
            return self.key(kind, name)
        except EditError:
            return None

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the names that an item of a kind may hold."""
        return self._tables.fields(kind)

    def schema(self, kind: str, key: tuple[str, ...]) -> Mapping[str, Any]:
        """Return what the plan's schema says of a key."""
        return self._tables.at((kind, "id", *key))

    def types(self, kind: str, key: tuple[str, ...]) -> tuple[str, ...]:
        """Return the types that a key takes, `date` among them."""
        return tuple(_types(self.schema(kind, key)))

    def words(self, kind: str, name: str) -> tuple[str, ...]:
        """Return the words that a key takes, none where they are free or there is no such key."""
        key = self.route(kind, name)
        return tuple(self.schema(kind, key).get("enum", ())) if key else ()

    def value(self, kind: str, key: tuple[str, ...], text: str, present: Any = None, unit: str = "") -> Any:
        """Return the value that a text stands for at a key, of the type the schema wants there.

        Names of steps given for `reached` are added to the present ones, unless they stand in brackets. A number may
        have the `unit` of the item's metric behind it. What stands in quotes, as it would in a file, is taken without
        them, unless it is prose. `EditError` where the text is no such value, or one of two.
        """
        schema, types = self.schema(kind, key), self.types(kind, key)
        shown = ".".join(key)
        if not types:
            try:
                return _toml(text)
            except ValueError:
                return text
        if not _is_prose(kind, key, schema, types) and text[:1] in ('"', "'") and text[-1:] == text[:1] != text:
            text = text.replace(text[0], "")
        if "array" in types and ("string" not in types or text.startswith("[") or _is_list_of_ids(text)):
            given = _list(shown, text)
            added = key == ("reached",) and not text.startswith("[") and isinstance(present, list)
            return [*present, *(one for one in given if one not in present)] if added else given
        if "date" in types and ("string" not in types or spellings.day_readings(text) or _LIKE_A_DAY.fullmatch(text)):
            return _day(shown, text)
        if "boolean" in types:
            if text not in ("true", "false"):
                help = f"write {shown}=true or {shown}=false"
                raise EditError(f"{shown}: '{text}' is not true or false", help)
            return text == "true"
        if "number" in types or "integer" in types:
            return typed_number(shown, text, unit, schema)
        if "string" in types:
            return text
        raise EditError(f"`{shown}` is a table", f"name a key inside it, as {shown}.KEY=VALUE")

    def rank(self, pointer: Pointer) -> tuple[int, int]:
        """Return what the statements of an item are ordered by, given their routes in the document.

        The schema lists fields as they are to stand: what a decision changes first, what a check-in changes last, so
        that git can merge the two. Extensions belong to the former, ahead of the reason.
        """
        kind, field = str(pointer[0]), str(pointer[2])
        fields = self._tables.fields(kind)
        rank = 2 * fields.index(field) if field in fields else 2 * _index(fields, "reason") - 1
        in_metric = field == METRIC and len(pointer) > len((kind, "id", METRIC))
        return rank, 1 + _index(self._tables.keys((kind, "id", METRIC)), str(pointer[3])) if in_metric else 0

    def _require_depth(self, kind: str, parts: tuple[str, ...]) -> None:
        for length in range(1, len(parts)):
            schema = self._tables.at((kind, "id", *parts[:length]))
            key = ".".join(parts[:length])
            if "object" not in _types(schema):
                raise EditError(f"`{key}` is not a table, so it has no key '{parts[length]}'", f"write {key}=VALUE")
            known = tuple(schema.get("properties", ()))
            if known and parts[length] not in known and not parts[length].startswith(_EXTENSION):
                near = nearest(parts[length], known)
                help = f"did you mean '{key}.{near}'?" if near else f"it has {', '.join(known)}"
                raise EditError(f"`{key}` has no key '{parts[length]}'", help)


def _is_prose(kind: str, key: tuple[str, ...], schema: Mapping[str, Any], types: tuple[str, ...]) -> bool:
    """Whether a key takes any text: no word of a list, no name of an item or a period."""
    return types == ("string",) and "enum" not in schema and not kinds_named_at(kind, key)


def _is_list_of_ids(text: str) -> bool:
    """Whether a text names several items, and is not one title with a comma in it."""
    parts = text.split(",")
    return len(parts) > 1 and all(not part.strip() or is_id(part.strip()) for part in parts)


def _index(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else len(names)


def _types(schema: Mapping[str, Any]) -> Iterator[str]:
    for one in schema.get("anyOf", (schema,)):
        if "type" in one:
            yield "date" if one.get("format") == "date" else one["type"]


def _key_parts(text: str) -> tuple[str, ...]:
    """Return the parts of a dotted key, in quotes or not."""
    parts = []
    with suppress(Fault, UnicodeEncodeError):
        table: Any = read("", f"{text} = 0".encode()).value
        while isinstance(table, dict) and len(table) == 1:
            [(part, table)] = table.items()
            parts.append(part)
        if table == 0:
            return tuple(parts)
    raise EditError(f"'{text}' is not a key", "a key is written as KEY or TABLE.KEY")


def _toml(text: str) -> Any:
    """Return the value a text is in TOML; `ValueError` where it is none."""
    try:
        document = read("", f"v = {text}".encode()).value
    except (Fault, UnicodeEncodeError):
        raise ValueError(text) from None
    if set(document) != {"v"}:
        raise ValueError(text)
    return document["v"]


def _list(key: str, text: str) -> list[str]:
    if text.startswith("["):
        try:
            values = _toml(text)
        except ValueError:
            text = text.removeprefix("[").removesuffix("]")
        else:
            if isinstance(values, list) and all(isinstance(one, str) for one in values):
                return values
            raise EditError(f"{key}: {text} is not a list of texts", f'write {key}=a,b or {key}=\'["a", "b"]\'')
    return [part.strip() for part in text.split(",") if part.strip()]


def _day(key: str, text: str) -> date:
    try:
        if _LIKE_A_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        raise EditError(f"{key}: '{text}' is not a day of the calendar", "a date is written as 2026-12-31") from None
    forms = [f"{key}={day.isoformat()}" for day in spellings.day_readings(text)]
    help = f"write {' or '.join(forms)}" if forms else f"a date is written as {key}=2026-12-31"
    raise EditError(f"{key}: '{text}' is not a date", help)
