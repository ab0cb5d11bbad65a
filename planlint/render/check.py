"""Which renderer draws a check's report in which format."""

from planlint.lint.report import Report
from planlint.render.conclusion import conclusion
from planlint.render.words import Style


def render_check(report: Report, form: str, style: Style, *, quiet: bool = False) -> str:
    """Return a report in one of the formats of `planlint check`; quiet leaves out the summary line."""
    # A clean plan is what most checks see: it does not wait for what draws findings to be imported.
    if form in ("json", "jsonl"):
        from planlint.render.json_report import json_text, jsonl

        return json_text(report) if form == "json" else jsonl(report)
    if form == "concise":
        from planlint.render.concise import concise

        return concise(report)
    if not report.diagnostics:
        return "" if quiet else conclusion(report, style)
    from planlint.render.full import full

    return full(report, style, summary=not quiet)


def render_statistics(report: Report, form: str, style: Style, *, quiet: bool = False) -> str:
    """Return how often each rule found something; as JSON for the machine formats."""
    from planlint.render.statistics import statistics, statistics_json

    return statistics_json(report) if form in ("json", "jsonl") else statistics(report)
