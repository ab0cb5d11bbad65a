"""Which renderer draws a check's report in which format."""

import importlib

from planlint.lint.report import Report
from planlint.render.findings.summary_line import conclusion
from planlint.render.text.style import Style

FOR_SERVICES = ("github", "sarif", "gitlab", "junit", "rdjson", "markdown")
"""Formats whose paths begin at the top of the repository; each is a module here, with a function of its name."""


def render_check(report: Report, form: str, style: Style, *, quiet: bool = False, prefix: str = "") -> str:
    """Return a report in one of the formats of `planlint check`; quiet leaves out the summary line.

    `prefix` is the way from the top of the repository to the plan's root, `` or `sub/folder/`: for services it stands
    before paths.
    """
    # A clean plan is what most checks see: it does not wait for what draws findings to be imported.
    if form in ("json", "jsonl"):
        from planlint.render.findings.json import json_text, jsonl

        return json_text(report) if form == "json" else jsonl(report)
    if form == "concise":
        from planlint.render.findings.concise import concise

        return concise(report)
    if form in FOR_SERVICES:
        renderer = getattr(importlib.import_module(f"planlint.render.findings.{form}"), form)
        text: str = renderer(report, prefix)
        return text
    if not report.diagnostics:
        return "" if quiet else conclusion(report, style)
    from planlint.render.findings.full import full

    return full(report, style, summary=not quiet)


def render_statistics(report: Report, form: str) -> str:
    """Return how often each rule found something; as JSON for the machine formats."""
    from planlint.render.findings.statistics import statistics, statistics_json

    return statistics_json(report) if form in ("json", "jsonl") else statistics(report)
