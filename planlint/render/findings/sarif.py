"""The report as SARIF 2.1.0, in the part of it that GitHub's code scanning reads."""

import json
from collections.abc import Mapping
from urllib.parse import quote

from planlint.diagnostic import Diagnostic, Fix, Place, Severity
from planlint.grouped import grouped
from planlint.lint.fingerprint import digests
from planlint.lint.report import Report
from planlint.printable import plain
from planlint.render.findings.locations import ends
from planlint.render.rules import example_text
from planlint.render.text.markdown import cut
from planlint.rules import rule_by_code
from planlint.rules.pages import HOME, page_url
from planlint.rules.rule import Rule
from planlint.text import Source
from planlint.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST = 5000
"""GitHub keeps the first five thousand results of a run."""
_MOST_TEXT = 1024
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def sarif(report: Report, prefix: str = "") -> str:
    """Return one run with a result for each finding, the weightiest where there are more than GitHub keeps.

    Lines and columns are counted from 1, columns in code points; ends are exclusive.
    """
    marked = list(zip(report.diagnostics, digests(report.diagnostics), strict=True))
    if len(marked) > MOST:
        marked = sorted(marked, key=lambda pair: -pair[0].severity)[:MOST]
    rules = [rule_by_code(code) for code in sorted({one.code for one, _ in marked})]
    index = {rule.code: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "planlint",
                "semanticVersion": __version__,
                "informationUri": HOME,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The top of the repository."}}},
        "results": [_result(report.sources_for(one), one, index[one.code], digest, prefix) for one, digest in marked],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    text = f"{rule.what}\n\n{rule.why}\n\nSource: {rule.source.title}"
    bad, good = example_text(rule.bad), example_text(rule.good)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": cut(rule.what, _MOST_TEXT)},
        "fullDescription": {"text": cut(f"{rule.what} {rule.why}", _MOST_TEXT)},
        "help": {
            "text": f"{text}\n\nBad:\n{bad}\nGood:\n{good}",
            "markdown": "\n\n".join((text, _fenced("Bad", bad), _fenced("Good", good))),
        },
        "helpUri": page_url(rule.code),
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.default},
        "properties": {"precision": "high", "problem.severity": _PROBLEMS[rule.severity], "tags": ["plan"]},
    }


def _fenced(title: str, example: str) -> str:
    return f"{title}:\n\n```toml\n{example}```"


def _message(one: Diagnostic) -> str:
    """The message and the way out; what would be read as a link in it stays text."""
    lines = [plain(text) for text in (one.message, one.help) if text]
    return "\n".join(lines).replace("](", "]\u2060(")


def _result(sources: Mapping[str, Source], one: Diagnostic, index: int, digest: str, prefix: str) -> dict[str, object]:
    item = None if one.item is None else {"fullyQualifiedName": plain(one.item), "kind": "object"}
    logical = {"logicalLocations": [item]} if item else {}
    result: dict[str, object] = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": {"text": _message(one)},
        "locations": [{"physicalLocation": _location(sources, one.place, prefix), **logical}],
        "partialFingerprints": {"primaryLocationLineHash": digest},
    }
    if one.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _location(sources, related.place, prefix),
                "message": {"text": plain(related.message)},
            }
            for number, related in enumerate(one.related)
        ]
    if one.fix is not None:
        result["fixes"] = [_fix(sources, one.fix, prefix)]
    return result


def _location(sources: Mapping[str, Source], place: Place, prefix: str) -> dict[str, object]:
    return {"artifactLocation": _artifact(place.path, prefix), "region": _region(sources, place)}


def _artifact(path: str, prefix: str) -> dict[str, object]:
    uri = quote((prefix + path).encode("utf-8", "surrogateescape"), safe="/-._~")
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _region(sources: Mapping[str, Source], place: Place) -> dict[str, int]:
    start, end = ends(sources, place)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _fix(sources: Mapping[str, Source], fix: Fix, prefix: str) -> dict[str, object]:
    changes = [
        {
            "artifactLocation": _artifact(path, prefix),
            "replacements": [
                {"deletedRegion": _region(sources, Place(path, edit.span)), "insertedContent": {"text": edit.text}}
                for edit in edits
            ],
        }
        for path, edits in grouped((edit.path, edit) for edit in fix.edits).items()
    ]
    return {
        "description": {"text": "planlint check --fix" + ("" if fix.safe else " --unsafe-fixes")},
        "artifactChanges": changes,
    }
