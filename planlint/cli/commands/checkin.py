"""`planlint checkin`: ask for the news of each key result that has not been heard of for a while."""

import argparse
import shlex
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from planlint.app.due_for_checkin import next_beginning, sheets
from planlint.app.edit.assignments import record_answer
from planlint.app.history.item_history import known_item_histories
from planlint.cli.commands.why import unread
from planlint.cli.exit_status import OK
from planlint.cli.options import selectors, today_of
from planlint.cli.output import note, say, style_for
from planlint.cli.plan import open_plan
from planlint.cli.prompt import (
    Skipped,
    Stopped,
    Unclear,
    Understood,
    ask,
    at_terminal,
    confidence,
    number,
    sentence,
    steps,
)
from planlint.errors import PlanlintError
from planlint.model.days import day_text
from planlint.model.items import KeyResult
from planlint.printable import plain
from planlint.render.edits.checkin import (
    CheckinSheet,
    confidence_question,
    note_question,
    opening,
    progress_change,
    sheet_text,
    value_question,
)
from planlint.render.text.style import Style

Understand = Callable[[str], Understood]


def run(options: argparse.Namespace) -> int:
    """Go through the key results, ask, and write what is answered."""
    if not at_terminal():
        raise PlanlintError(
            "checkin asks questions, and this is not a terminal",
            "planlint set ITEM current=38 confidence=0.7 note='One sentence' records the same without asking",
        )
    today, style = today_of(options), style_for(options)
    workspace = open_plan(options)
    note(*unread(workspace.loaded.diagnostics), quiet=options.quiet)
    past = known_item_histories(workspace, today)
    options.verbose = False  # the plan is read again for every answer, and that is not worth a word
    waiting, others = sheets(workspace, past, today, selectors(options.owner) or (), fresh_too=options.all)
    if not waiting:
        say(_nothing_to_ask(others, next_beginning(workspace, today, selectors(options.owner) or ())))
        return OK
    say(opening(len(waiting), others))
    talk = _Talk(options, today, style)
    try:
        for sheet in waiting:
            talk.about(sheet)
    except Stopped:
        pass
    except KeyboardInterrupt:
        say("\n")
        raise
    finally:
        if not options.quiet:
            with suppress(OSError):  # the terminal has gone
                note(talk.summary(len(waiting)))
    return OK


class _Talk:
    """One check-in: what has been answered so far."""

    def __init__(self, options: argparse.Namespace, today: date, style: Style) -> None:
        self.options = options
        self.today = today
        self.style = style
        self.answered: set[str] = set()

    def about(self, sheet: CheckinSheet) -> None:
        """Ask all there is to ask about one key result."""
        item, style = sheet.item, self.style
        say(sheet_text(sheet, self.today, style))
        left = [step for step in item.milestones if step not in item.reached]
        try:
            if left:
                self.ask(item, ("reached",), value_question(item, style), steps(left))
            elif item.metric is not None:
                self.ask(item, ("metric", "current"), value_question(item, style), number(item.metric.unit))
            self.ask(item, ("confidence",), confidence_question(item, style), confidence)
            self.ask(item, ("note",), note_question(style), sentence)
        except Skipped:
            return

    def ask(self, item: KeyResult, key: tuple[str, ...], question: str, understand: Understand) -> None:
        """Ask for one value, and write it before anything else is asked."""

        def take(text: str) -> str:
            understood = understand(text)
            try:
                moved = self.write(item, key, understood.value)
            except PlanlintError as error:  # this answer cannot be written; the others may
                raise Unclear(f"{error.message}; {error.help}" if error.help else error.message) from None
            return understood.said or moved

        ask(question, take)

    def write(self, item: KeyResult, key: tuple[str, ...], value: Any) -> str:
        """Write one answer into the plan as it is on the disk now: it may have changed while somebody was thinking.

        Returns how far the key result has come, where that changed.
        """
        done = record_answer(open_plan(self.options), item.name, key, value, self.today)
        self.answered.add(item.name)
        return progress_change(done.before, done.after, item.name, self.today, self.style)

    def summary(self, asked: int) -> str:
        """Return what came of it."""
        count = len(self.answered)
        if not count:
            return "nothing was answered, nothing was written"
        return f"answered for {count} of {asked}; `git diff` shows what was written"


def _nothing_to_ask(fresh: int, begins: tuple[date, KeyResult] | None) -> str:
    if fresh:
        what = "the one open key result was" if fresh == 1 else f"all {fresh} open key results were"
        return f"{what} updated recently; use --all to be asked anyway\n"
    if begins is None:
        return "no key result has started and is still open\n"
    day, item = begins
    return (
        f"no key result has begun: the first begins on {day_text(day)}, {plain(item.name)}\n"
        f"a value can be recorded before that: planlint set {plain(item.name)} {_example(item)}\n"
    )


def _example(item: KeyResult) -> str:
    step = next(iter(item.milestones), None)
    return "current=NUMBER" if step is None else f"reached={shlex.quote(plain(step))}"
