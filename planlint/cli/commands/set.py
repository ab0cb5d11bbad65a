"""`planlint set`: record values in the plan's files."""

import argparse
from typing import Any

from planlint.cli.exit_status import OK
from planlint.cli.options import add_destination, add_plan_options, today_of
from planlint.cli.plan import open_plan

NAME = "set"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="record values, layout and comments kept",
        description="Record values of one or several items: all of them or none. A bare key of the metric means "
        "metric.KEY; reached=STEP adds a step; KEY= takes a key out. Nothing is written where the plan would have a "
        "new error.",
        epilog="example: planlint set days-to-keys current=38 confidence=0.7 landlord-portal reached=open-to-all",
        allow_abbrev=False,
    )
    parser.add_argument(
        "words",
        nargs="+",
        metavar="ITEM KEY=VALUE",
        help="a full name (key_result.days-to-keys) or a unique id, and what to record",
    )
    add_destination(add_plan_options(parser))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record values and print what changed."""
    from planlint.app.edit.assignments import set_values
    from planlint.cli.commands.why import unread
    from planlint.cli.output import note, say, shows_results, style_for
    from planlint.render.edits.recorded import recorded_lines, recorded_text

    today = today_of(options)
    workspace = open_plan(options)
    done = set_values(workspace, options.words, today)
    if options.quiet:
        return OK
    for line in unread(workspace.loaded.diagnostics):
        note(line)
    if not done.changes:
        note("nothing to change: these values are there already")
        return OK
    style = style_for(options)
    if shows_results(options):
        say(recorded_text(done.before, done.after, done.changes, today, style), options.output)
    else:
        say(recorded_lines(done.changes, style), options.output)
    return OK
