"""Annotations for a GitHub workflow: commands that its runner shows beside the lines they are about."""

from planlint.diagnostic import Diagnostic, Severity
from planlint.errors import PlanlintError
from planlint.lint.report import Report
from planlint.printable import in_log, plain
from planlint.render.findings.locations import ends, in_a_line

MOST = 10
"""A step shows ten annotations of each level; what is beyond is dropped without a word."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(report: Report, prefix: str = "") -> str:
    """Return workflow commands, errors first; what is beyond the limit follows as plain lines of the log."""
    lines = []
    beyond: list[Diagnostic] = []
    for severity, level in _LEVELS.items():
        found = [one for one in report.diagnostics if one.severity is severity]
        lines += [_command(report, one, level, prefix) for one in found[:MOST]]
        beyond += found[MOST:]
    if beyond:
        lines.append(f"{len(beyond)} more, which GitHub would not show beside the lines:")
        # A line that begins with text of the plan could be a command.
        lines += [in_log(f"- {plain(prefix)}{in_a_line(report, one)}") for one in beyond]
    return "".join(f"{line}\n" for line in lines)


def annotation(error: PlanlintError) -> str:
    """Return the workflow command for what went wrong in `planlint ci`; it is about no line."""
    return f"::error title=planlint ci::{_data(_lines(error.message, error.help))}\n"


def _command(report: Report, one: Diagnostic, level: str, prefix: str) -> str:
    start, end = ends(report.sources_for(one), one.place)
    where = {"file": prefix + one.place.path, "line": start.line, "endLine": end.line}
    if start.line == end.line:  # columns count only within one line
        where |= {"col": start.column, "endColumn": end.column}
    where["title"] = f"{one.code} {one.name}"
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
    return f"::{level} {properties}::{_data(_lines(one.message, one.help))}"


def _lines(message: str, help: str | None) -> str:
    return plain(message) + (f"\n{plain(help)}" if help else "")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(plain(text)).replace(":", "%3A").replace(",", "%2C")
