"""`planlint why`: from an item up to the purpose."""

import argparse
from collections.abc import Iterable

from planlint.bounds import listing
from planlint.cli.exit_status import FINDINGS, OK
from planlint.cli.options import format_of, today_of
from planlint.cli.output import note, say, style_for
from planlint.cli.plan import open_plan
from planlint.diagnostic import Diagnostic
from planlint.model.naming import find_item
from planlint.model.plan import Plan
from planlint.model.subgraph import subgraph_above
from planlint.model.why import MOST_CHAINS, Why, why
from planlint.render.plan.formats import render_subgraph
from planlint.render.plan.why import why_json, why_text
from planlint.rules import rule_by_code  # the whole rule book: a plan without a fault does without


def run(options: argparse.Namespace) -> int:
    """Print why an item exists."""
    workspace = open_plan(options)
    if not options.quiet:
        for line in unread(workspace.loaded.diagnostics):
            note(line)
    plan = workspace.loaded.plan
    facts = why(plan, find_item(plan, options.item), today_of(options), workspace.config.limits["stale-days"])
    if facts.is_cut and not options.quiet:
        note(f"more than {MOST_CHAINS:,} chains lead up from {facts.item.item.name}: the others are left out")
    say(_drawn(options, plan, facts), options.output, format_of(options))
    return OK if facts.reaches_purpose else FINDINGS


def _drawn(options: argparse.Namespace, plan: Plan, facts: Why) -> str:
    form = format_of(options)
    if form in ("mermaid", "dot"):
        return render_subgraph(subgraph_above(plan, facts), form)

    return why_json(facts) if form == "json" else why_text(facts, style_for(options))


def unread(found: Iterable[Diagnostic]) -> list[str]:
    """Return a line that names the files whose content is missing, where there are any."""
    paths = dict.fromkeys(one.place.path for one in found if _is_about_a_file(one))
    if not paths:
        return []
    return [f"what these files hold is missing here, because they cannot be read: {listing(paths)}"]


def _is_about_a_file(one: Diagnostic) -> bool:
    return rule_by_code(one.code).family == "files"
