"""`planlint close`: end a period with a value, a grade and one sentence for each key result."""

from contextlib import suppress
from datetime import date

from planlint.app.due_for_checkin import sheets_of
from planlint.app.edit.assignments import WrittenValues
from planlint.app.edit.close import ACTION_CHOICES, DROP, STAY, Answer, Closing, actions_left, close, closing, measured
from planlint.app.edit.scores import read_scores
from planlint.app.history.item_history import known_item_histories
from planlint.app.workspace import Workspace
from planlint.cli.options import Options, today_of
from planlint.cli.output import note, say, style_for
from planlint.cli.plan import open_plan
from planlint.cli.prompt import Skipped, Stopped, Understood, ask, at_terminal, choice, grade, number, steps, yes_or_no
from planlint.errors import PlanlintError
from planlint.model.items import Item
from planlint.render.edits import period_turn
from planlint.render.edits.checkin_questions import CheckinSheet, note_question, sheet_text, value_question
from planlint.render.edits.recorded import recorded_lines
from planlint.render.text.style import Style


def run(options: Options) -> None:
    """Ask, or read what is known, and write all of it at once."""
    asks = options.scores is None
    if asks and not at_terminal():
        raise PlanlintError(
            "close asks questions, and this is not a terminal",
            "--scores FILE gives grades and notes without asking, in lines such as days-to-keys = 0.7",
        )
    today, style = today_of(options), style_for(options)
    workspace = open_plan(options)
    note(*workspace.unread, quiet=options.quiet)
    found = closing(workspace, options.period, options.owner or (), today)
    if asks:
        say(period_turn.closing_opening(found, today))
        answers = _ask_about_results(workspace, found, today, style)
    else:
        answers = read_scores(workspace, options.scores, found)
    left = actions_left(workspace, found.period, list(answers))
    if asks and options.actions is None:
        actions = _ask_about_actions(left, style)
    else:
        actions = {item.name: options.actions or STAY for item in left}
    written = close(workspace, found.period, answers, actions, today, dry=True)
    if not written.changes:
        note(f"nothing of {found.period} is left to close")
        return
    if asks and not options.yes and not _is_wanted(written, style):
        note("nothing was written")
        return
    close(workspace, found.period, answers, actions, today)
    if not options.quiet:
        say(recorded_lines(written.changes, style))
        note(*period_turn.closed_notes(found, written.after, written.changes, actions, today))


def _ask_about_results(workspace: Workspace, found: Closing, today: date, style: Style) -> dict[str, Answer]:
    """Return what is said of the key results, by full name; one that is passed over stays open."""
    answers: dict[str, Answer] = {}
    past = known_item_histories(workspace, today)
    with suppress(Stopped):
        for sheet in sheets_of(workspace, past, found.key_results):
            with suppress(Skipped):
                answers[sheet.item.name] = _about(sheet, today, style)
    return answers


def _about(sheet: CheckinSheet, today: date, style: Style) -> Answer:
    item = sheet.item
    say(sheet_text(sheet, today, style))
    left = [step for step in item.milestones if step not in item.reached]
    value = None
    if left:
        reached = ask(value_question(item, style), steps(left))
        value = None if reached is None else [*item.reached, *reached]
    elif item.metric is not None:
        value = ask(value_question(item, style), number(item.metric.unit))
    score = ask(period_turn.grade_question(measured(item, value), style), grade)
    return Answer(value, score, ask(note_question(style), Understood))


def _ask_about_actions(left: list[Item], style: Style) -> dict[str, str]:
    """Return what becomes of open actions, by full name; the tasks of a dropped tactic are dropped with it."""
    chosen: dict[str, str] = {}
    with suppress(Stopped):
        for item in left:
            if any(chosen.get(parent) == DROP for parent in item.parent_names()):
                chosen[item.name] = DROP
                continue
            with suppress(Skipped):
                chosen[item.name] = ask(period_turn.action_question(item, style), choice(ACTION_CHOICES)) or STAY
    return chosen


def _is_wanted(written: WrittenValues, style: Style) -> bool:
    try:
        return bool(ask(period_turn.confirm_question(written.changes, style), yes_or_no))
    except (Skipped, Stopped):
        return False
