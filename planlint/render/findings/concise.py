"""A finding a line, for editors, logs and grep."""

from planlint.lint.report import Report
from planlint.render.findings.locations import in_a_line


def concise(report: Report) -> str:
    """Return `path:line:col: CODE name message` for each finding; empty where there is none."""
    return "".join(f"{in_a_line(report, one)}\n" for one in report.diagnostics)
