"""Rows of a table to items that are to come into a plan, each with what it serves."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from planlint.bounds import listing
from planlint.edit.incoming.cells import Cells, LeftOutError, TableCell, one_line
from planlint.edit.incoming.table import RowPlace, Table, TableRow
from planlint.edit.incoming.table_map import OPEN, folded
from planlint.edit.period_names import period_meant
from planlint.grouped import grouped
from planlint.model import Plan, words_of
from planlint.model.naming import WORK_KINDS
from planlint.plural import count, with_article
from planlint.toml.spellings import amount

_METRIC = ("baseline", "target", "current")
_WHO = {"task": {"owner": "assignee"}}
_TASKS_WHO = {"assignee": "owner"}
_MOST_SPLIT = re.compile(r"[\n;]|,(?=[^,]*@)")


Key = tuple[str, ...]
Said = Mapping[str, list[TableCell]]
"""The cells of a row that are not empty, by what the map calls their columns."""


class LeftOut(NamedTuple):
    """A row that is not taken: where it stands, and why."""

    place: RowPlace
    reason: str


@dataclass(eq=False)
class Incoming:
    """An item as a table has it.

    `source` names its row; `own_row` is false for what is only named beside others. `parents` are the ids or titles
    that the row gives for what it serves, `above` the item that it is named beside.
    """

    kind: str
    title: str
    source: str
    place: RowPlace
    names: tuple[str, ...] = ()
    fields: dict[Key, Any] = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    above: "Incoming | None" = None
    own_row: bool = True
    is_open: bool = False


class Gathered(NamedTuple):
    """The items of a table in its order, the rows that are left out, and what else there is to say."""

    items: list[Incoming]
    left_out: list[LeftOut]
    notes: list[str]


def gather(table: Table, cells: Cells, plan: Plan, period: str | None) -> Gathered:
    """Return the items that a table holds; `EditError` where a cell can be read in two ways, or in none that is known.

    `period` is that of objectives whose row names none.
    """
    gathering = _Gathering(table, cells, plan, period)
    for row in table.rows:
        try:
            gathering.row(row)
        except LeftOutError as reason:
            gathering.left_out.append(LeftOut(row.place, str(reason)))
    cells.settle()
    return Gathered(list(gathering.items.values()), gathering.left_out, list(gathering.notes()))


class _Gathering:
    def __init__(self, table: Table, cells: Cells, plan: Plan, period: str | None) -> None:
        self.cells = cells
        self.map = cells.map
        self.items: dict[Any, Incoming] = {}
        self.left_out: list[LeftOut] = []
        self._period = period
        self._width = len(table.header)
        self._plan = plan
        self._people = _people(plan)
        self._above: dict[str, TableCell] = {}
        self._not_held: dict[str, dict[str, None]] = {}
        self._several_owners = 0
        places = grouped((folded(header), (at, header)) for at, header in enumerate(table.header))
        self._places = {
            name: [place for header in headers for place in places.get(folded(header), ())]
            for name, headers in self.map.columns.items()
        }
        taken = {at for some in self._places.values() for at, _ in some}
        named = enumerate(table.header) if table.is_whole else ()
        self._missing = self.map.missing(table.header) if table.is_whole else []
        self._unused = [header for at, header in named if header and at not in taken]
        self._levels = [kind for kind in WORK_KINDS if kind in self._places]
        self._route = lru_cache(maxsize=None)(self._route_of)

    def notes(self) -> Iterator[str]:
        if self._missing:
            yield f"the table has no column {listing(map(repr, self._missing))}, which the map names"
        if self._unused:
            yield f"columns that are not taken: {listing(dict.fromkeys(self._unused))}"
        for kind, headers in self._not_held.items():
            yield f"{with_article(words_of(kind))} has no field for {listing(headers)}: not taken"
        if self._several_owners:
            rows = count(self._several_owners, "row")
            yield f"{rows} with several owners: they stand in `with`, and `owner` is left out"

    def row(self, row: TableRow) -> None:
        """Take in a row: the items it is named beside, and its own."""
        if any(row.cells[self._width :]):
            raise LeftOutError(
                f"it has {len(row.cells)} cells, and the header {self._width}: a text with the delimiter needs quotes"
            )
        said = {name: self._said(name, row) for name in self._places}
        levels = [(level, said[level][0]) for level in self._levels if said[level]]
        title = one_line(said["title"][0].text) if said["title"] else ""
        kind = self._kind(said) if title else next((level for level, _ in reversed(levels)), None)
        if kind is None:
            if not title:
                raise LeftOutError("it has no title")
            return  # a word that is refused in the end
        if title and not any(character.isalnum() for character in title):
            raise LeftOutError(f"its title is '{title}'")
        called = title or one_line(levels[-1][1].text)
        values, is_open = self._values(kind, said, called)
        values_above = self._values_above(kind, levels, said)
        names = tuple(cell.text for cell in said.get("id", ()))
        source = f"{self.map.name}:{names[0] if names else row.number}"
        above = None
        for level, cell in levels if title else levels[:-1]:
            if WORK_KINDS.index(level) < WORK_KINDS.index(kind):
                fields = {
                    key: one for key, one in values_above.items() if self._route(level, ".".join(key)) is not None
                }
                named = Incoming(level, one_line(cell.text), source, row.place, (), fields, (), above, False)
                above = self.items.setdefault(self._key(named), named)  # made with the first row that names it
        if not title:
            values |= {key: one for key, one in values_above.items() if key not in values}
        parents = tuple(cell.text for cell in said.get("parent", ()))
        self._take(Incoming(kind, called, source, row.place, names, values, parents, above, True, is_open), bool(title))

    def _take(self, item: Incoming, has_title: bool) -> None:
        key = self._key(item)
        there = self.items.setdefault((item.source, item.place) if has_title else key, item)
        if there is item:
            return
        if there.own_row:  # else it was named beside others before its own row came
            raise LeftOutError(f"'{item.title}' has a row of its own already, in {there.place}")
        there.fields |= item.fields
        there.own_row, there.place, there.source, there.names = True, item.place, item.source, item.names

    def _key(self, item: Incoming) -> Any:
        """Return by what an item is found again that has no row of its own, with the period that it is in."""
        if self._period and item.kind == "objective":
            item.fields.setdefault(("period",), self._period)
        return item.kind, item.title.casefold(), item.fields.get(("period",)), item.above

    def _said(self, name: str, row: TableRow) -> list[TableCell]:
        cells = [
            TableCell(row.place, header, row.cells[at])
            for at, header in self._places[name]
            if at < len(row.cells) and row.cells[at]
        ]
        if name in self.map.from_above:
            if cells:
                self._above[name] = cells[0]
            elif name in self._above and any(row.cells[at] for at, _ in self._places["title"] if at < len(row.cells)):
                return [self._above[name]]
        return cells

    def _kind(self, said: Said) -> str | None:
        for cell in said.get("kind", ()):
            kind = self.map.meaning("kind", cell.text, "")
            if kind is None and folded(cell.text).replace(" ", "_") in WORK_KINDS:
                kind = folded(cell.text).replace(" ", "_")
            if kind is None:
                self.cells.doubt("word", cell, "is a kind that the map does not know")
                return None
            if kind:
                return kind
            raise LeftOutError(f"{cell} is not taken by the map")
        kind = self.map.always.get("kind")
        if kind is None:
            raise LeftOutError("of which kind it is does not stand there")
        return kind

    def _values(self, kind: str, said: Said, title: str) -> tuple[dict[Key, Any], bool]:
        values: dict[Key, Any] = {}
        is_open = False
        for name, cells in [*said.items(), *((name, []) for name in self.map.always if name not in said)]:
            if name in ("title", "id", "parent", "kind", *self._levels):
                continue
            key = self._route(kind, name)
            if key is None:
                if cells and not any(self._route(level, name) for level in self._levels):
                    self._not_held.setdefault(kind, {})[cells[0].header] = None
                continue
            if key[:1] == ("metric",) and key[-1] in _METRIC:
                continue
            if key in (("owner",), ("assignee",)):
                values |= self._owners(kind, key, name, cells)
                continue
            value = self._value(kind, key, name, cells)
            if value == OPEN and key == ("status",):
                is_open = True
                continue
            if value is None and name in self.map.always:
                value = self._in_plan(key, self.map.always[name])
            if value is not None:
                values[key] = value
        return values | self._metric(kind, said, values, title), is_open

    def _value(self, kind: str, key: Key, name: str, cells: list[TableCell]) -> Any:
        return self._in_plan(key, self.cells.value(kind, key, name, cells))

    def _in_plan(self, key: Key, value: Any) -> Any:
        return period_meant(self._plan, value) if key == ("period",) and isinstance(value, str) else value

    def _values_above(self, kind: str, levels: list[tuple[str, TableCell]], said: Said) -> dict[Key, Any]:
        """Return what a row says of the items it is named beside: what its own kind has no field for."""
        values: dict[Key, Any] = {}
        for name, cells in said.items():
            if not cells or name in ("title", "id", "parent", "kind", *self._levels) or self._route(kind, name):
                continue
            for level, _ in levels:
                key = self._route(level, name)
                if key and key[0] != "metric":
                    value = self._value(level, key, name, cells)
                    if value is not None:
                        values[key] = value
        return values

    def _metric(self, kind: str, said: Said, values: Mapping[Key, Any], title: str) -> dict[Key, Any]:
        """Return the numbers of a measure, its unit where they carry one, and its name: the title where none stands."""
        found: dict[Key, Any] = {}
        units: dict[str, TableCell] = {}
        for name, cells in said.items():
            key = self._route(kind, name)
            if not cells or key is None or key[:1] != ("metric",) or key[-1] not in _METRIC:
                continue
            number, unit = self.cells.amount(cells[0])
            found[key] = number
            # Beside per cents 0.2 may be a share or a fifth of one of them; 0 and 40 cannot be mistaken.
            is_share = not unit and number is not None and 0 < abs(number) <= 1
            units.setdefault(unit.casefold() or ("share" if is_share else ""), cells[0])
        signs = units.keys() - {"", "share"}
        if len(signs) > 1 or (signs == {"%"} and "share" in units):
            differing = " and ".join(str(cell) for unit, cell in units.items() if unit)
            raise LeftOutError(f"{differing} are in different units")
        if not found:
            return {}
        if signs and ("metric", "unit") not in values:
            found["metric", "unit"] = amount(units[next(iter(signs))].text)[1]
        if ("metric", "name") not in values:
            found["metric", "name"] = title
        return found

    def _owners(self, kind: str, key: Key, name: str, cells: list[TableCell]) -> dict[Key, Any]:
        whole = [cell.text for cell in cells]
        texts = [one_line(text) for part in whole for text in self._apart(part) if text.strip()]
        meant = [self.map.meaning(name, text, kind) for text in texts]
        words = [text if word is None else word for text, word in zip(texts, meant, strict=True)]
        people = [self._people.get(word.casefold().removeprefix("@"), word) for word in words]
        named = list(dict.fromkeys(filter(None, people)))
        if len(named) > 1 and self._route(kind, "with"):
            self._several_owners += 1
            return {("with",): named}
        return {key: named[0]} if named else {}

    def _apart(self, text: str) -> list[str]:
        """Return the people that a cell names; a comma stands in names as well: `Duarte, Ines`."""
        return [text] if text.casefold() in self._people else _MOST_SPLIT.split(text)

    def _route_of(self, kind: str, name: str) -> Key | None:
        other = (_WHO.get(kind, _TASKS_WHO) if kind in WORK_KINDS else {}).get(name)
        return self.cells.fields.route(kind, name) or (self.cells.fields.route(kind, other) if other else None)


def _people(plan: Plan) -> dict[str, str]:
    """Return the ids of people and teams by all that they are called, where that is one of them only."""
    called: dict[str, set[str]] = {}
    for item in plan.items.values():
        if item.kind in ("person", "team"):
            for name in (item.id, item.text("name"), item.text("email"), item.text("github")):
                if name:
                    called.setdefault(name.casefold().removeprefix("@"), set()).add(item.id)
    return {name: ids.pop() for name, ids in called.items() if len(ids) == 1}
