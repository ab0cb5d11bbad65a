"""A piece of a source with the places underlined that are spoken of."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from planlint.printable import plain
from planlint.render.text.cells import SourceLine, View, measure, view, width, wrap
from planlint.render.text.style import Style, Tone
from planlint.text import Position, Source, Span

_LONGEST_BLOCK = 6  # lines; of a longer one its ends are shown
_BLOCK_ENDS = 2
_LEAST_LABEL = 20  # cells in which a label may be broken into lines rather than moved
_SEPARATORS = 3  # the cells of " | ", between number and text


class Mark(NamedTuple):
    """A place to be underlined, with what is said about it.

    The main place is drawn with `^` in the colour of the finding, others with `-`.
    """

    span: Span
    label: str = ""
    main: bool = False


class Frame(NamedTuple):
    """What all lines of a finding share: the style, its colour, the digits of its greatest line number."""

    style: Style
    tone: Tone
    digits: int = 3

    def bar(self, content: str = "") -> str:
        """Return a line of the snippet without a number."""
        return f"{self.style.paint(' ' * self.digits + ' |', 'aside')} {content}".rstrip()

    def numbered(self, number: int, content: str) -> str:
        """Return a line of the snippet with its number."""
        return f"{self.style.paint(f'{number:>{self.digits}} |', 'aside')} {content}".rstrip()

    def arrow(self, sign: str, place: str) -> str:
        """Return the line that says where a snippet stands; it is never cut, so that it can be followed."""
        return f"{' ' * self.digits}{self.style.paint(sign, 'aside')} {place}"

    def elision(self, margin: str) -> str:
        """Return the line that stands for lines left out."""
        return self.style.paint(f"{'...':<{self.digits + _SEPARATORS}}{margin}".rstrip(), "aside")

    @property
    def room(self) -> int:
        """The cells there are for the text of a line."""
        return self.style.room - self.digits - _SEPARATORS

    def tone_of(self, main: bool) -> Tone:
        """Return the colour of an underline."""
        return self.tone if main else "aside"


class _Extent(NamedTuple):
    """A mark, and the lines and columns it goes over; the end column is the one behind the last character."""

    mark: Mark
    start: Position
    end: Position


def last_line(source: Source, marks: Iterable[Mark]) -> int:
    """Return the greatest line number that a snippet with these marks shows."""
    return max(_extent(source, mark).end.line for mark in marks) + 1


def snippet(source: Source, marks: Sequence[Mark], frame: Frame) -> list[str]:
    """Return the lines of a source with these marks, in the file's order; none where nothing can be seen."""
    extents = [_extent(source, mark) for mark in marks if _visible(source, mark)]
    block = next((e for e in extents if e.mark.main and e.end.line > e.start.line), None)
    flat = [_first_line_only(source, extent) for extent in extents if extent is not block]
    shown = _shown_lines(source, flat, block)
    rows: list[str] = []
    before = None
    for number in shown:
        if before is not None and number > before + 1:
            rows.append(frame.elision("|" if block and block.start.line < number <= block.end.line else ""))
        here = [extent for extent in flat if extent.start.line == number]
        rows.extend(_line_rows(source, number, here, block, frame))
        before = number
    return rows


def _visible(source: Source, mark: Mark) -> bool:
    """Whether there is something to point at: a finding on a whole file says nothing about its first line."""
    return bool(source.text) and not (mark.span == (0, 0) and not mark.label)


def _extent(source: Source, mark: Mark) -> _Extent:
    """Measure a mark, kept inside the text and without the line ends it closes with."""
    text = source.text
    start = min(max(mark.span.start, 0), len(text))
    end = min(max(mark.span.end, start), len(text))
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    return _Extent(mark, source.position(start), source.position(end))


def _first_line_only(source: Source, extent: _Extent) -> _Extent:
    if extent.end.line == extent.start.line:
        return extent
    end = len(source.line(extent.start.line)) + 1
    return extent._replace(end=Position(extent.start.line, end))


