"""`planlint rename`: another id for an item, everywhere."""

from planlint.app.edit.rename import rename_item
from planlint.cli.options import Options, today_of
from planlint.cli.output import note, say, style_for
from planlint.cli.plan import open_plan
from planlint.render.edits.recorded import renamed_text


def run(options: Options) -> None:
    """Rename an item and print in which files."""
    workspace = open_plan(options)
    renamed = rename_item(workspace, options.old, options.new, today_of(options))
    if not options.quiet:
        note(*workspace.unread)
        say(renamed_text(renamed, style_for(options)), options.output)
