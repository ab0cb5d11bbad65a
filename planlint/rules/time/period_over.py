"""PL504: an objective that is open after its period."""

from collections.abc import Iterable, Sequence

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
    suspects=lambda items, ctx: _in_ended_periods(items, ctx),
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
    """The period has ended, but the objective is open.

    The end of a period is when its results are graded and learned from. What slides into the next one unread is never
    finished and never chosen again.
    """
    period = ended_period(ctx.plan, item, ctx.today)
    if period is None:
        return
    yield Problem(
        item.site.at("period"),
        f"{item.text('period')} ended on {period.last}, and {item.name} is open",
        label=days_ago(period.last, ctx.today),
        help=f"`planlint close {item.text('period')}` grades and ends it; `planlint carry {item.text('period')} NEW` "
        "begins the period NEW with what was not reached",
    )


def _in_ended_periods(items: Sequence[Objective], ctx: Context) -> list[Objective]:
    """Return the objectives of periods that have ended: there are many objectives to a period."""
    one_of_each = {item.fields["period"]: item for item in items}
    ended = {text for text, item in one_of_each.items() if ended_period(ctx.plan, item, ctx.today) is not None}
    return [item for item in items if item.fields["period"] in ended]