def _shown_lines(source: Source, flat: list[_Extent], block: _Extent | None) -> list[int]:
    numbers = {extent.start.line for extent in flat}
    if block:
        whole = range(block.start.line, block.end.line + 1)
        numbers.update(whole if len(whole) <= _LONGEST_BLOCK else (*whole[:_BLOCK_ENDS], *whole[-_BLOCK_ENDS:]))
    numbers.update(extent.start.line + 1 for extent in flat if _tells_more(source, extent.start.line))
    # Where something is missing at the end, the line before tells what.
    numbers.update(number - 1 for number in tuple(numbers) if number > 1 and not source.line(number).strip())
    # A line costs no more than the sign that it was left out.
    numbers.update(number + 1 for number in tuple(numbers) if number + 2 in numbers)
    return sorted(numbers)


def _tells_more(source: Source, number: int) -> bool:
    """Whether a line is a header, and the next one belongs to its table: mostly the title."""
    header, following = source.line(number).strip(), source.line(number + 1).strip()
    name, closed, _ = header.partition("]")
    return header.startswith("[") and bool(closed) and "=" not in name and following[:1] not in ("", "[", "]")


@lru_cache(maxsize=16)
def _measured(source: Source, number: int) -> SourceLine:
    """Measure a line once for all findings on it: a file may be a single line of a million characters."""
    return measure(source.line(number))


def _line_rows(source: Source, number: int, here: list[_Extent], block: _Extent | None, frame: Frame) -> Iterator[str]:
    """Yield a source line and what is drawn below it."""
    line = _measured(source, number)
    if block is None:
        yield from _marked_line(line, number, here, "", frame)
        return
    inside = block.start.line < number <= block.end.line
    begins = number == block.start.line
    tone = frame.tone
    if not begins:
        margin = frame.style.paint("|", tone) + " " if inside else "  "
        yield from _marked_line(line, number, here, margin, frame)
        if number == block.end.line:
            yield from _block_end(line, block, frame)
    elif source.line(number)[: block.start.column - 1].strip():
        yield from _marked_line(line, number, here, "  ", frame)
        yield frame.bar(" " + frame.style.paint(_to_caret(line, block.start.column - 1, frame), tone))
    else:
        yield from _marked_line(line, number, here, frame.style.paint("/", tone) + " ", frame)


def _block_end(line: SourceLine, block: _Extent, frame: Frame) -> Iterator[str]:
    tone = frame.tone
    drawn = "|" + _to_caret(line, max(0, block.end.column - 2), frame)
    label = plain(block.mark.label)
    beside = len(drawn) + 1 + width(label) <= frame.room
    yield frame.bar(frame.style.paint(f"{drawn} {label}" if label and beside else drawn, tone))
    if label and not beside:
        for text in wrap(label, frame.room - 2):
            yield frame.bar("  " + frame.style.paint(text, tone))


def _to_caret(line: SourceLine, offset: int, frame: Frame) -> str:
    """Return the stroke below a line from its margin to a code point, or to where the line is cut."""
    shown = view(line, 0, 0, frame.room - 2, frame.style.ellipsis)
    glyph = min(line.range(offset, offset + 1)[0], shown.last)
    return "_" * (shown.columns(glyph, glyph)[0] + 1) + "^"


def _marked_line(line: SourceLine, number: int, here: list[_Extent], margin: str, frame: Frame) -> Iterator[str]:
    """Yield the line with its underlines; once more for marks that do not fit on the screen together."""
    room = frame.room - (2 if margin else 0)
    if not here:
        yield frame.numbered(number, margin + view(line, 0, 0, room, frame.style.ellipsis).text)
    for group in _groups(line, here, room, frame.style.ellipsis):
        first = min(underline.first for underline in group)
        last = max(underline.last for underline in group)
        shown = view(line, first, last, room, frame.style.ellipsis)
        yield frame.numbered(number, margin + shown.text)
        for row in _underlines(shown, group, room, frame):
            yield frame.bar(margin + row)


