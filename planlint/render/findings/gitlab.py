"""The report as GitLab's code quality: a JSON array it shows in merge requests."""

from planlint.diagnostic import Severity
from planlint.json_line import on_lines
from planlint.lint.fingerprint import digests
from planlint.lint.report import Report
from planlint.printable import plain
from planlint.render.findings.locations import start_of

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(report: Report, prefix: str = "") -> str:
    """Return the findings as GitLab reads them; `[]` where there is none. Fingerprints stay when lines move."""
    rows = (
        {
            "description": plain(f"{one.message}; {one.help}" if one.help else one.message),
            "check_name": f"{one.code} {one.name}",
            "fingerprint": digest,
            "severity": _SEVERITIES[one.severity],
            "location": {"path": prefix + one.place.path, "lines": {"begin": start_of(report, one).line}},
        }
        for one, digest in zip(report.diagnostics, digests(report.diagnostics), strict=True)
    )
    return f"[{on_lines(rows, ' ')}]\n"
