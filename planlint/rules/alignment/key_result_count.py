"""PL309: an objective with one key result, or with too many."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.model.figures.progress import counted_key_results
from planlint.model.items import Objective
from planlint.rules.rule import Context, rule
from planlint.rules.sources import REWORK


@rule(
    "PL309",
    severity=Severity.WARNING,
    subject=Objective,
    scope="open",
    source=REWORK,
    bad="""
        [objective.faster-placement]   #~ objective.faster-placement has one key result
        title = "Moving in takes weeks, not months"

        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        objective = "faster-placement"
    """,
    good="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"

        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        objective = "faster-placement"

        [key_result.no-returns]
        title = "Nine of ten families stay for a year"
        objective = "faster-placement"
    """,
)
def key_result_count(item: Objective, ctx: Context) -> Iterable[Problem]:
    """The objective has only one key result, or more than the limit.

    One key result seldom covers an objective: it can be reached while the objective is missed. More than a handful are
    a list of everything, and nobody remembers it.
    """
    counted = counted_key_results(ctx.plan, item)
    limit = ctx.limits["key-results-per-objective"]
    if len(counted) == 1 and not counted[0].milestones and not ctx.unsure_below(item):
        yield Problem(
            item.site.as_header,
            f"{item.name} has one key result, {counted[0].name}",
            help="ask whether the objective could be missed although it is reached, and add what is missing",
            severity=Severity.INFO,
        )
    elif len(counted) > limit:
        yield Problem(
            item.site.as_header,
            f"{item.name} has {len(counted)} key results, more than {limit}",
            help="keep those that decide, or raise `limits.key-results-per-objective`",
        )
