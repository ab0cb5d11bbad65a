"""Which renderer draws a check's report in which format."""

from planlint.lint.report import Report
from planlint.render.concise import concise
from planlint.render.full import full
from planlint.render.json_report import json_text, jsonl
from planlint.render.statistics import statistics, statistics_json
from planlint.render.words import Style


def render_check(report: Report, form: str, style: Style, *, quiet: bool = False) -> str:
    """Return a report in one of the formats of `planlint check`; quiet leaves out the summary line."""
    if form == "json":
        return json_text(report)
    if form == "jsonl":
        return jsonl(report)
    if form == "concise":
        return concise(report)
    return full(report, style, summary=not quiet)


def render_statistics(report: Report, form: str, style: Style, *, quiet: bool = False) -> str:
    """Return how often each rule found something; as JSON for the machine formats."""
    if form in ("json", "jsonl"):
        return statistics_json(report)
    return statistics(report)
