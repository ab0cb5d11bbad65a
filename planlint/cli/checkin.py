"""`planlint checkin`: ask for the news of each key result that has not been heard of for a while."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from planlint.cli.errors import OK, CommandError
from planlint.cli.options import add_color, add_plan_options, selectors, today_of

if TYPE_CHECKING:
    from planlint.cli.answers import Understood
    from planlint.cli.session import Session
    from planlint.model.freshness import Trail
    from planlint.model.items import KeyResult
    from planlint.render.checkin import Sheet
    from planlint.render.words import Style

    Understand = Callable[[str], Understood]

NAME = "checkin"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="ask for the news of each key result that is not fresh, and write it",
        description="For each open key result that has begun and has not been reported for a while, ask for its value, "
        "how sure you are, and one sentence. Every answer is written at once. `planlint set` does the same without "
        "asking.",
        allow_abbrev=False,
    )
    parser.add_argument("--owner", action="append", metavar="OWNERS", help="only what these people or teams answer for")
    parser.add_argument("--all", action="store_true", help="ask about those that are fresh too")
    group = add_plan_options(parser)
    add_color(group)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Go through the key results, ask, and write what is answered."""
    from planlint.cli.answers import Stopped
    from planlint.cli.console import note, say, style_for
    from planlint.cli.session import open_session
    from planlint.cli.why import unread
    from planlint.render.checkin import opening

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CommandError(
            "checkin asks questions, and this is no terminal",
            "planlint set ITEM current=38 confidence=0.7 note='One sentence' records the same without asking",
        )
    today, style = today_of(options), style_for(options)
    session = open_session(options)
    options.verbose = False  # the plan is read again for every answer, and that is not worth a word
    if not options.quiet:
        for line in unread(session.loaded.diagnostics):
            note(line)
    sheets, others = _sheets(options, session, today)
    if not sheets:
        say(_nothing_to_ask(others))
        return OK
    say(opening(len(sheets), others))
    talk = _Talk(options, today, style)
    try:
        for sheet in sheets:
            talk.about(sheet)
    except Stopped:
        pass
    except KeyboardInterrupt:
        say("\n")
        raise
    finally:
        if not options.quiet:
            with suppress(OSError):  # the terminal has gone
                note(talk.summary(len(sheets)))
    return OK


class _Talk:
    """One check-in: what has been answered so far."""

    def __init__(self, options: argparse.Namespace, today: date, style: "Style") -> None:
        self.options = options
        self.today = today
        self.style = style
        self.answered: set[str] = set()

    def about(self, sheet: "Sheet") -> None:
        """Ask all there is to ask about one key result."""
        from planlint.cli.answers import Skipped, confidence, number, sentence, steps
        from planlint.cli.console import say
        from planlint.render.checkin import confidence_question, note_question, sheet_text, value_question

        item, style = sheet.item, self.style
        say(sheet_text(sheet, self.today, style))
        left = [step for step in item.milestones if step not in item.reached]
        try:
            if left:
                self.ask(item, ("reached",), value_question(item, style), steps(left))
            elif item.metric is not None:
                self.ask(item, ("metric", "current"), value_question(item, style), number)
            self.ask(item, ("confidence",), confidence_question(item, style), confidence)
            self.ask(item, ("note",), note_question(style), sentence)
        except Skipped:
            return

    def ask(self, item: "KeyResult", key: tuple[str, ...], question: str, understand: "Understand") -> None:
        """Ask for one value, and write it before anything else is asked."""
        from planlint.cli.answers import Unclear, ask
        from planlint.cli.saving import RefusedError

        def take(text: str) -> str:
            understood = understand(text)
            try:
                moved = self.write(item, key, understood.value)
            except RefusedError as error:
                raise Unclear(error.message) from None
            return understood.said or moved

        ask(question, take)

    def write(self, item: "KeyResult", key: tuple[str, ...], value: Any) -> str:
        """Write one answer into the plan as it is on the disk now: it may have changed while somebody was thinking.

        Returns how far the key result has come, where that changed.
        """
        from planlint.cli.saving import save
        from planlint.cli.session import open_session
        from planlint.edit.errors import EditError
        from planlint.edit.fields import Fields
        from planlint.edit.record import Wish, record
        from planlint.render.checkin import progress_change
        from planlint.trees import schema_dict

        session = open_session(self.options)
        present = session.loaded.plan.get(item.name)
        if present is None:
            raise CommandError(f"{item.name} is not in the plan any more", "start again: planlint checkin")
        if key == ("reached",):
            value = [*present.ids("reached"), *(step for step in value if step not in present.ids("reached"))]
        try:
            edited = record(session.tree, session.loaded, [Wish(present, key, value)], Fields(schema_dict("plan")))
        except EditError as error:
            raise CommandError(error.message, error.help) from None
        after = session.loaded
        if edited.files:
            after = save(session, edited.files, self.today, {(item.name, ".".join(key))})
        self.answered.add(item.name)
        return progress_change(session.loaded.plan, after.plan, item.name, self.style)

    def summary(self, asked: int) -> str:
        """Return what came of it."""
        count = len(self.answered)
        if not count:
            return "nothing was answered, nothing was written"
        return f"answered for {count} of {asked}; `git diff` shows what was written"


