"""PL504: The period has ended, but the objective is open."""

from planlint.diagnostic import Problem, Severity
from planlint.model.alike import Alike
from planlint.model.items import Item, Objective
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import WHAT_MATTERS
from planlint.rules.time.days import days_ago, ended_period


@rule(
    "PL504",
    severity=Severity.WARNING,
    subject=Objective,
    scope="open",
    needs=("period",),
    suspects=lambda alike, ctx: _in_ended_periods(alike, ctx),
    source=WHAT_MATTERS,
    example="""
          [objective.faster-placement]
          title = "Moving in takes weeks, not months"
          period = "2026-Q3"   #~ 2026-Q3 ended on 2026-09-30, and objective.faster-placement is open
        + status = "closed"
    """,
)
def period_over(item: Objective, ctx: Context) -> Problems:
    """The end of a period is when its results are graded and learned from. What slides into the next one unread is
    never finished and never chosen again.
    """
    period = ended_period(ctx.plan, item, ctx.today)
    if period is not None:
        name = item.text("period")
        yield Problem(
            item.site.at("period"),
            f"{name} ended on {period.last}, and {item.name} is open",
            label=days_ago(period.last, ctx.today),
            help=f"`planlint close {name}` grades and ends it; `planlint carry {name} NEW` "
            "begins the period NEW with what was not reached",
        )


def _in_ended_periods(alike: Alike, ctx: Context) -> list[Item]:
    """Return the objectives of periods that have ended: there are many objectives to a period."""
    one_of_each = dict(zip(alike.column("period"), alike, strict=True))
    ended = {text for text, item in one_of_each.items() if ended_period(ctx.plan, item, ctx.today) is not None}
    return [item for item in alike if item.fields["period"] in ended] if ended else []
