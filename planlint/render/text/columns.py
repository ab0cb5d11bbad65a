"""Columns for terminals: cells as wide as what is in them, narrowed where the room is short."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from planlint.render.text.cells import width, wrap
from planlint.render.text.style import Style, Tone

_GAP = 2  # cells that are left between two texts on a line
_TO_LAST_DIGIT = re.compile(r".*\d", re.DOTALL)


class Cell(NamedTuple):
    """A piece of a line, and the colour that repeats what it says."""

    text: str
    tone: Tone | None = None

    @property
    def width(self) -> int:
        """The cells it takes."""
        return width(self.text)

    def drawn(self, style: Style, room: int = 0) -> str:
        """Return it painted and filled up with spaces to the room."""
        painted = style.paint(self.text, self.tone) if self.tone else self.text
        return painted + " " * (room - self.width)


class Column(NamedTuple):
    """How a column behaves: `gap` is the space before it, `least` what it keeps when it has to be narrowed.

    Columns are narrowed in the order of `yields`, with 0 never; an `optional` one is left out instead. `keeps` says
    what of its cells must be seen: nothing (titles), everything up to the last digit (measures), or all (ids); what
    must be seen and has no room leaves its line. The room that is left goes to the one that `fills`.
    """

    gap: int = 2
    side: Literal["left", "right"] = "left"
    yields: int = 0
    least: int = 0
    keeps: Literal["nothing", "numbers", "all"] = "nothing"
    optional: bool = False
    fills: bool = False


ID = Column(yields=9, least=24, keeps="all")
"""A column of ids."""


class Columns:
    """Columns fitted to all the rows that will be drawn in them."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], style: Style, room: int = 0) -> None:
        self.style = style
        self.room = room or style.room
        self.columns = columns
        self.sizes = [max((row[at].width for row in rows), default=0) for at in range(len(columns))]
        self.is_narrowed = self._spare() < 0
        self._fit()

    def lines(self, row: Sequence[Cell]) -> list[str]:
        """Return what is drawn for a row: one line, or more where something that must be seen has no room beside."""
        found: list[str] = []
        text, used, start = "", 0, 0
        open_end = ""  # the line with its last cell as it is where nothing stands behind it
        for at_column, (cell, column, size) in enumerate(zip(row, self.columns, self.sizes, strict=True)):
            if not size:
                continue
            start += column.gap
            room = max(size, min(size + self._free_after(at_column, row), self.room - start))
            piece = self._piece(cell, column, room)
            if piece.text:
                at = start
                if column.side == "right":
                    at = min(start + max(size - piece.width, 0), max(self.room - piece.width, 0))
                if used > at - column.gap and column.side == "left" and used + column.gap + piece.width <= start + room:
                    at = used + column.gap  # what stands before it is longer, and there is room beside
                if used and (used > at - min(column.gap, 1) or at + piece.width > self.room):
                    found.append(open_end)
                    text, used = "", 0
                if piece.width > self.room:
                    *more, last = wrap(piece.text, self.room)
                    found += more
                    piece = piece._replace(text=last)
                at = max(0, min(at, self.room - piece.width))
                before = text + " " * (at - used)
                text, open_end = (
                    before + drawn.drawn(self.style)
                    for drawn in (
                        piece,
                        self._piece(cell, column, self.room - at) if piece.width < cell.width else piece,
                    )
                )
                used = at + piece.width
            start += size
        return [*found, text]

    def start(self, at: int) -> int:
        """Return the cells before a column."""
        before = zip(self.columns[:at], self.sizes[:at], strict=True)
        return sum(column.gap + size for column, size in before if size) + self.columns[at].gap

    def _fit(self) -> None:
        order = range(len(self.columns))
        for at in sorted((at for at in order if self.columns[at].yields), key=lambda at: self.columns[at].yields):
            if (spare := self._spare()) < 0:
                column, size = self.columns[at], self.sizes[at]
                self.sizes[at] = 0 if column.optional else max(min(column.least, size), size + spare)
        for at in (at for at in order if self.columns[at].fills and self.sizes[at]):
            self.sizes[at] += max(0, self._spare())

    def _spare(self) -> int:
        return self.room - sum(column.gap + size for column, size in zip(self.columns, self.sizes, strict=True) if size)

    def _free_after(self, at: int, row: Sequence[Cell]) -> int:
        """Return the room that a row leaves empty behind a column."""
        free = 0
        for cell, column, size in zip(row[at + 1 :], self.columns[at + 1 :], self.sizes[at + 1 :], strict=True):
            if size and cell.text:
                break
            free += column.gap + size if size else 0
        return free

    def _piece(self, cell: Cell, column: Column, size: int) -> Cell:
        """Return a cell as it is shown: cut to its column where that hides nothing that must be seen."""
        if cell.width <= size or column.keeps == "all":
            return cell
        seen = _TO_LAST_DIGIT.match(cell.text) if column.keeps == "numbers" else None
        head = seen[0] if seen else ""
        room = max(size - width(head), width(self.style.ellipsis))
        return cell._replace(text=head + self.style.cut(cell.text[len(head) :], room))


def at_edges(left: Cell, right: Cell, style: Style, *, before: str = "", least: int = 0, room: int = 0) -> str:
    """Return a line with a text at each edge, the left one cut where it has to be, but not below its `least` cells.

    `before` is what stands before the left one, and is never cut.
    """
    room = (room or style.room) - width(before)
    left = left._replace(text=style.cut(left.text, max(room - right.width - _GAP, least)))
    return before + left.drawn(style, max(room - right.width, left.width + _GAP)) + right.drawn(style)


def hanging(word: Cell, size: int, lines: Iterable[str], style: Style) -> Iterator[str]:
    """Yield lines beside the word that the first of them begins with, which takes `size` cells or all it needs."""
    for line in lines:
        yield word.drawn(style, max(size, word.width)) + line
        word = Cell("")


def section(title: str, lines: Iterable[str], style: Style) -> list[str]:
    """Return lines below a title, and an empty line before it; nothing where there are none."""
    below = list(lines)
    return ["", style.paint(title, "strong"), *below] if below else []


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], style: Style) -> Iterator[str]:
    """Yield rows in columns."""
    fitted = Columns(columns, rows, style)
    for row in rows:
        yield from fitted.lines(row)
