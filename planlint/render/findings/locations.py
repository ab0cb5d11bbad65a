"""Where a place is, as lines and columns."""

from collections.abc import Mapping

from planlint.diagnostic import Diagnostic, Place
from planlint.lint.report import Report
from planlint.printable import plain
from planlint.text import Position, Source


def position(sources: Mapping[str, Source], path: str, offset: int) -> Position:
    """Return the line and column, from 1, of an offset in a file; 1:1 in a file without a text."""
    source = sources.get(path)
    return source.position(min(max(offset, 0), len(source.text))) if source else Position(1, 1)


def ends(sources: Mapping[str, Source], place: Place) -> tuple[Position, Position]:
    """Return the lines and columns where a place begins and ends."""
    return position(sources, place.path, place.span.start), position(sources, place.path, place.span.end)


def start_of(report: Report, one: Diagnostic) -> Position:
    """Return the line and column where a finding begins."""
    return ends(report.sources_for(one), one.place)[0]


def in_a_line(report: Report, one: Diagnostic) -> str:
    """Return `path:line:column: CODE name message`."""
    where = location(report.sources_for(one), one.place.path, one.place.span.start)
    return f"{where}: " + plain(f"{one.code} {one.name} {one.message}")


def location(sources: Mapping[str, Source], path: str, offset: int) -> str:
    """Return `path:line:column`."""
    line, column = position(sources, path, offset)
    return f"{plain(path)}:{line}:{column}"
