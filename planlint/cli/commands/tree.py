"""`planlint tree`: from an item, or the purpose, down to what serves it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planlint.app.periods import period_meant
from planlint.app.workspace import Workspace
from planlint.cli.options import Options, day_of, format_of, today_of
from planlint.cli.output import note, say, style_for
from planlint.cli.plan import open_plan
from planlint.errors import PlanlintError
from planlint.model.items import Tactic
from planlint.model.naming import find_item
from planlint.model.outline import MOST_NODES, TooManyNodesError, outline
from planlint.model.plan_part import PlanPart, part_of
from planlint.model.selection import ItemSelection
from planlint.model.subgraph import subgraph_below
from planlint.render.plan.formats import render_subgraph
from planlint.render.plan.tree import tree_json, tree_text, tree_work_text

if TYPE_CHECKING:
    from planlint.app.history.plan_work import Work

_WHOLE = ("json", "csv")  # formats for programs, which sum up nothing


def run(options: Options) -> None:
    """Print an outline of the plan."""
    selection = selection_of(options)
    workspace = open_plan(options)
    note(*workspace.unread, quiet=options.quiet)
    plan = workspace.loaded.plan
    try:
        root = find_item(plan, options.item) if options.item is not None else None
        with_tasks = format_of(options) in _WHOLE or options.tasks or selection.picks_tasks or isinstance(root, Tactic)
        periods = tuple(period_meant(plan, one) for one in selection.periods)
        part = part_of(plan, root, replace(selection, periods=periods), tasks=with_tasks)
        text = _drawn(options, part, workspace.config.limits["stale-days"], _work(options, workspace))
    except TooManyNodesError:
        raise PlanlintError(
            f"the outline has more than {MOST_NODES:,} lines",
            "name an ITEM to start from, or some kinds with --kind",
        ) from None
    if not part.tops and not options.quiet:
        whole = "what can be read of the plan" if plan.unread else "the plan"
        note("nothing matches" if not selection.is_all else f"{whole} has no goals and no actions")
    say(text, options.output, format_of(options))


def _work(options: Options, workspace: Workspace) -> "Mapping[str, Work] | None":
    """Return the work by full name, in the days that are asked for; None where nobody asks."""
    first, last = day_of(options.since, "--since"), day_of(options.until, "--until")
    if not options.work:
        if first or last:
            raise PlanlintError("--since and --until only make sense together with --work", "add --work")
        return None
    if format_of(options) not in ("text", "json"):
        raise PlanlintError(f"--work cannot be written as {format_of(options)}", "leave out --work, or --format")
    from planlint.app.history.plan_work import current_work

    return current_work(workspace).within(first, last).below()


def _drawn(options: Options, part: PlanPart, stale_days: int, work: "Mapping[str, Work] | None") -> str:
    form, today = format_of(options), today_of(options)
    if form in ("mermaid", "dot", "csv"):
        return render_subgraph(subgraph_below(part, today, stale_days), form)

    facts = outline(part, today, stale_days)
    if form == "json":
        return tree_json(facts, work)
    style = style_for(options)
    return tree_text(facts, style) if work is None else tree_work_text(facts, work, style)


def selection_of(options: Options) -> ItemSelection:
    """Return what the options narrow the outline to; `PlanlintError` for an option without a value."""
    parts = ("kind", "owner", "team", "period", "status", "tag")
    empty = next((part for part in parts if getattr(options, part) == []), None)
    if empty is not None:
        raise PlanlintError(f"--{empty} names nothing", "leave it out to show everything")
    return ItemSelection(*(tuple(getattr(options, part) or ()) for part in parts))
