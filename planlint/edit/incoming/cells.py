"""Cells of a table to values of a plan: dates, numbers and words, each only where it can be read in one way."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from planlint.bounds import listing, number_text
from planlint.edit.errors import EditError
from planlint.edit.fields import Fields
from planlint.edit.incoming.table import RowPlace
from planlint.edit.incoming.table_map import TableMap, folded
from planlint.model.periods import calendar_period
from planlint.toml import spellings
from planlint.toml.error_context import short

_TIME = re.compile(r"(?:[T ]\d\d?:\d\d.*)\Z", re.DOTALL)
_SHORT_YEAR = re.compile(r"(\d\d?)/([A-Za-z]{3})/(\d\d)")
_MOST_DIGITS = 2**63
_WAYS = {
    "date": "--dates dmy or --dates mdy says whether the day or the month comes first",
    "number": "--decimal . or --decimal , says which sign stands before decimals",
    "word": 'a map says what a word means, as in status.values."In review" = "doing": see --map in `planlint import`',
}


class LeftOutError(Exception):
    """Why a row is left out, such as a cell that cannot be read."""


class TableCell(NamedTuple):
    """A text of a table, where its row stands and the header above it."""

    place: RowPlace
    header: str
    text: str

    def __str__(self) -> str:
        return f"{self.header} '{short(self.text)}'"


@dataclass
class Cells:
    """Reads cells, and remembers those that can be read in two ways or not at all: `settle` refuses them."""

    fields: Fields
    map: TableMap
    dates: str | None = None
    decimal: str | None = None
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def value(self, kind: str, key: tuple[str, ...], name: str, cells: list[TableCell]) -> Any:
        """Return what cells that are not empty say of a key, None where they say nothing."""
        types = self.fields.types(kind, key)
        words = self.fields.schema(kind, key).get("enum", ())
        if "array" in types and "string" not in types:
            return [word for cell in cells for word in self._several(name, cell, kind)] or None
        for cell in cells:
            known = self.map.meaning(name, cell.text, kind)
            if known is None and words:
                known = self._word(cell, words)
            if known == "":
                continue
            text = cell.text if known is None else known
            if "date" in types:
                return self._day(cell._replace(text=text), or_period="string" in types)
            if "number" in types or "integer" in types:
                return self._number(cell._replace(text=text), self.fields.schema(kind, key))
            return text if key == ("description",) or key == ("note",) else " ".join(text.split())
        return None

    def amount(self, cell: TableCell) -> tuple[float | None, str]:
        """Return a number of a metric, and the unit that stands beside it."""
        marks = self.decimal or ".,"
        readings, unit = spellings.number_readings(cell.text, marks), ""
        if not readings:
            number, unit = spellings.amount(cell.text)
            readings = spellings.number_readings(number, marks)
        return self._only(cell, readings), unit

    def settle(self) -> None:
        """Refuse the table where cells can be read in two ways, or hold words that nobody has explained."""
        if not self.doubts:
            return
        what = listing((text for _, text in self.doubts), "; ")
        ways = [way for kind, way in _WAYS.items() if any(kind == doubt for doubt, _ in self.doubts)]
        raise EditError(f"nothing was written: {what}", "; ".join(ways))

    def doubt(self, kind: str, cell: TableCell, what: str) -> None:
        """Remember a cell for `settle`."""
        self.doubts.append((kind, f"{cell.place}: {cell} {what}"))

    def _word(self, cell: TableCell, words: tuple[str, ...]) -> str:
        known = {folded(word): word for word in words}.get(folded(cell.text))
        if known is None:
            self.doubt("word", cell, f"is not known: it takes {', '.join(words)}")
        return known or ""

    def _several(self, name: str, cell: TableCell, kind: str) -> list[str]:
        parts = [part.strip() for part in re.split(r"[\n;,]", cell.text)]
        known = {part: self.map.meaning(name, part, kind) for part in parts if part}
        return [part if meaning is None else meaning for part, meaning in known.items() if meaning != ""]

    def _day(self, cell: TableCell, *, or_period: bool) -> date | str:
        text = _SHORT_YEAR.sub(r"\1 \2 20\3", _TIME.sub("", cell.text.strip()))
        days = spellings.day_readings(text, self.dates)
        if len(days) > 1:
            self.doubt("date", cell, f"is {' or '.join(day.isoformat() for day in days)}")
            return days[0]
        if days:
            return days[0]
        period = text if calendar_period(text) else spellings.period_form(text)
        if or_period and period:
            return period
        order = f" with --dates {self.dates}" if self.dates else ""
        raise LeftOutError(f"{cell} is not a date{order}")

    def _number(self, cell: TableCell, schema: Any) -> float:
        readings = spellings.number_readings(cell.text, self.decimal or ".,")
        number, unit = spellings.amount(cell.text)
        if not readings and unit == "%":
            shares = spellings.number_readings(number, self.decimal or ".,")
            readings = tuple(round(one / 100, 12) for one in shares)
        value = self._only(cell, readings)
        if value is None:
            return 0
        least, most = schema.get("minimum", value), schema.get("maximum", value)
        if not least <= value <= most or value <= schema.get("exclusiveMinimum", value - 1):
            raise LeftOutError(f"{cell} is out of range")
        if schema.get("type") == "integer" and not isinstance(value, int):
            raise LeftOutError(f"{cell} is not a whole number")
        return value

    def _only(self, cell: TableCell, readings: tuple[float, ...]) -> float | None:
        """Return the one number that a cell can mean; None where it can mean two."""
        if len(readings) > 1:
            self.doubt("number", cell, f"is {' or '.join(map(number_text, readings))}")
            return None
        if not readings:
            sign = {".": " with a decimal point", ",": " with a decimal comma"}.get(self.decimal or "", "")
            raise LeftOutError(f"{cell} is not a number{sign}")
        if isinstance(readings[0], int) and abs(readings[0]) >= _MOST_DIGITS:
            raise LeftOutError(f"{cell} has more digits than a plan can hold")
        return readings[0]


@lru_cache(maxsize=4096)
def one_line(text: str) -> str:
    """Return a text on one line: a title has no other."""
    return " ".join(text.split())
