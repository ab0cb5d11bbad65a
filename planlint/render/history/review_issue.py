"""The issue of a plan's review: who owes which number, and how the plan stands."""

from collections.abc import Sequence
from datetime import date

from planlint.bounds import listing
from planlint.lint.report import Report
from planlint.model.days import day_text
from planlint.model.figures.effective import effective_due
from planlint.plural import count
from planlint.render.edits.checkin_questions import CheckinSheet
from planlint.render.findings.summary_line import conclusion_text
from planlint.render.text.bars import measure, relative
from planlint.render.text.markdown import COMMENT_LIMIT, code, cut, inline, table_head, table_row
from planlint.render.text.style import PLAIN

TITLE = "Plan review"
_RESERVE = 1000
_LONGEST = 200
_MOST_NAMED = 3
_HEAD = table_head("who", "key result", "where it stands", "last reported", "due")
_HOW = (
    "`planlint checkin` asks for them one by one, `planlint set ITEM current=…` records a single one. Nobody was "
    "notified by this text."
)
_BY_COMMENT = (
    'Without a terminal: write a comment `/planlint set ITEM current=… note="One sentence"` here, one line for each '
    "key result. It becomes a pull request, if you may write to this repository."
)


def review_issue(
    sheets: Sequence[CheckinSheet],
    fresh: int,
    report: Report,
    today: date,
    review: str = "",
    unread: Sequence[str] = (),
    *,
    by_comment: bool = False,
) -> str:
    """Return the issue, never over 60,000 characters: what is due for a check-in, by owner; what a check says.

    `fresh` counts the open key results that need no news. `review` is Markdown that comes after them, the review of
    the period; it is left out where there would be no room for the rest. `unread` are the plan files that cannot
    be read: what they ask for is not known. `by_comment` says that a comment can record values. Owners are named, and
    not mentioned.
    """
    text = f"## {_heading(len(sheets), fresh, unread)}\n{_not_known(unread)}"
    foot = f"\n<sub>planlint · {day_text(today)} · {inline(conclusion_text(report))}</sub>\n"
    if len(review) > COMMENT_LIMIT // 2:
        review = "The review of the period is too long for an issue: `planlint history` shows it.\n"
    room = COMMENT_LIMIT - _RESERVE - len(review)
    last_owner = None
    for shown, sheet in enumerate(owed := sorted(sheets, key=lambda one: (not one.owner, one.owner or ""))):
        row = _row(sheet, today, names_owner=sheet.owner != last_owner or not shown)
        addition = row if shown else f"\n{_HEAD}{row}"
        if len(text) + len(addition) > room:
            text += f"\n… and {len(owed) - shown} more.\n"
            break
        text += addition
        last_owner = sheet.owner
    how = "".join(f"\n{one}\n" for one in (_HOW, _BY_COMMENT)[: 1 + by_comment]) if sheets else ""
    return text + how + (f"\n{review}" if review else "") + foot


def _not_known(unread: Sequence[str]) -> str:
    if not unread:
        return ""
    named = listing((code(cut(path, _LONGEST)) for path in unread), most=_MOST_NAMED)
    return f"\nIt is not known what is due in files that cannot be read; `planlint check` shows why: {named}\n"


def _heading(waiting: int, fresh: int, unread: Sequence[str]) -> str:
    if not waiting and unread:
        return f"{count(len(unread), 'plan file')} cannot be read"
    if not waiting:
        return "Nothing is due for a check-in" if fresh else "No key result is open"
    return (
        f"{waiting} of {count(waiting + fresh, 'open key result')} {'is' if waiting == 1 else 'are'} due for a check-in"
    )


def _row(sheet: CheckinSheet, today: date, *, names_owner: bool) -> str:
    owner = f"**{inline(sheet.owner, _LONGEST)}**" if sheet.owner else "nobody"
    item, changed = sheet.item, sheet.last_reported
    due = effective_due(sheet.plan, item)
    return table_row(
        (
            owner if names_owner else "",
            f"{code(cut(item.id, _LONGEST), cell=True)} {inline(item.title, _LONGEST)}",
            inline(measure(item, PLAIN)),
            f"{day_text(changed)}, {relative(changed, today)}" if changed else "unknown",
            f"{day_text(due)}, {relative(due, today)}" if due else "",
        )
    )
