"""`planlint carry`: begin the next period with what was not reached."""

from planlint.app.edit.carry import CarryRequest, carry
from planlint.cli.options import Options, today_of
from planlint.cli.output import note, say, shows_results, style_for
from planlint.cli.plan import open_plan, request_of
from planlint.render.edits.patch import patch
from planlint.render.edits.period_turn import carried_notes, carried_text


def run(options: Options) -> None:
    """Write the new items, or show them, and print what goes on where."""
    today, style = today_of(options), style_for(options)
    workspace = open_plan(options)
    turned = carry(workspace, request_of(CarryRequest, options), today)
    if options.dry_run:
        say(patch(turned.texts, style, exact=not shows_results(options)))
    elif not options.quiet:
        say(carried_text(turned, style))
    note(*workspace.unread, *carried_notes(turned, dry=options.dry_run), quiet=options.quiet)
