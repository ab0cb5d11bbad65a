"""A review for programs: one JSON value."""

from planlint.diff.change import Change, count_by_verb
from planlint.diff.effects import Effect
from planlint.json_line import dump, on_lines
from planlint.lint.change_summary import Decision, summary_of
from planlint.lint.comparison import Comparison
from planlint.lint.report import report_on
from planlint.model.figures.shares import number
from planlint.render.findings.json import finding_json
from planlint.render.plan.item_line import known_of_asked


def diff_json(review: Comparison) -> str:
    """Return a review as a JSON object, one change a line within it; the same versions give the same text."""
    report = report_on(review.both.head, review.findings)
    summary = summary_of(review)
    parts: dict[str, list[dict[str, object]]] = {
        "changes": [_change(review, change) for change in review.changes],
        "effects": [_effect(one) for one in review.effects],
        "decisions": [_decision(one) for one in (*summary.open, *summary.excused)],
        "unreadable": [{"side": one.side, "path": one.path, "message": one.message} for one in review.both.unreadable],
        "findings": [finding_json(report.sources_for(one), one) for one in review.findings],
    }
    lists = ",\n".join(f' "{key}": [{on_lines(values)}]' for key, values in parts.items())
    return (
        f'{{"version": 1, "base": {dump(review.base._asdict())}, "head": {dump(review.head._asdict())},\n'
        f' "summary": {dump(dict(count_by_verb(review.changes)))},\n'
        f"{lists}}}\n"
    )


def _effect(one: Effect) -> dict[str, object]:
    return {
        "item": one.item,
        "before": number(one.before.value),
        "after": number(one.after.value),
        "before_rests_on": known_of_asked(one.before),
        "after_rests_on": known_of_asked(one.after),
    }


def _change(review: Comparison, change: Change) -> dict[str, object]:
    return {
        "verb": change.verb,
        "item": change.item,
        "title": review.item(change).title,
        "key": change.key,
        "before": change.before,
        "after": change.after,
        "path": change.site.path,
        "line": review.line(change),
        "why": [item.name for item in review.why(change)],
    }


def _decision(one: Decision) -> dict[str, object]:
    return {
        "item": one.item.name,
        "title": one.item.title,
        "codes": sorted({judgement.finding.code for judgement in one.judgements}),
        "reasons": list(one.reasons),
        "commits": [commit.oid for commit in one.commits],
        "agreed": dict(one.agreed),
        "why": [item.name for item in one.why],
    }
