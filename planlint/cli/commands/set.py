"""`planlint set`: record values in the plan's files."""

from planlint.app.edit.assignments import set_values
from planlint.cli.options import Options, today_of
from planlint.cli.output import note, say, shows_results, style_for
from planlint.cli.plan import open_plan
from planlint.render.edits.recorded import recorded_lines, recorded_text


def run(options: Options) -> None:
    """Record values and print what changed."""
    today = today_of(options)
    workspace = open_plan(options)
    done = set_values(workspace, options.words, today)
    if options.quiet:
        return
    note(*workspace.unread)
    if not done.changes:
        note("nothing to change: the plan has these values already")
        return
    style = style_for(options)
    if shows_results(options):
        say(recorded_text(done.before, done.after, done.changes, today, style), options.output)
    else:
        say(recorded_lines(done.changes, style), options.output)
