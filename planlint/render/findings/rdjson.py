"""The report as Reviewdog Diagnostic Format: columns in bytes, and fixes as suggestions."""

from collections.abc import Mapping

from planlint.diagnostic import Diagnostic, Place, Severity
from planlint.json_line import dump, on_lines
from planlint.lint.report import Report
from planlint.printable import plain
from planlint.render.findings.locations import position
from planlint.rules.pages import HOME, page_url
from planlint.text import Source

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def rdjson(report: Report, prefix: str = "") -> str:
    """Return the findings as reviewdog reads them: lines and columns from 1, columns in UTF-8 bytes, ends exclusive."""
    rows = (_row(report.sources_for(one), one, prefix) for one in report.diagnostics)
    source = dump({"name": "planlint", "url": HOME})
    return f'{{"source": {source},\n "diagnostics": [{on_lines(rows)}]}}\n'


def _row(sources: Mapping[str, Source], one: Diagnostic, prefix: str) -> dict[str, object]:
    row: dict[str, object] = {
        "message": plain(f"{one.message}; {one.help}" if one.help else one.message),
        "location": _location(sources, one.place, prefix),
        "severity": _SEVERITIES[one.severity],
        "code": {"value": one.code, "url": page_url(one.code)},
    }
    # A suggestion is one edit of the file the finding is in.
    if one.fix is not None and [edit.path for edit in one.fix.edits] == [one.place.path]:
        (edit,) = one.fix.edits
        row["suggestions"] = [{"range": _range(sources, Place(edit.path, edit.span)), "text": edit.text}]
    if one.related:
        row["related_locations"] = [
            {"message": plain(related.message), "location": _location(sources, related.place, prefix)}
            for related in one.related
        ]
    return row


def _location(sources: Mapping[str, Source], place: Place, prefix: str) -> dict[str, object]:
    return {"path": prefix + place.path, "range": _range(sources, place)}


def _range(sources: Mapping[str, Source], place: Place) -> dict[str, object]:
    return {"start": _position(sources, place, place.span.start), "end": _position(sources, place, place.span.end)}


def _position(sources: Mapping[str, Source], place: Place, offset: int) -> dict[str, int]:
    line, column = position(sources, place.path, offset)
    before = sources[place.path].line(line)[: column - 1] if place.path in sources else ""
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
