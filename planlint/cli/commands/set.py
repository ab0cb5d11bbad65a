"""`planlint set`: record values in the plan's files."""

import argparse
from typing import TYPE_CHECKING, Any

from planlint.cli.exit_status import OK
from planlint.cli.options import add_destination, add_plan_options, today_of
from planlint.cli.plan import open_plan
from planlint.errors import PlanlintError

if TYPE_CHECKING:
    from planlint.edit.fields import Fields
    from planlint.edit.set_values import Wish
    from planlint.model.plan import Plan

NAME = "set"
_USAGE = "write ITEM KEY=VALUE, as in: planlint set days-to-keys current=38 confidence=0.7"


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
    from planlint.app.save import save
    from planlint.cli.output import note, say, shows_results, style_for
    from planlint.edit.fields import Fields
    from planlint.edit.set_values import record
    from planlint.render.edits.recorded import recorded_lines, recorded_text
    from planlint.trees import schema_dict

    today = today_of(options)
    workspace = open_plan(options)
    fields = Fields(schema_dict("plan"))
    wishes = wishes_of(options.words, workspace.loaded.plan, fields)
    edited = record(workspace.tree, workspace.loaded, wishes, fields)
    if not edited.files:
        if not options.quiet:
            note("nothing to change: these values are there already")
        return OK
    after = save(workspace, edited.files, today, {(wish.item.name, ".".join(wish.key)) for wish in wishes})
    if not options.quiet:
        style = style_for(options)
        if shows_results(options):
            text = recorded_text(workspace.loaded.plan, after.plan, edited.changes, today, style)
        else:
            text = recorded_lines(edited.changes, style)
        say(text, options.output)
    return OK


def wishes_of(words: list[str], plan: "Plan", fields: "Fields") -> list["Wish"]:
    """Return what ITEM KEY=VALUE… asks for; `EditError` or `NamingError` for what the plan does not know."""
    from planlint.edit.set_values import Wish, value_at
    from planlint.model.items import KINDS
    from planlint.model.naming import find_item

    wishes: dict[tuple[str, tuple[str, ...]], Wish] = {}
    for name, pairs in _by_item(words):
        item = find_item(plan, name, KINDS)
        for pair in pairs:
            typed, _, text = pair.partition("=")
            key = fields.key(item.kind, typed.strip())
            earlier = wishes.get((item.name, key))
            present = earlier.value if earlier else value_at(item.fields, key)
            value = fields.value(item.kind, key, text, present) if text else None
            wishes[item.name, key] = Wish(item, key, value)
    return list(wishes.values())


def _by_item(words: list[str]) -> list[tuple[str, list[str]]]:
    """Return the items named, each with the KEY=VALUE words that follow it."""
    groups: list[tuple[str, list[str]]] = []
    for word in words:
        if "=" not in word:
            groups.append((word, []))
        elif groups:
            groups[-1][1].append(word)
        else:
            raise PlanlintError(f"'{word}' comes before any item", _USAGE)
    empty = next((name for name, pairs in groups if not pairs), None)
    if empty is not None:
        raise PlanlintError(f"nothing is to be set on '{empty}'", _USAGE)
    return groups
