"""`planlint rename`: another id for an item, everywhere."""

import argparse
from typing import Any

from planlint.cli.exit_status import OK
from planlint.cli.options import add_destination, add_plan_options, today_of
from planlint.cli.plan import open_plan
from planlint.errors import PlanlintError

NAME = "rename"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="rename an id everywhere, recording `formerly`",
        description="Give an item another id: in its headers and in all that refers to it, in every file or in none. "
        "The old id is recorded in `formerly`, so that history and comparisons follow it.",
        epilog="example: planlint rename days-to-keys wait-in-days",
        allow_abbrev=False,
    )
    parser.add_argument("old", metavar="OLD", help="a full name (key_result.days-to-keys) or a unique id")
    parser.add_argument("new", metavar="NEW", help="the new id, alone or as a full name of the same kind")
    add_destination(add_plan_options(parser))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Rename an item and print in which files."""
    from planlint.app.save import save
    from planlint.cli.output import note, say
    from planlint.edit.fields import Fields
    from planlint.edit.rename import rename
    from planlint.model.items import KINDS
    from planlint.model.naming import find_item
    from planlint.render.edits.recorded import renamed_text
    from planlint.trees import schema_dict

    workspace = open_plan(options)
    item = find_item(workspace.loaded.plan, options.old, KINDS)
    if options.old not in (item.id, item.name):
        raise PlanlintError(f"'{options.old}' is a former id of {item.name}", "name the item by its present id")
    new = _bare_id(item.kind, options.new)
    renamed = rename(workspace.tree, workspace.loaded, item, new, Fields(schema_dict("plan")))
    save(workspace, renamed.files, today_of(options), renamed=renamed.mark)
    if not options.quiet:
        say(renamed_text(renamed), options.output)
        if not renamed.formerly:
            note(f"a {item.kind} has no `formerly`: nothing leads from the old id to the new one")
    return OK


def _bare_id(kind: str, new: str) -> str:
    """Return the id in a new name, which may be a full name of the same kind."""
    from planlint.model.items import KINDS, words_of

    given, dot, identifier = new.partition(".")
    if not dot or given not in KINDS:
        return new
    if given != kind:
        raise PlanlintError(f"'{new}' is of another kind: a {words_of(kind)} stays one", f"write {kind}.{identifier}")
    return identifier
