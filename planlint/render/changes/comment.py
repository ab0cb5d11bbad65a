"""What CI says on a change request: what the change does to the plan, and what is found in it that was not before."""

from collections.abc import Sequence

from planlint.diagnostic import Severity
from planlint.lint.comparison import Comparison
from planlint.lint.report import Report
from planlint.plural import count
from planlint.render.changes.markdown import Shown, diff_markdown
from planlint.render.changes.work import ShownWork
from planlint.render.findings.markdown import tables
from planlint.render.text.markdown import code, cut, inline, with_help
from planlint.rules import rule_by_code

_MOST_FINDINGS = 20_000
_LONGEST = 500
_LONGEST_NAME = 100
_MOST_NOTES = 5


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
    hint = _settings_hint(settings) + "".join(f"\n{inline(one, _LONGEST)}\n" for one in notes[:_MOST_NOTES])
    errors = sum(one.severity is Severity.ERROR for one in found.diagnostics)
    also = count(errors, "new error") if errors else ""
    more = hint + (f"\n### {title}\n{findings}" if findings else "")
    serves = "" if work is None else work.markdown("###")
    if changes := diff_markdown(review, shown, more, also, f"\n{serves}" if serves else ""):
        return changes
    end = work.end() if work and serves else ""
    if not findings and not settings:
        return f"{work.markdown('##')}{end}" if work and serves else ""
    said = f"{title}\n{hint}{findings}" if findings else f"settings changed\n{hint}"
    return f"## Plan: {said}" + (f"\n{serves}{end}" if serves else "")


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
    return f"## Plan: not checked\n\n{with_help(message, help, _LONGEST)}\n"


def taken_back(message: str, help: str | None) -> str:
    """Return what takes the place of a comment on a change that could not be judged this time."""
    return f"{not_compared(message, help)}\nThe previous result in this comment is out of date.\n"


def _on_the_plan(report: Report) -> Report:
    rules = ((one, rule_by_code(one.code)) for one in report.diagnostics)
    return report._replace(diagnostics=tuple(one for one, rule in rules if rule.on_work or not rule.on_changes))
