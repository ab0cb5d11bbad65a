"""Where a place is, as lines and columns."""

from collections.abc import Mapping

from planlint.diagnostic import Diagnostic
from planlint.lint.report import Report
from planlint.printable import plain
from planlint.text import Position, Source


def position(sources: Mapping[str, Source], path: str, offset: int) -> Position:
    """Return the line and column, from 1, of an offset in a file; 1:1 in a file without a text."""
    source = sources.get(path)
    return source.position(min(max(offset, 0), len(source.text))) if source else Position(1, 1)


def start_of(report: Report, one: Diagnostic) -> Position:
    """Return the line and column where a finding begins."""
    return position(report.sources_for(one), one.place.path, one.place.span.start)


def in_a_line(report: Report, one: Diagnostic) -> str:
    """Return `path:line:column: CODE name message`."""
    where = location(report.sources_for(one), one.place.path, one.place.span.start)
    return f"{where}: " + plain(f"{one.code} {one.name} {one.message}")


def location(sources: Mapping[str, Source], path: str, offset: int) -> str:
    """Return `path:line:column`."""
    line, column = position(sources, path, offset)
    return f"{plain(path)}:{line}:{column}"
