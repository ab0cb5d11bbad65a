"""What a check-in shows of a key result before it asks, and the questions."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from planlint.model.days import day_text
from planlint.model.figures.progress import progress
from planlint.model.item_state import standing
from planlint.model.items import Item, KeyResult
from planlint.model.periods import last_day
from planlint.model.plan import Plan
from planlint.plural import count
from planlint.printable import plain
from planlint.render.edits.recorded import value_words
from planlint.render.plan.item_line import details
from planlint.render.text.bars import amount, bar, share, unit_of
from planlint.render.text.cells import pack, width
from planlint.render.text.columns import Cell, at_edges
from planlint.render.text.style import Style

_INDENT = "  "
_LEAST_TITLE = 16
_SO_THAT = "so that  "
_LEVELS_UP = 2


class CheckinSheet(NamedTuple):
    """A key result that is asked about: the plan it is in, what was reported of it, its place among how many.

    `last_reported` is None where that is not known; `values` are the last ones with their days, oldest first.
    """

    plan: Plan
    item: KeyResult
    last_reported: date | None
    values: tuple[tuple[date, Any], ...]
    number: int
    of: int
    owner: str | None


def opening(waiting: int, fresh: int) -> str:
    """Return what a check-in begins with; `fresh` are the open key results that are not asked about."""
    due = f"{count(waiting, 'key result')} {'is' if waiting == 1 else 'are'}"
    others = f", {fresh} {'was' if fresh == 1 else 'were'} updated recently" if fresh else ""
    return (
        f"{due} due for a check-in{others}.\n"
        "Enter leaves a value as it is, s goes on to the next key result, q stops.\n"
        "Every answer is written at once.\n"
    )


def sheet_text(sheet: CheckinSheet, today: date, style: Style) -> str:
    """Return what is known of a key result: why it exists, how far it is, and its last values."""
    room = style.room - width(_INDENT)
    title, owner = Cell(plain(sheet.item.title), "strong"), Cell(plain(sheet.owner or ""))
    head = at_edges(title, owner, style, before=f"{sheet.number} of {sheet.of}{style.dot}", least=_LEAST_TITLE)
    told = [f"{day_text(day)}: {value_words(value)}" for day, value in sheet.values]
    lines = [
        *_why(sheet, style),
        *pack(details(standing(sheet.plan, sheet.item, today), style), room, style.dot),
        *pack(list(_steps(sheet.plan, sheet.item, today, style)) or told, room, style.dot),
    ]
    note = sheet.item.text("note")
    if note:
        lines.append(style.cut(f"last note: {plain(note)}", room))
    return "".join(f"{line.rstrip()}\n" for line in ("", head, *(_INDENT + line for line in lines)))


def value_question(item: KeyResult, style: Style) -> str:
    """Return the question for the number, or for the steps that were reached."""
    if item.milestones:
        left = [plain(step) for step in item.milestones if step not in item.reached]
        return question(f"step reached now, of {', '.join(left)}", "none", style)
    metric = item.metric
    unit = unit_of(metric, style) if metric else ""
    what = f"value now, in {unit}" if unit else "value now"
    return question(what, amount(metric.current) if metric and metric.current is not None else "none", style)


def confidence_question(item: KeyResult, style: Style) -> str:
    """Return the question for how sure its people are."""
    present = item.confidence
    return question("confidence, 0 to 1", "none" if present is None else amount(present), style)


def note_question(style: Style) -> str:
    """Return the question for the sentence of this check-in."""
    return question("one sentence", None, style)


def progress_change(before: Plan, after: Plan, name: str, today: date, style: Style) -> str:
    """Return how far a key result has come, and was before; empty where that is the same."""
    old, new = (progress(plan, plan.items[name], today).value for plan in (before, after))
    return "" if old == new else f"{bar(new, None, style)} {share(new)}, was {share(old)}"


def question(what: str, present: str | None, style: Style) -> str:
    """Return a question on one line, with the answer in brackets that Enter gives."""
    shown = f" [{present}]" if present is not None else ""
    room = style.room - width(_INDENT) - width(shown) - 2
    return f"{_INDENT}{style.cut(what, room)}{shown}: "


def _why(sheet: CheckinSheet, style: Style) -> list[str]:
    titles = [plain(item.title) for item in sheet.plan.chain(sheet.item)[1 : 1 + _LEVELS_UP]]
    if not titles:
        return []
    room = style.room - width(_INDENT) - width(_SO_THAT)
    return [style.paint(_SO_THAT, "aside") + style.cut(style.chevron.join(titles), room)]


def _steps(plan: Plan, item: Item, today: date, style: Style) -> Iterator[str]:
    reached, missed, open_step = style.marks
    for step, value in item.table("milestones").items():
        day = last_day(plan, value)
        late = day is not None and day < today
        sign = reached if step in item.ids("reached") else missed if late else open_step
        yield f"{sign} {plain(step)} {day_text(day) if day else 'undated'}"
