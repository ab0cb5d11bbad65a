"""The texts of plan files after the certain remedies of their findings."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from planlint.diagnostic import Diagnostic, Edit, Fix
from planlint.edit.splices import Splice, spliced
from planlint.grouped import grouped
from planlint.lint.fingerprint import Fingerprint, fingerprint
from planlint.lint.report import Report
from planlint.load import Loaded

MOST_PASSES = 10
"""A fix may bring another to light; ten in a row would be two that undo each other."""

Texts = Mapping[str, str]


class Fixed(NamedTuple):
    """Files whose findings were mended: their new texts by path, how many findings, and what is found then."""

    texts: Texts
    mended: int
    report: Report


def fixed(
    loaded: Loaded, report: Report, judge: Callable[[Texts], tuple[Loaded, Report]], *, unsafe: bool = False
) -> Fixed:
    """Apply the fixes of a report, again and again until nothing more can be mended.

    `judge` loads and judges the plan with these texts in place of its files. Fixes that overlap wait for the next pass,
    those that need a look first are applied only where `unsafe` ones are wanted. What would make a file unreadable, or
    an item stand twice, is left alone.
    """
    texts: dict[str, str] = {}
    refused: set[Fingerprint] = set()
    count = 0
    for _ in range(MOST_PASSES):
        fixable = [(one, one.fix) for one in report.diagnostics if one.fix is not None and (one.fix.safe or unsafe)]
        chosen = _apart([(one, fix) for one, fix in fixable if fingerprint(one) not in refused])
        if not chosen:
            break
        sources = {path: source.text for path, source in loaded.sources.items()}
        new = {**texts, **_edited(sources, [edit for _, fix in chosen for edit in fix.edits])}
        after, found = judge(new)
        harmed = _harmed(loaded, after)
        if harmed:
            refused |= {fingerprint(one) for one, fix in chosen if any(edit.path in harmed for edit in fix.edits)}
            continue
        texts, loaded, report, count = new, after, found, count + len(chosen)
    return Fixed(texts, count, report)


def _apart(wanted: Iterable[tuple[Diagnostic, Fix]]) -> list[tuple[Diagnostic, Fix]]:
    """Choose fixes that do not touch each other, the first by place."""
    taken: dict[str, list[tuple[int, int]]] = {}
    chosen = []
    for one, fix in wanted:
        if any(
            start <= edit.span.end and edit.span.start <= end
            for edit in fix.edits
            for start, end in taken.get(edit.path, ())
        ):
            continue
        for edit in fix.edits:
            taken.setdefault(edit.path, []).append((edit.span.start, edit.span.end))
        chosen.append((one, fix))
    return chosen


def _edited(sources: Texts, edits: Iterable[Edit]) -> dict[str, str]:
    """Return the new text of every file that edits touch."""
    by_path = grouped((edit.path, Splice(edit.span, edit.text)) for edit in edits)
    return {path: spliced(sources[path], splices) for path, splices in by_path.items()}


def _harmed(before: Loaded, after: Loaded) -> set[str]:
    """The files that can no longer be read, or in which an item stands a second time."""
    unread = before.documents.keys() - after.documents.keys()
    twice = Counter(item.site.path for item in after.plan.shadowed)
    twice -= Counter(item.site.path for item in before.plan.shadowed)
    return {*unread, *twice}
