"""The report as JUnit XML: a suite a file, a case a finding."""

from collections.abc import Iterable

from planlint.bounds import bounded
from planlint.diagnostic import Diagnostic, Severity
from planlint.grouped import grouped
from planlint.lint.report import Report
from planlint.printable import plain
from planlint.render.findings.locations import location, start_of


def junit(report: Report, prefix: str = "") -> str:
    """Return the findings as test cases: errors as failures, warnings and notes as skipped ones.

    A clean plan is one case that passes, because a report without any reads as "no tests found".
    """
    from xml.etree import ElementTree

    files = grouped((one.place.path, one) for one in report.diagnostics)
    suites = ElementTree.Element("testsuites", {"name": "planlint", **_counts(report.diagnostics)})
    for path, found in files.items():
        suite = ElementTree.SubElement(suites, "testsuite", {"name": plain(prefix + path), **_counts(found)})
        for one in found:
            case = ElementTree.SubElement(suite, "testcase", _about(report, one, prefix))
            tag = "failure" if one.severity is Severity.ERROR else "skipped"
            told = ElementTree.SubElement(case, tag, message=plain(one.message), type=one.severity.label)
            told.text = _text(report, one, prefix)
    if not files:
        passed = {"tests": "1", "failures": "0", "skipped": "0", "errors": "0"}
        suites.attrib.update(passed)
        suite = ElementTree.SubElement(suites, "testsuite", {"name": "plan", **passed})
        ElementTree.SubElement(suite, "testcase", name="nothing to report", classname="planlint")
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode") + "\n"


def _counts(found: Iterable[Diagnostic]) -> dict[str, str]:
    severities = [one.severity for one in found]
    failures = severities.count(Severity.ERROR)
    counts = {"tests": len(severities), "failures": failures, "skipped": len(severities) - failures, "errors": 0}
    return {name: str(count) for name, count in counts.items()}


def _about(report: Report, one: Diagnostic, prefix: str) -> dict[str, str]:
    name = f"{one.code} {one.name}" + (f" {plain(bounded(one.item))}" if one.item else "")
    path = plain(prefix + one.place.path)
    return {"name": name, "classname": path, "file": path, "line": str(start_of(report, one).line)}


def _text(report: Report, one: Diagnostic, prefix: str) -> str:
    where = plain(prefix) + location(report.sources_for(one), one.place.path, one.place.span.start)
    return f"{where}: {plain(one.message)}" + (f"\n{plain(one.help)}" if one.help else "")
