"""The file format of baselines: JSON, sorted, an entry a line, so that a change is read as a difference of lines."""

import json
from typing import Any

from planlint.lint.baseline import Baseline, names_an_item
from planlint.lint.fingerprint import Fingerprint
from planlint.rules import find_rule
from planlint.text import Position

VERSION = 1
_KEYS = ("code", "item", "path", "key", "count")


class BaselineError(ValueError):
    """Why a text is no baseline: one line for people, and the place where that is known."""

    def __init__(self, message: str, position: Position | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


def to_text(baseline: Baseline) -> str:
    """Return a baseline as the text of its file."""
    marks = sorted(baseline.counts, key=lambda mark: (mark.code, mark.subject, mark.key or ""))
    entries = ",\n".join(f"  {_written(mark, baseline.counts[mark])}" for mark in marks)
    return f'{{"version": {VERSION}, "findings": [\n' + (f"{entries}\n" if entries else "") + "]}\n"


def _written(mark: Fingerprint, number: int) -> str:
    entry: dict[str, object] = {"code": mark.code, "item" if names_an_item(mark) else "path": mark.subject}
    if mark.key is not None:
        entry["key"] = mark.key
    text = json.dumps({**entry, "count": number}, ensure_ascii=False)
    # Whoever reads the difference of two baselines on a terminal is to see names, and nothing that acts on it.
    return text if text.isprintable() else json.dumps({**entry, "count": number})


def from_text(text: str) -> Baseline:
    """Return the baseline in the text of its file; `BaselineError` where it is damaged."""
    value = _parsed(text)
    if not isinstance(value, dict) or "version" not in value:
        raise BaselineError("it is not a baseline: it has no `version`")
    version = value["version"]
    if type(version) is not int or version != VERSION:
        raise BaselineError(f"its version is {_shown(version)}; this planlint reads version {VERSION}")
    unknown = next((key for key in value if key not in ("version", "findings")), None)
    if unknown is not None:
        raise BaselineError(f"unknown key {_shown(unknown)}")
    findings = value.get("findings")
    if not isinstance(findings, list):
        raise BaselineError("`findings` is missing" if findings is None else "`findings` is not an array")
    counts: dict[Fingerprint, int] = {}
    for number, entry in enumerate(findings, start=1):
        mark = _mark(entry, f"entry {number}")
        if mark in counts:
            raise BaselineError(f"entry {number}, {in_words(mark)}, is there twice")
        counts[mark] = entry["count"]
    return Baseline(counts)


def _parsed(text: str) -> Any:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("<<<<<<< "):
            raise BaselineError("it has a merge conflict", Position(number, 1))
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        words = error.msg[:1].lower() + error.msg[1:]
        raise BaselineError(f"it is not JSON: {words}", Position(error.lineno, error.colno)) from None
    except RecursionError:
        raise BaselineError("it nests too deep") from None
    except ValueError:  # Python refuses to make a number of thousands of digits
        raise BaselineError("a number in it is too long") from None


def _mark(entry: Any, label: str) -> Fingerprint:
    if not isinstance(entry, dict):
        raise BaselineError(f"{label} is {_shown(entry)}; it takes an object")
    for key, value in entry.items():
        if key not in _KEYS:
            raise BaselineError(f"{label} has the unknown key {_shown(key)}")
        if key != "count" and not (isinstance(value, str) and value):
            raise BaselineError(f"{label}: `{key}` is {_shown(value)}; it takes text")
    if "code" not in entry:
        raise BaselineError(f"{label} has no `code`")
    if ("item" in entry) is ("path" in entry):
        has = "both" if "item" in entry else "neither"
        raise BaselineError(f"{label} takes one of `item` and `path`; it has {has}")
    if "count" not in entry:
        raise BaselineError(f"{label} has no `count`")
    number = entry["count"]
    if type(number) is not int or number < 1:
        raise BaselineError(f"{label}: `count` is {_shown(number)}; it takes a whole number from 1")
    rule = find_rule(entry["code"])
    if rule is not None and rule.on_changes:
        raise BaselineError(f"{label} records {rule.code}: a baseline cannot record findings about a change")
    return Fingerprint(entry["code"], entry.get("item") or entry["path"], entry.get("key"))


def in_words(mark: Fingerprint) -> str:
    """Return a fingerprint as people name it: `PL201 task.call-list tactic`."""
    return " ".join(part for part in mark if part)


def _shown(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 40 else text[:39] + "…"
