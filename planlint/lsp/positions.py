"""Offsets in texts, and the positions that an editor and a server tell each other."""

from lsprotocol import types
from pygls.workspace import PositionCodec

from planlint.text import Source, Span


class Positions:
    """Translates between the offsets of a text, in code points, and positions in the units that the editor counts."""

    def __init__(self, codec: PositionCodec) -> None:
        self._units = codec.client_num_units

    def position(self, source: Source, offset: int) -> types.Position:
        """Return the position of an offset."""
        line, column = source.position(offset)
        return types.Position(line - 1, self._units(source.line(line)[: column - 1]))

    def range(self, source: Source, span: Span) -> types.Range:
        """Return the range of a span."""
        return types.Range(self.position(source, span.start), self.position(source, span.end))

    def offset(self, source: Source, position: types.Position) -> int:
        """Return the offset of a position; past the end of a line its end, past the last line the end of the text."""
        if position.line >= source.text.count("\n") + 1:
            return len(source.text)
        line = source.line(position.line + 1)
        units = column = 0
        for character in line:
            if units >= position.character:
                break
            units += self._units(character)
            column += 1
        return source.offset(position.line + 1) + column

    def span(self, source: Source, range: types.Range) -> Span:
        """Return the span of a range."""
        return Span(self.offset(source, range.start), self.offset(source, range.end))
