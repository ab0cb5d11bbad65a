"""`planlint tree`: from an item, or the purpose, down to what serves it."""

import argparse
from typing import TYPE_CHECKING, Any

from planlint.cli.exit_status import OK
from planlint.cli.options import add_common, format_of, selectors, today_of
from planlint.cli.plan import open_plan
from planlint.errors import PlanlintError

if TYPE_CHECKING:
    from planlint.model.selection import Selection
    from planlint.model.view import Part

NAME = "tree"
FORMATS = ("text", "json", "mermaid", "dot", "csv")
_WHOLE = ("json", "csv")  # formats for programs, which sum up nothing


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="work forward: what serves an item, with progress and status",
        description="Show what serves an item, or the whole plan from its purpose down. Options narrow it to what "
        "matches and the way there; several values are separated by commas.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "item",
        nargs="?",
        metavar="ITEM",
        help="a full name (objective.faster-placement) or a unique id",
    )
    narrow = parser.add_argument_group("what is shown")
    narrow.add_argument(
        "--kind", action="append", metavar="KINDS", help="purpose, vision, ..., key_result, tactic, task"
    )
    narrow.add_argument("--owner", action="append", metavar="OWNERS", help="who answers for it; of a task its assignee")
    narrow.add_argument(
        "--team",
        action="append",
        metavar="TEAMS",
        help="owned by the team or somebody in it, or asked of it by others",
    )
    narrow.add_argument("--period", action="append", metavar="PERIODS", help="its objectives, and what is below them")
    narrow.add_argument(
        "--status", action="append", metavar="STATUSES", help="the status as written; or open, or closed"
    )
    narrow.add_argument("--tag", action="append", metavar="TAGS", help="items with such a tag")
    narrow.add_argument(
        "--tasks", action="store_true", help="list tasks, instead of summing them on their tactic's line"
    )
    add_common(parser, FORMATS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print an outline of the plan."""
    from planlint.cli.commands.why import unread
    from planlint.cli.output import note, say
    from planlint.model.items import Tactic
    from planlint.model.naming import find_item
    from planlint.model.outline import MOST_NODES, TooManyNodesError
    from planlint.model.view import part_of

    selection = selection_of(options)
    workspace = open_plan(options)
    if not options.quiet:
        for line in unread(workspace.loaded.diagnostics):
            note(line)
    plan = workspace.loaded.plan
    try:
        root = find_item(plan, options.item) if options.item is not None else None
        with_tasks = format_of(options) in _WHOLE or options.tasks or selection.picks_tasks or isinstance(root, Tactic)
        part = part_of(plan, root, selection, tasks=with_tasks)
        text = _drawn(options, part, workspace.config.limits["stale-days"])
    except TooManyNodesError:
        raise PlanlintError(
            f"the outline has more than {MOST_NODES:,} lines",
            "name an ITEM to begin at, or some kinds with --kind",
        ) from None
    if not part.tops and not options.quiet:
        note("nothing matches" if not selection.is_all else "the plan has no goals and no actions")
    say(text, options.output, format_of(options))
    return OK


def _drawn(options: argparse.Namespace, part: "Part", stale_days: int) -> str:
    form, today = format_of(options), today_of(options)
    if form in ("mermaid", "dot", "csv"):
        from planlint.model.subgraph import subgraph_below
        from planlint.render.plan.formats import render_subgraph

        return render_subgraph(subgraph_below(part, today, stale_days), form)
    from planlint.cli.output import style_for
    from planlint.model.outline import outline
    from planlint.render.plan.tree import tree_json, tree_text

    facts = outline(part, today, stale_days)
    return tree_json(facts) if form == "json" else tree_text(facts, style_for(options))


def selection_of(options: argparse.Namespace) -> "Selection":
    """Return what the options narrow the outline to; `PlanlintError` for an option without a value."""
    from planlint.model.selection import Selection

    given = {}
    for part in ("kind", "owner", "team", "period", "status", "tag"):
        words = selectors(getattr(options, part))
        if words == []:
            raise PlanlintError(f"--{part} names nothing", "leave it out to see everything")
        given[part] = tuple(words or ())
    return Selection(given["kind"], given["owner"], given["team"], given["period"], given["status"], given["tag"])
