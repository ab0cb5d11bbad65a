"""`planlint new`: write one new item where it belongs."""

from contextlib import suppress

from planlint.app.edit.new import Draft, MissingField, NewRequest, answered, draft, lacking, with_steps, write_item
from planlint.cli.options import Options, today_of
from planlint.cli.output import note, say, style_for
from planlint.cli.plan import open_plan, request_of
from planlint.cli.prompt import Skipped, Stopped, Understood, ask, at_terminal
from planlint.render.edits.new_item import created_text, lack_question, next_step, steps_question
from planlint.render.text.style import Style


def run(options: Options) -> None:
    """Make an item of what is given and answered, write it, and print what it still lacks."""
    workspace = open_plan(options, allow_empty=True)
    wanted, style = draft(workspace, request_of(NewRequest, options)), style_for(options)
    if at_terminal():
        wanted = _asked(wanted, lacking(workspace, wanted), style)
    created = write_item(workspace, wanted, today_of(options))
    if not options.quiet:
        say(created_text(created, style))
        note(*workspace.unread, next_step(created.plan.items[created.name]))


def _asked(wanted: Draft, lacks: tuple[MissingField, ...], style: Style) -> Draft:
    """Ask for what is lacking; what stays without an answer is left out. `Stopped` leaves out the rest."""
    with suppress(Stopped):
        for lack in lacks:
            is_of_metric = lack.key.startswith("metric.")
            if is_of_metric and "milestones" in wanted.item.fields:
                continue
            before = wanted
            wanted = _answer(wanted, lack.key, lack_question(lack, style))
            if lack.key == "metric.name" and wanted is before and "metric" not in wanted.item.fields:
                wanted = _answer(wanted, "", steps_question(style))
    return wanted


def _answer(wanted: Draft, key: str, question: str) -> Draft:
    def understood(text: str) -> Understood:
        return Understood(answered(wanted, key, text) if key else with_steps(wanted, text))

    with suppress(Skipped):
        return ask(question, understood) or wanted
    return wanted
