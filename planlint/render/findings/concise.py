"""A finding a line, for editors, logs and grep."""

from planlint.diagnostic import Diagnostic
from planlint.lint.report import Report
from planlint.printable import plain
from planlint.render.findings.locations import location


def concise(report: Report) -> str:
    """Return `path:line:col: CODE name message` for each finding; empty where there is none."""
    return "".join(f"{_line(report, diagnostic)}\n" for diagnostic in report.diagnostics)


def _line(report: Report, diagnostic: Diagnostic) -> str:
    where = location(report.sources_for(diagnostic), diagnostic.place.path, diagnostic.place.span.start)
    return f"{where}: " + plain(f"{diagnostic.code} {diagnostic.name} {diagnostic.message}")