class _Underline(NamedTuple):
    """A mark on one line: the glyphs it covers, half-open."""

    first: int
    last: int
    label: str
    main: bool


def _groups(line: SourceLine, here: list[_Extent], room: int, ellipsis: str) -> Iterator[list[_Underline]]:
    """Yield the marks of a line in groups that can be shown together."""
    underlines = sorted(
        (_underline(line, extent) for extent in here), key=lambda mark: (mark.first, mark.last, not mark.main)
    )
    fits = room if line.edges[-1] < room else room - 2 * width(ellipsis)
    group: list[_Underline] = []
    for underline in underlines:
        together = [*group, underline]
        start, _ = line.cells(together[0].first, together[0].last)
        end = max(line.cells(mark.first, mark.last)[1] for mark in together)
        if group and end - start > fits:
            yield group
            together = [underline]
        group = together
    if group:
        yield group


def _underline(line: SourceLine, extent: _Extent) -> _Underline:
    first, last = line.range(extent.start.column - 1, extent.end.column - 1)
    return _Underline(first, last, plain(extent.mark.label), extent.mark.main)


def _underlines(shown: View, group: list[_Underline], room: int, frame: Frame) -> Iterator[str]:
    """Yield the row of carets, the last one's label beside it; then the other labels, from the right."""
    columns = [shown.columns(mark.first, mark.last) for mark in group]
    row = _carets(group, columns, frame)
    edge = max(end for _, end in columns)
    hung = [(start, mark) for (start, _), mark in zip(columns, group, strict=True) if mark.label]
    rightmost = group[-1]
    if rightmost.label and columns[-1][1] == edge and edge + 1 + width(rightmost.label) <= room:
        row += " " + frame.style.paint(rightmost.label, frame.tone_of(rightmost.main))
        hung.pop()
    yield row
    if hung and len(group) > 1:
        yield _row([(start, "|", mark.main) for start, mark in hung], frame)
    while hung:
        start, mark = hung.pop()
        yield from _hung_label(start, mark, hung, room, frame)


def _carets(group: list[_Underline], columns: list[tuple[int, int]], frame: Frame) -> str:
    """Return the row of carets; where marks overlap, the main one is seen."""
    drawn: dict[int, bool] = {}
    for mark, (start, end) in zip(group, columns, strict=True):
        for column in range(start, end):
            drawn[column] = drawn.get(column, False) or mark.main
    runs: list[tuple[int, str, bool]] = []
    for column in sorted(drawn):
        main = drawn[column]
        sign = "^" if main else "-"
        if runs and runs[-1][0] + len(runs[-1][1]) == column and runs[-1][2] == main:
            runs[-1] = (runs[-1][0], runs[-1][1] + sign, main)
        else:
            runs.append((column, sign, main))
    return _row(runs, frame)


def _hung_label(
    start: int, mark: _Underline, others: list[tuple[int, _Underline]], room: int, frame: Frame
) -> Iterator[str]:
    """Yield a label below its caret, or left of it to fit; and the lines down to labels still to come."""
    column = max(0, min(start, room - width(mark.label)))
    if others and room - start >= _LEAST_LABEL:
        column = start
    for text in wrap(mark.label, room - column):
        lines = [(at, "|", other.main) for at, other in others if at < column]
        yield _row([*lines, (column, text, mark.main)], frame)


def _row(runs: list[tuple[int, str, bool]], frame: Frame) -> str:
    """Return a row of texts, each at its column; the first of several at one column is seen."""
    row = ""
    reached = 0
    for column, text, main in runs:
        if column < reached:
            continue
        row += " " * (column - reached) + frame.style.paint(text, frame.tone_of(main))
        reached = column + width(text)
    return row