def _sheets(options: argparse.Namespace, session: "Session", today: date) -> "tuple[list[Sheet], int]":
    """Return the key results to ask about, in the order of the objectives, and how many are fresh."""
    from planlint.model.freshness import is_stale
    from planlint.model.standing import answers_for
    from planlint.render.checkin import Sheet

    plan, days = session.loaded.plan, session.config.limits["stale-days"]
    items = _begun(options, session, today)
    trails = _trails(session, items, today)
    wanted = [item for item in items if options.all or is_stale(plan, item, trails[item.name].changed, today, days)]
    sheets = [
        Sheet(plan, item, trails[item.name], number, len(wanted), answers_for(plan, item))
        for number, item in enumerate(wanted, 1)
    ]
    return sheets, len(items) - len(wanted)


def _begun(options: argparse.Namespace, session: "Session", today: date) -> "list[KeyResult]":
    from planlint.model.effective import has_begun, is_open
    from planlint.model.items import KeyResult
    from planlint.model.naming import NamingError
    from planlint.model.selection import Selection, selected

    plan = session.loaded.plan
    try:
        found = selected(plan, Selection(kinds=("key_result",), owners=tuple(selectors(options.owner) or ())))
    except NamingError as error:
        raise CommandError(error.message, error.help) from None
    begun = [
        item
        for item in found
        if isinstance(item, KeyResult)
        and is_open(plan, item)
        and has_begun(plan, item, today)
        and not session.config.archives(item.site.path)
    ]
    return sorted(begun, key=lambda item: (next(iter(item.parent_names()), ""), item.number("priority") or 0, item.id))


def _trails(session: "Session", items: "list[KeyResult]", today: date) -> "dict[str, Trail]":
    from planlint.load.earlier import item_versions
    from planlint.model.freshness import Trail, trail
    from planlint.trees.versions import versions

    history = versions(session.root, sorted({item.site.path for item in items}))
    if not history:
        return {item.name: Trail() for item in items}
    of_file = {path: item_versions(found) for path, found in history.items()}

    def earlier(item: "KeyResult") -> Iterator[Any]:
        return of_file[item.site.path](item.kind, item.id) if item.site.path in of_file else iter(())

    return {item.name: trail(item.fields, earlier(item), today) for item in items}


def _nothing_to_ask(fresh: int) -> str:
    if not fresh:
        return "no key result is open and begun: there is nothing to ask about\n"
    what = "1 open key result is" if fresh == 1 else f"all {fresh} open key results are"
    return f"{what} fresh: nothing to ask about; --all asks nevertheless\n"
