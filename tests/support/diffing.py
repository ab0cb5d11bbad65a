"""Two small plans for tests: what differs between them, as lines to read."""

import json
from textwrap import dedent

from planlint.config import Config
from planlint.diff.change import Change
from planlint.lint import RuleSelection
from planlint.lint.changes import judge
from planlint.lint.comparison import Comparison, review
from planlint.load.two_versions import NamedVersion, both_sides, read_files
from planlint.rules.all_rules import RULES
from planlint.rules.rule import EXAMPLE_DAY
from planlint.tree import Unreadable

ON_CHANGES = frozenset(rule.code for rule in RULES if rule.on_changes)

Files = str | dict[str, str | bytes | Unreadable]


def compare(old: Files, new: Files) -> Comparison:
    """Compare two plans in memory; what both have in the same file with the same content is shared."""
    before, after = _tree(old), _tree(new)
    shared = {path: content for path, content in before.items() if after.get(path) == content}
    base, head = (
        read_files((path, content) for path, content in tree.items() if path not in shared) for tree in (before, after)
    )
    both = both_sides(base, head, read_files(shared.items()))
    return review(NamedVersion("base", None), NamedVersion("head", None), both, EXAMPLE_DAY)


def _tree(files: Files) -> dict[str, bytes | Unreadable]:
    if isinstance(files, str):
        files = {"plan.toml": files}
    return {path: dedent(text).encode() if isinstance(text, str) else text for path, text in files.items()}


def said(change: Change) -> str:
    """Return a change as a line: `changed key_result.wait metric.target: 21 -> 30`."""
    if change.verb in ("added", "removed"):
        return f"{change.verb} {change.item}"
    what = f"{change.item} {change.key}" if change.key is not None else change.item
    if change.verb == "changed":
        return f"changed {what}: {_value(change.before)} -> {_value(change.after)}"
    return f"{change.verb} {what}: {change.before} -> {change.after}"


def _value(value: object) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)


def judged(found: Comparison, codes: frozenset[str] = ON_CHANGES, config: Config = Config()) -> list[str]:  # noqa: B008
    """Return what the rules on changes find, each as `E PL801 key_result.wait metric.target`.

    A place in the older version is marked by `before`.
    """
    lines = []
    for one in judge(found, config, RuleSelection(codes), EXAMPLE_DAY):
        finding = one.finding
        words = [finding.severity.name[0], finding.code, finding.item or finding.place.path, finding.key]
        lines.append(" ".join([word for word in words if word] + ["before"] * (finding.place.source is not None)))
    return lines
