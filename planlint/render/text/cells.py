"""Text measured in terminal cells: its width, its glyphs, cut or wrapped to a room.

Everything here takes text that went through `plain`, but for `measure`, which takes a source line as it is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from planlint.printable import HARMFUL, escape

_TOKEN = re.compile(r"\d[\w.,:/-]*|\w+|\s+|.")  # a number is never taken apart
# One cell each: lines that are ASCII but for these need no tables of widths, which take time to load.
_OUR_SIGNS = str.maketrans(dict.fromkeys("·›…→┃░▁▂▃▄▅▆▇█", "."))
_CONTEXT = 12  # cells shown after what is underlined, where a line has to be cut
_MOST_LINES = 30
_LONGEST_WORD = 400
_CUT = "..."
_LEAD = 8  # cells shown before it, where it does not fit as a whole


def width(text: str) -> int:
    """Return how many cells the text takes."""
    if not text.isascii():
        text = text.translate(_OUR_SIGNS)
    if text.isascii():
        return len(text)
    return sum(_glyph_width(glyph) for glyph in glyphs(text))


def glyphs(text: str) -> Iterator[str]:
    """Split text into what is drawn in a place of its own: a character with all that combines with it."""
    if text.isascii():
        return iter(text)
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


def _glyph_width(glyph: str) -> int:
    if glyph.isascii():
        return len(glyph)
    from wcwidth import wcswidth

    return max(0, wcswidth(glyph))


def cut(text: str, room: int, ellipsis: str) -> str:
    """Return the text, shortened to the room: between words where possible, never inside a number."""
    if width(text) <= room:
        return text
    parts = list(glyphs(text))
    kept, used = 0, width(ellipsis)
    while used + _glyph_width(parts[kept]) <= room:
        used += _glyph_width(parts[kept])
        kept += 1
    while kept and splits_number(parts[kept - 1], parts[kept]):
        kept -= 1
    between_words = next((at for at in range(kept, 0, -1) if parts[at - 1] == " "), 0)
    if between_words * 3 >= kept * 2:
        kept = between_words
    return "".join(parts[:kept]) + ellipsis


def around_difference(before: str, after: str, room: int, ellipsis: str) -> tuple[str, str]:
    """Return two texts so that what differs can be seen: with as many words around it as the room has for both.

    Where even what differs does not fit, or nothing is alike, both are cut at their ends.
    """
    if width(before) + width(after) <= room:
        return before, after
    was, now = _TOKEN.findall(before), _TOKEN.findall(after)
    head, tail = alike(was, now)
    shown = before, after
    for kept in range(20, -1, -2):
        shown = _around(was, head - kept, tail - kept, ellipsis), _around(now, head - kept, tail - kept, ellipsis)
        if sum(map(width, shown)) <= room:
            return shown
    return cut_both(*shown, room, ellipsis)


def cut_both(one: str, other: str, room: int, ellipsis: str) -> tuple[str, str]:
    """Return two texts shortened to a room that they share: the longer one first, both to half of it where both are."""
    one = cut(one, max(room // 2, room - width(other)), ellipsis)
    return one, cut(other, room - width(one), ellipsis)


def alike(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Return how many parts two texts have in common at their beginnings, and how many at their ends."""
    most = min(len(one), len(other))
    head = next((at for at in range(most) if one[at] != other[at]), most)
    tail = next((at for at in range(most - head) if one[-1 - at] != other[-1 - at]), most - head)
    return head, tail


def _around(parts: Sequence[str], head: int, tail: int, ellipsis: str) -> str:
    """Return a text without so many parts at its beginning and its end."""
    kept = "".join(parts[max(0, head) : len(parts) - max(0, tail)])
    return f"{f'{ellipsis} ' if head > 0 else ''}{kept.strip()}{f' {ellipsis}' if tail > 0 else ''}".strip()


def splits_number(before: str, after: str) -> bool:
    """Whether a cut between these two characters could show part of a number as if it were the whole."""
    return (before.isdigit() and not after.isspace()) or (before in ".,:-_/" and after.isdigit())


def wrap(text: str, room: int) -> list[str]:
    """Return the text in lines that fit the room.

    Lines break at spaces, and beside wide characters, whose scripts are written without spaces. A longer word
    (an address, a path, an id) stays whole, so that it can be copied: its line is wider than the room. Neither a word
    nor the text goes on without end.
    """
    lines = [""]
    used = 0
    for word in text[: _MOST_LINES * room].split(" "):
        if len(word) > _LONGEST_WORD:
            word = f"{word[:_LONGEST_WORD]}{_CUT}"
        glue = " "
        for piece in _pieces(word):
            size = width(piece)
            if used and used + len(glue) + size > room:
                lines.append("")
                used = 0
            if used:
                lines[-1] += glue
                used += len(glue)
            lines[-1] += piece
            used += size
            glue = ""
        if len(lines) > _MOST_LINES:
            break
    if len(lines) > _MOST_LINES or len(text) > _MOST_LINES * room:
        lines = [*lines[:_MOST_LINES], _CUT]
    return lines


