"""The report for programs: one JSON value, or a finding a line."""

import json
from collections.abc import Mapping

from planlint import __version__
from planlint.diagnostic import Diagnostic, Place
from planlint.lint.report import Report
from planlint.render.places import position
from planlint.render.plain import HARMFUL
from planlint.text import Source

_FORMAT = 1


def json_text(report: Report) -> str:
    """Return the report as a JSON object, a finding a line within it.

    Lines and columns are counted from 1, columns in code points; ends are exclusive. The same report gives
    the same text.
    """
    summary = report.summary
    counts = {
        "files": summary.files,
        "items": summary.items,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "infos": summary.infos,
        "suppressed": summary.suppressed,
    }
    findings = ",".join(f"\n  {line}" for line in _findings(report))
    return (
        f'{{"version": {_FORMAT}, "tool": {_dump({"name": "planlint", "version": __version__})},\n'
        f' "summary": {_dump(counts)},\n'
        f' "findings": [{findings}]}}\n'
    )


def jsonl(report: Report) -> str:
    """Return each finding as a JSON object on a line of its own; empty where there is none."""
    return "".join(f"{line}\n" for line in _findings(report))


def _findings(report: Report) -> list[str]:
    return [_dump(_finding(report.sources, diagnostic)) for diagnostic in report.diagnostics]


def _finding(sources: Mapping[str, Source], diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.label,
        "message": diagnostic.message,
        **_place(sources, diagnostic.place),
        "item": diagnostic.item,
        "key": diagnostic.key,
        "help": diagnostic.help,
        "related": [{**_place(sources, related.place), "message": related.message} for related in diagnostic.related],
        "fix": None,
    }


def _place(sources: Mapping[str, Source], place: Place) -> dict[str, object]:
    start = position(sources, place.path, place.span.start)
    end = position(sources, place.path, place.span.end)
    return {"path": place.path, "start": start._asdict(), "end": end._asdict()}


def _dump(value: object) -> str:
    """Return JSON with escapes for what UTF-8 cannot carry or a terminal would act upon."""
    return HARMFUL.sub(lambda match: _json_escape(match[0]), json.dumps(value, ensure_ascii=False))


def _json_escape(char: str) -> str:
    """Return the escape JSON has for a character: its UTF-16 units."""
    return json.dumps(char)[1:-1]
