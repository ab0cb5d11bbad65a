"""`planlint why`: from an item, a commit or a line of a file up to the purpose."""

from planlint.app.work.request import WhyRequest
from planlint.app.work.why import why_asked
from planlint.cli.options import Options, format_of
from planlint.cli.output import FINDINGS, OK, note, say, style_for
from planlint.cli.plan import open_plan, request_of
from planlint.model.plan import Plan
from planlint.model.subgraph import joined, subgraph_above
from planlint.model.why import MOST_CHAINS, Why
from planlint.model.work_answer import WorkAnswer
from planlint.render.plan.formats import render_subgraph
from planlint.render.plan.why import why_json, why_text


def run(options: Options) -> int:
    """Print why an item exists, or why work was done."""
    workspace = open_plan(options)
    note(*workspace.unread, quiet=options.quiet)
    answer = why_asked(request_of(WhyRequest, options), workspace)
    whys = list(answer.whys.values()) if isinstance(answer, WorkAnswer) else [answer]
    for facts in whys:
        if facts.is_cut and not options.quiet:
            note(f"more than {MOST_CHAINS:,} chains lead up from {facts.item.item.name}: the others are left out")
    say(_drawn(options, workspace.loaded.plan, answer, whys), options.output, format_of(options))
    is_answered = answer.is_answered if isinstance(answer, WorkAnswer) else answer.reaches_purpose
    return OK if is_answered else FINDINGS


def _drawn(options: Options, plan: Plan, answer: Why | WorkAnswer, whys: list[Why]) -> str:
    form = format_of(options)
    if form in ("mermaid", "dot"):
        return render_subgraph(joined(subgraph_above(plan, facts) for facts in whys), form)
    if isinstance(answer, WorkAnswer):
        from planlint.render.plan.work import work_json, work_text

        return work_json(answer) if form == "json" else work_text(answer, style_for(options))
    return why_json(answer) if form == "json" else why_text(answer, style_for(options))