def pack(parts: Iterable[str], room: int, joint: str) -> Iterator[str]:
    """Yield lines that hold as many parts as fit; a part too long for a line of its own is wrapped."""
    line = ""
    for part in parts:
        if line and width(line) + width(joint) + width(part) <= room:
            line += joint + part
            continue
        if line:
            yield line
        *full, line = wrap(part, room)
        yield from full
    if line:
        yield line


def _pieces(word: str) -> list[str]:
    """Split a word where a line may break inside it: on both sides of a wide character."""
    if word.translate(_OUR_SIGNS).isascii():
        return [word] if word else []
    pieces: list[str] = []
    for is_wide, some in groupby(glyphs(word), key=lambda glyph: _glyph_width(glyph) > 1):
        run = list(some)
        pieces += run if is_wide else ["".join(run)]
    return pieces


class SourceLine(NamedTuple):
    """A source line as it is drawn: tabs as four spaces, harmful characters as escapes.

    `edges[i]` is the cell where glyph i begins, and one more tells where the line ends; `owners[i]` is the
    glyph that code point i of the source is drawn in, and one more stands for the end.
    """

    parts: tuple[str, ...]
    edges: tuple[int, ...]
    owners: tuple[int, ...]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the glyphs, half-open, that show the code points from start to end; none for none."""
        start, end = (min(offset, len(self.owners) - 1) for offset in (start, end))
        first = self.owners[start]
        return (first, self.owners[end - 1] + 1) if end > start else (first, first)

    def cells(self, first: int, last: int) -> tuple[int, int]:
        """Return the cells, half-open, that these glyphs take; at least one, so that it can be underlined."""
        start, end = self.edges[first], self.edges[last]
        if end > start:
            return start, end
        # A glyph without a cell of its own is drawn upon the one before it.
        start = max(0, start - 1) if last > first else start
        return start, start + 1


def measure(text: str) -> SourceLine:
    """Return a source line as it is drawn."""
    parts: list[str] = []
    owners: list[int] = []
    for original, drawn in _drawn(text):
        owners.extend([len(parts)] * len(original))
        parts.append(drawn)
    owners.append(len(parts))
    return SourceLine(tuple(parts), tuple(accumulate(map(_glyph_width, parts), initial=0)), tuple(owners))


def _drawn(text: str) -> Iterator[tuple[str, str]]:
    """Pair what stands in the source with what is drawn for it, glyph by glyph."""
    begin = 0
    for match in HARMFUL.finditer(text):
        yield from ((glyph, glyph) for glyph in glyphs(text[begin : match.start()]))
        yield match[0], "    " if match[0] == "\t" else escape(match[0])
        begin = match.end()
    yield from ((glyph, glyph) for glyph in glyphs(text[begin:]))


class View(NamedTuple):
    """The part of a line that is shown: the glyphs from `first` to `last`, half-open."""

    line: SourceLine
    first: int
    last: int
    ellipsis: str

    @property
    def text(self) -> str:
        """What is shown, with an ellipsis on each side where something is left out."""
        return "".join(
            (
                self.ellipsis if self.first else "",
                *self.line.parts[self.first : self.last],
                self.ellipsis if self.last < len(self.line.parts) else "",
            )
        )

    def columns(self, first: int, last: int) -> tuple[int, int]:
        """Return the cells, half-open, of these glyphs as shown; an ellipsis counts for what it hides."""
        start, end = self.line.cells(first, last)
        left = self.line.edges[self.first]
        lead = width(self.ellipsis) if self.first else 0
        if last > self.last:
            end = self.line.edges[self.last] + width(self.ellipsis)
        return lead + max(0, start - left), lead + end - left


def view(line: SourceLine, first: int, last: int, room: int, ellipsis: str) -> View:
    """Return the part of a line that shows these glyphs and fits the room, if possible from the start."""
    count, edges, mark = len(line.parts), line.edges, width(ellipsis)
    start, end = line.cells(first, last)
    total = max(edges[-1], end)
    if total <= room:
        return View(line, 0, count, ellipsis)
    left = 0
    if end > room - mark:
        beside = max(0, room - 2 * mark - (end - start))
        stop = min(total, end + min(_CONTEXT, beside))
        left = bisect_left(edges, stop - (room - mark - (mark if stop < total else 0)))
        if left > first:
            left = bisect_left(edges, max(0, start - _LEAD))
    rest = room - (mark if left else 0)
    right = count
    if total - edges[left] > rest:
        right = bisect_right(edges, edges[left] + rest - mark) - 1
    return View(line, *_whole_numbers(line, left, right, first, last), ellipsis)


def _whole_numbers(line: SourceLine, left: int, right: int, first: int, last: int) -> tuple[int, int]:
    """Draw both ends of a view in until no number is cut, but not into what has to be seen."""
    count = len(line.parts)
    narrowed = left
    while 0 < narrowed < first and splits_number(line.parts[narrowed - 1], line.parts[narrowed]):
        narrowed += 1
    least = last if last <= right else first + 1
    shortened = right
    while least < shortened < count and splits_number(line.parts[shortened - 1], line.parts[shortened]):
        shortened -= 1
    return narrowed, shortened
