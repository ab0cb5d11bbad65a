"""The table of findings: a row for each that `check` shows."""

from collections.abc import Iterator
from typing import Any

from planlint.lint.report import Report
from planlint.render.export.typed import Row, RowOrigin
from planlint.render.findings.json import finding_json


def finding_rows(report: Report, source: RowOrigin) -> Iterator[Row]:
    """Yield the rows of findings, by path, position and code."""
    for diagnostic in report.diagnostics:
        found: dict[str, Any] = finding_json(report.sources_for(diagnostic), diagnostic)
        yield {
            **source.row("findings"),
            **{name: found[name] for name in ("code", "name", "severity", "message", "path")},
            "line": found["start"]["line"],
            "column": found["start"]["column"],
            **{name: found[name] for name in ("item", "key", "help")},
        }
