"""`planlint checkin`: ask for the news of each key result that has not been heard of for a while."""

import shlex
from contextlib import suppress
from datetime import date

from planlint.app.due_for_checkin import next_beginning, sheets
from planlint.app.edit.assignments import record_answer
from planlint.app.history.item_history import known_item_histories
from planlint.cli.options import Options, today_of
from planlint.cli.output import note, say, style_for
from planlint.cli.plan import open_plan
from planlint.cli.prompt import Skipped, Stopped, Understand, Understood, ask, at_terminal, confidence, number, steps
from planlint.errors import PlanlintError
from planlint.model.days import day_text
from planlint.model.items import KeyResult
from planlint.printable import plain
from planlint.render.edits import checkin_questions as questions
from planlint.render.text.style import Style


def run(options: Options) -> None:
    """Go through the key results, ask, and write what is answered."""
    if not at_terminal():
        raise PlanlintError(
            "checkin asks questions, and this is not a terminal",
            "planlint set ITEM current=38 confidence=0.7 note='One sentence' records the same without asking",
        )
    today, style = today_of(options), style_for(options)
    workspace = open_plan(options)
    note(*workspace.unread, quiet=options.quiet)
    past, owners = known_item_histories(workspace, today), options.owner or ()
    options.verbose = False  # the plan is read again for every answer, and that is not worth a word
    waiting, others = sheets(workspace, past, today, owners, fresh_too=options.all)
    if not waiting:
        say(_nothing_to_ask(others, next_beginning(workspace, today, owners)))
        return
    say(questions.opening(len(waiting), others))
    talk = _Talk(options, today, style)
    try:
        with suppress(Stopped):
            for sheet in waiting:
                with suppress(Skipped):
                    talk.about(sheet)
    except KeyboardInterrupt:
        say("\n")
        raise
    finally:
        if not options.quiet:
            with suppress(OSError):  # the terminal has gone
                note(talk.summary(len(waiting)))


class _Talk:
    """One check-in: what has been answered so far."""

    def __init__(self, options: Options, today: date, style: Style) -> None:
        self.options = options
        self.today = today
        self.style = style
        self.answered: set[str] = set()

    def about(self, sheet: questions.CheckinSheet) -> None:
        item, style = sheet.item, self.style
        say(questions.sheet_text(sheet, self.today, style))
        left = [step for step in item.milestones if step not in item.reached]
        if left:
            self.ask(item, ("reached",), questions.value_question(item, style), steps(left))
        elif item.metric is not None:
            self.ask(item, ("metric", "current"), questions.value_question(item, style), number(item.metric.unit))
        self.ask(item, ("confidence",), questions.confidence_question(item, style), confidence)
        self.ask(item, ("note",), questions.note_question(style), Understood)

    def ask(self, item: KeyResult, key: tuple[str, ...], question: str, understand: Understand) -> None:
        """Ask for one value, and write it before anything else is asked; say how far the key result has come then."""

        def written(text: str) -> Understood:
            value, said = understand(text)
            # Into the plan as it is on the disk now: it may have changed while somebody was thinking.
            done = record_answer(open_plan(self.options), item.name, key, value, self.today)
            self.answered.add(item.name)
            return Understood(
                value, said or questions.progress_change(done.before, done.after, item.name, self.today, self.style)
            )

        ask(question, written)

    def summary(self, asked: int) -> str:
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
    step = next(iter(item.milestones), None)
    example = "current=NUMBER" if step is None else f"reached={shlex.quote(plain(step))}"
    return (
        f"no key result has begun: the first begins on {day_text(day)}, {plain(item.name)}\n"
        f"a value can be recorded before that: planlint set {plain(item.name)} {example}\n"
    )
