"""An item that was written: where, and the lines that it still lacks; and the questions for them."""

from collections.abc import Iterator

from planlint.edit.new_items import Created, MissingField
from planlint.model.items import CHILD_KINDS, Item
from planlint.printable import plain
from planlint.render.edits.checkin_questions import question
from planlint.render.text.style import Style

_INDENT = "  "


def created_text(created: Created, style: Style) -> str:
    """Return where an item was written, and the lines that it still lacks."""
    return "".join(f"{line}\n" for line in _lines(created, style))


def _lines(created: Created, style: Style) -> Iterator[str]:
    yield f"wrote {plain(created.name)} to {plain(created.path)}, line {created.line}"
    if not created.lacks:
        return
    yield "it still lacks these lines:"
    for lack in created.lacks:
        mark = '"' if lack.is_text else ""
        yield style.paint(f"{_INDENT}{lack.key} = {mark}<{lack.meaning}>{mark}", "aside")
    if any(lack.key == "metric.name" for lack in created.lacks):
        yield "or, for a result without a number, its steps:"
        yield style.paint(f"{_INDENT}milestones.<step> = <a date>", "aside")


def next_step(item: Item) -> str:
    """Return the command that most people will want next."""
    below = {"objective": "key_result", "key_result": "tactic", "tactic": "task"}.get(item.kind)
    if below is None or below not in CHILD_KINDS[item.kind]:
        return "next: planlint check"
    return f'next: planlint check; planlint new {below} "TITLE" --under {plain(item.id)}'


def lack_question(lack: MissingField, style: Style) -> str:
    """Return the question for a field that is missing."""
    return question(f"{lack.key}: {lack.meaning}", "none", style)


def steps_question(style: Style) -> str:
    """Return the question for the steps of a result that has no number."""
    return question("its steps then, as pilot=2027-03-31, open=2027-05-31", "none", style)
