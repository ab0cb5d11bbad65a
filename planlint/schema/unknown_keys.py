"""Keys that a table does not have: what was meant, where they belong, what a dot made of them."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from planlint.nearest import clear, nearest
from planlint.schema.ids import id_from
from planlint.schema.phrases import dotted, together
from planlint.schema.tables import Tables
from planlint.text import Pointer
from planlint.toml import Document, Entry


class UnknownKeys:
    """The unknown keys of one table of one document, by their routes from that table."""

    def __init__(self, tables: Tables, document: Document, table: Pointer) -> None:
        self.tables = tables
        self.document = document
        self.table = table
        self._is_implied = cache(self._has_only_inner_headers)
        self._near = cache(nearest)

    def meant(self, pointers: Iterable[Pointer]) -> frozenset[Pointer]:
        """Return the routes that these unknown keys stand for: where one is missing, this is why.

        An item that is only there because a dot split the name of another stands for all its fields.
        """
        found: set[Pointer] = set()
        for pointer in pointers:
            if self._splits_a_name(pointer):
                found.update((*pointer[:2], field) for field in self.tables.fields(str(pointer[0])))
            elif (meant := self._other_name(pointer) or self.home(pointer) or self._nearest(pointer)) is not None:
                found.add(meant)
        return frozenset(found)

    def help(self, pointer: Pointer, value: Any) -> str | None:
        """Return the way out for an unknown key."""
        name = str(pointer[-1])
        if name in self.tables.kinds and isinstance(value, dict):
            return self.side_by_side(name, value)
        if self._splits_a_name(pointer):
            return self._one_name(pointer)
        if (other := self._other_name(pointer)) is not None:
            return f"did you mean `{other[-1]}`?"
        if (home := self.home(pointer)) is not None:
            return self.way_home(pointer, home)
        if (near := self._nearest(pointer)) is not None:
            return f"did you mean `{near[-1]}`?"
        if self.tables.kinds and isinstance(value, dict) and self._has_header(pointer):
            return self._one_name(pointer)
        if kinds := self.tables.kinds_with(name):
            return f"`{name}` is a key of {together(kinds)}"
        return None if self.tables.kinds else self._of_configuration(pointer, value)

    def clearly_meant(self, pointer: Pointer) -> tuple[str | None, bool]:
        """Return the key that an unknown one stands for in its own table, and whether that is beyond doubt."""
        if self._splits_a_name(pointer):
            return None, False
        if (other := self._other_name(pointer)) is not None:
            return str(other[-1]), False
        if self.home(pointer) is not None or self._nearest(pointer) is None:
            return None, False
        meant = clear(str(pointer[-1]), self.tables.keys(pointer[:-1]))
        free = meant is not None and not self._is_written((*pointer[:-1], meant))
        return (meant, True) if free else (None, False)

    def _of_configuration(self, pointer: Pointer, value: Any) -> str | None:
        if isinstance(value, dict) and not self.table and pointer[0] in ("tool", "planlint"):
            return "in this file settings stand at the top, without such a header"
        keys = [key for key in self.tables.keys(pointer[:-1]) if key != "$schema"]
        return f"the keys are {together(keys)}" if keys else None

    def side_by_side(self, kind: str, items: Mapping[str, Any]) -> str:
        """Return what to do about items written inside another one."""
        identifier = next((key for key, fields in items.items() if isinstance(fields, dict)), "ID")
        return f"items do not stand inside each other: write [{dotted((kind, identifier))}] and refer by id"

    def home(self, pointer: Pointer) -> Pointer | None:
        """Return the nearest route where a misplaced key would be known; None where there is none."""
        if len(pointer) <= (2 if self.tables.kinds else 0) or not isinstance(pointer[-1], str):
            return None
        if pointer[-1] in self.tables.keys(pointer[:-1]):
            return None  # it is where it belongs
        return next(self.tables.homes(pointer), None)

    def way_home(self, pointer: Pointer, home: Pointer) -> str:
        """Return how a key gets to the table it belongs to."""
        name = home[-1]
        if len(home) >= len(pointer):
            return self._way_down(pointer, home)
        if self.table and len(home) == 1:
            return f"`{name}` belongs below `[{dotted(self.table)}]`"
        belongs = f"`{name}` belongs to {dotted(home[:-1]) or 'the top'}"
        if self._is_written(home):
            return f"{belongs}, where it is written already"
        if self._has_header(pointer[:-1]):
            start = self.document.locate(self.table + pointer[:-1]).start
            return f"{belongs}: move it above line {self.document.source.position(start).line}"
        return f"{belongs}: write `{name}`, not `{dotted(pointer[len(home) - 1 :])}`"

    def _way_down(self, pointer: Pointer, home: Pointer) -> str:
        if self.tables.kinds:
            return f"`{home[-1]}` belongs to `{home[-2]}`: write `{dotted(home[len(pointer) - 1 :])}`"
        return f"`{home[-1]}` belongs below `[{dotted(self.table + home[:-1])}]`"

    def _other_name(self, pointer: Pointer) -> Pointer | None:
        other = self.tables.other_name(pointer)
        meant = (*pointer[:-1], other or "")
        return meant if other is not None and not self._is_written(meant) else None

    def _nearest(self, pointer: Pointer) -> Pointer | None:
        if self.tables.kinds_with(str(pointer[-1])):
            return None  # a name that is right elsewhere is not misspelt
        near = self._near(str(pointer[-1]), self.tables.keys(pointer[:-1]))
        return None if near is None else (*pointer[:-1], near)

    # A dot in a header splits a name: [period.v1.37] is the table 37 inside period.v1.

    def _splits_a_name(self, pointer: Pointer) -> bool:
        """Whether the item above is there only through this header, which holds an item's fields."""
        if not self.tables.kinds or len(pointer) != 3 or not self._is_implied(pointer[:2]):
            return False
        _, fields = self._innermost(pointer)
        known = self.tables.fields(str(pointer[0]))
        return not fields or any(key in known for key in fields)

    def _innermost(self, pointer: Pointer) -> tuple[Pointer, Mapping[str, Any]]:
        """Follow a name through all its dots: return its whole route, and the table it ends in."""
        table = self._value(pointer)
        known = self.tables.fields(str(pointer[0]))
        while len(table) == 1:
            [(key, inner)] = table.items()
            if key in known or not isinstance(inner, dict):
                break
            pointer, table = (*pointer, key), inner
        return pointer, table

    def _one_name(self, pointer: Pointer) -> str:
        whole, _ = self._innermost(pointer)
        name = ".".join(str(part) for part in whole[1:])
        proposal = id_from(name)
        help = "a dot splits the name"
        return f"{help}: write [{whole[0]}.{proposal}]" if proposal else help

    def _has_only_inner_headers(self, item: Pointer) -> bool:
        """Whether a table has no header of its own: the header of one inside it is then its place too."""
        entry = self._entry(item)
        if entry is None or not entry.header:
            return False
        inner = [self._entry((*item, key)) for key in self._value(item)]
        return (
            bool(inner)
            and all(one is not None and one.header for one in inner)
            and any(one is not None and one.value == entry.value for one in inner)
        )

    def _has_header(self, pointer: Pointer) -> bool:
        entry = self._entry(pointer)
        return entry is not None and entry.header

    def _is_written(self, pointer: Pointer) -> bool:
        return self.table + pointer in self.document.places

    def _entry(self, pointer: Pointer) -> Entry | None:
        return self.document.places.get(self.table + pointer)

    def _value(self, pointer: Pointer) -> Mapping[str, Any]:
        value: Any = self.document.value
        for key in self.table + pointer:
            value = value[key]
        return value if isinstance(value, dict) else {}
