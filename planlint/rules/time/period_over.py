"""PL504: an objective that is open after its period."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.model.items import Objective
from planlint.rules.rule import Context, rule
from planlint.rules.sources import WHAT_MATTERS
from planlint.rules.time.days import days_ago, ended_period


@rule(
    "PL504",
    severity=Severity.WARNING,
    subject=Objective,
    scope="open",
    needs=("period",),
    source=WHAT_MATTERS,
    bad="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-Q3"   #~ 2026-Q3 ended on 2026-09-30, and objective.faster-placement is open
    """,
    good="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-Q3"
        status = "closed"
    """,
)
def period_over(item: Objective, ctx: Context) -> Iterable[Problem]:
    """The end of a period is when its results are graded and learned from. What slides into the next one
    unread is never finished and never chosen again.
    """
    period = ended_period(ctx.plan, item, ctx.today)
    if period is None:
        return
    yield Problem(
        item.site.at("period"),
        f"{item.text('period')} ended on {period.last}, and {item.name} is open",
        label=days_ago(period.last, ctx.today),
        help="set `status` to done, closed or dropped; what goes on is a new objective that `continues` it",
    )
