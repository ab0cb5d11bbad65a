"""The report for programs: one JSON value, or a finding a line."""

from collections.abc import Iterator, Mapping

from planlint.diagnostic import Diagnostic, Fix, Place
from planlint.json_line import dump, on_lines
from planlint.lint.report import Report
from planlint.render.findings.locations import ends
from planlint.text import Source
from planlint.version import __version__


def json_text(report: Report) -> str:
    """Return the report as a JSON object, a finding a line within it.

    Lines and columns are counted from 1, columns in code points; ends are exclusive. The same report gives
    the same text.
    """
    return (
        f'{{"version": 1, "tool": {dump({"name": "planlint", "version": __version__})},\n'
        f' "summary": {dump(report.summary._asdict())},\n'
        f' "findings": [{on_lines(_findings(report))}]}}\n'
    )


def jsonl(report: Report) -> str:
    """Return each finding as a JSON object on a line of its own; empty where there is none."""
    return "".join(f"{dump(one)}\n" for one in _findings(report))


def _findings(report: Report) -> Iterator[dict[str, object]]:
    return (finding_json(report.sources_for(one), one) for one in report.diagnostics)


def finding_json(sources: Mapping[str, Source], diagnostic: Diagnostic) -> dict[str, object]:
    """Return a finding as a JSON object; `sources` are the texts its places are measured in."""
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.label,
        "message": diagnostic.message,
        **_place(sources, diagnostic.place),
        "item": diagnostic.item,
        **({"items": list(diagnostic.together.items)} if diagnostic.together else {}),
        "key": diagnostic.key,
        "help": diagnostic.help,
        "related": [{**_place(sources, related.place), "message": related.message} for related in diagnostic.related],
        "fix": _fix(sources, diagnostic.fix),
    }


def _fix(sources: Mapping[str, Source], fix: Fix | None) -> dict[str, object] | None:
    if fix is None:
        return None
    edits = [{**_place(sources, Place(edit.path, edit.span)), "text": edit.text} for edit in fix.edits]
    return {"safe": fix.safe, "edits": edits}


def _place(sources: Mapping[str, Source], place: Place) -> dict[str, object]:
    start, end = ends(sources, place)
    return {"path": place.path, "start": start._asdict(), "end": end._asdict()}
