"""The last line of a report: how much was found, and how much of the plan reaches its purpose."""

from planlint.lint.report import Report
from planlint.plural import count
from planlint.render.text.cells import wrap
from planlint.render.text.style import PLAIN, Style


def conclusion(report: Report, style: Style) -> str:
    """Return the last line, wrapped to the room there is."""
    return "".join(f"{line}\n" for line in wrap(conclusion_text(report, style), style.room))


def conclusion_text(report: Report, style: Style = PLAIN) -> str:
    """Return how many findings there are, and how much of the plan reaches its purpose, as one line of any length."""
    summary = report.summary
    counts = (_count(summary.errors, "error"), _count(summary.warnings, "warning"), _count(summary.infos, "note"))
    found = summary.errors + summary.warnings + summary.infos
    extra = []
    if found > len(report.diagnostics):
        extra.append(f"{found - len(report.diagnostics)} not shown")
    if summary.suppressed:
        extra.append(f"{summary.suppressed} suppressed")
    if found:
        said = ", ".join(filter(None, (*counts, *extra)))
        return style.dot.join(filter(None, (said, _reach(report.reached), _fixable(report))))
    return ", ".join([f"{_clean(report)}: nothing to report", *extra])


def _fixable(report: Report) -> str:
    """Return how many findings a program can mend, and how many more if somebody looks at what it did."""
    fixes = [one.fix for one in report.diagnostics if one.fix is not None]
    safe = sum(fix.safe for fix in fixes)
    more = len(fixes) - safe
    if not fixes:
        return ""
    if not safe:
        return f"{more} fixable with --fix --unsafe-fixes"
    return f"{safe} fixable with --fix" + (f" ({more} more with --unsafe-fixes)" if more else "")


def _clean(report: Report) -> str:
    reached, items = report.reached
    files = _count(report.summary.files, "file") or "no files"
    if not items:
        return f"no items in {files}"
    return f"{_count(items, 'item')} in {files}, {_how_many(reached, items)} the purpose"


def _reach(reached: tuple[int, int]) -> str:
    there, items = reached
    if 0 < there < items:
        return f"{there} of {items} items {'reaches' if there == 1 else 'reach'} the purpose"
    return f"{_count(items, 'item')}, {_how_many(there, items)} the purpose" if items else ""


def _how_many(reached: int, items: int) -> str:
    """Return how many of the items just counted reach."""
    if items == 1:
        return "which reaches" if reached else "which does not reach"
    if reached == items:
        return "all reach"
    if not reached:
        return "none of which reaches"
    return f"{reached} of which {'reaches' if reached == 1 else 'reach'}"


def _count(number: int, noun: str) -> str:
    """Return a number with its noun; nothing for zero."""
    return count(number, noun) if number else ""
