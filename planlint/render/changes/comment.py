"""What CI says on a change request: what the change does to the plan, and what is found in it that was not before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from planlint.diagnostic import Severity
from planlint.lint.comparison import Comparison
from planlint.lint.report import Report
from planlint.plural import count
from planlint.render.changes.markdown import Shown, diff_markdown
from planlint.render.changes.work import count_words, work_markdown
from planlint.render.findings.markdown import tables
from planlint.render.text.markdown import code, cut, inline
from planlint.rules import rule_by_code
from planlint.rules.work.context import RangeWork

_MOST_FINDINGS = 20_000
_LONGEST = 500
_LONGEST_NAME = 100
_MOST_NOTES = 5


class ShownWork(NamedTuple):
    """What the commits of a change are for, and the day on which that is told."""

    work: RangeWork
    today: date
    stale_days: int

    def markdown(self, heading: str) -> str:
        """Return which items the work serves, below a heading."""
        return work_markdown(self.work, self.today, self.stale_days, heading)

    def end(self) -> str:
        """Return the last line of a comment on a change that leaves the plan as it is."""
        return f"<sub>planlint · {count_words(self.work)} · the plan is unchanged</sub>\n"


def change_comment(
    review: Comparison,
    shown: Shown,
    fresh: Report,
    prefix: str = "",
    settings: Sequence[str] = (),
    notes: Sequence[str] = (),
    work: ShownWork | None = None,
) -> str:
    """Return the comment on a change, never over 60,000 characters; empty where there is nothing to say.

    `fresh` is what is found in the newer version and was not found in the older one. Findings on what was changed are
    told with the changes. `settings` names the settings that differ, `notes` is what `planlint diff` would show
    otherwise. `work` is what the commits of the change are for. Nothing from a plan or a commit acts in the comment.
    """
    found = _on_the_plan(fresh)
    findings = tables(found, prefix, _MOST_FINDINGS) if found.diagnostics else ""
    title = count(len(found.diagnostics), "new finding")
    hint = _settings_hint(settings) + "".join(f"\n{inline(cut(one, _LONGEST))}\n" for one in notes[:_MOST_NOTES])
    errors = sum(one.severity is Severity.ERROR for one in found.diagnostics)
    also = count(errors, "new error") if errors else ""
    more = hint + (f"\n### {title}\n{findings}" if findings else "")
    serves = "" if work is None else work.markdown("###")
    changes = diff_markdown(review, shown, more, also, f"\n{serves}" if serves else "")
    if changes:
        return changes
    if findings:
        return f"## Plan: {title}\n{hint}{findings}" + (f"\n{serves}{work.end()}" if work and serves else "")
    if settings:
        return f"## Plan: settings changed\n{hint}" + (f"\n{serves}{work.end()}" if work and serves else "")
    return f"{work.markdown('##')}{work.end()}" if work and serves else ""


def _settings_hint(names: Sequence[str]) -> str:
    if not names:
        return ""
    listed = ", ".join(code(name) for name in names)
    return f"\n**Settings changed as well:** {listed}. They control what is checked; review them by hand.\n"


def nothing_left(base: str) -> str:
    """Return what takes the place of a comment on a change that has since come to nothing."""
    return (
        "## Plan: nothing left to report\n\nThis change leaves the plan as it is in "
        f"{code(cut(base, _LONGEST_NAME))}, and there are no new findings.\n"
    )


def not_compared(message: str, help: str | None) -> str:
    """Return what is said where the change could not be judged at all."""
    said = inline(cut(message, _LONGEST)) + (f"<br>{inline(cut(help, _LONGEST))}" if help else "")
    return f"## Plan: not checked\n\n{said}\n"


def taken_back(message: str, help: str | None) -> str:
    """Return what takes the place of a comment on a change that could not be judged this time."""
    return f"{not_compared(message, help)}\nThe previous result in this comment is out of date.\n"


def _on_the_plan(report: Report) -> Report:
    rules = ((one, rule_by_code(one.code)) for one in report.diagnostics)
    return replace(report, diagnostics=tuple(one for one, rule in rules if rule.on_work or not rule.on_changes))
