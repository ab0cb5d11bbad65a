"""The report in Markdown, for a job summary or a comment."""

from planlint.diagnostic import Diagnostic
from planlint.grouped import grouped
from planlint.lint.report import Report
from planlint.render.findings.locations import start_of
from planlint.render.findings.summary_line import conclusion_text
from planlint.render.text.markdown import COMMENT_LIMIT, code, inline, table_head, table_row, with_help
from planlint.rules.pages import page_url

_MOST_MESSAGE = 500
_RESERVE = 200  # for what is said of the rest
_HEAD = table_head("line", "rule", "finding", counts=True)


def markdown(report: Report, prefix: str = "") -> str:
    """Return the sum, and the findings in a table for each file; the files with the weightiest finding come first.

    Text of the plan is shown as text: no markup, mention, reference or link gets through. What does not fit is counted.
    """
    said = f"**planlint**: {inline(conclusion_text(report))}\n"
    return said + tables(report, prefix, COMMENT_LIMIT - len(said))


def tables(report: Report, prefix: str = "", most: int = COMMENT_LIMIT) -> str:
    """Return the findings alone, in at most so many characters; see `markdown`."""
    text = ""
    shown = 0
    for path, found in _by_file(report):
        head = f"\n{code(prefix + path)}\n\n{_HEAD}"
        for number, one in enumerate(found):
            row = _row(report, one)
            addition = row if number else head + row
            if len(text) + len(addition) > most - _RESERVE:
                return text + f"\n… and {len(report.diagnostics) - shown} more, which `planlint check` lists.\n"
            text += addition
            shown += 1
    return text


def _by_file(report: Report) -> list[tuple[str, list[Diagnostic]]]:
    files = grouped((one.place.path, one) for one in report.diagnostics)
    ranked = [(path, sorted(found, key=lambda one: -one.severity)) for path, found in files.items()]
    return sorted(ranked, key=lambda pair: -pair[1][0].severity)


def _row(report: Report, one: Diagnostic) -> str:
    line = start_of(report, one).line
    rule = f"{one.severity.label} [{one.code}]({page_url(one.code)}) {inline(one.name)}"
    item = f"{code(one.item, cell=True)} " if one.item else ""
    return table_row((str(line), rule, item + with_help(one.message, one.help, _MOST_MESSAGE)))
