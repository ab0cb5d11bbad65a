"""PL504: The period has ended, but the objective is open.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
  period = "2026-Q3"   #~ 2026-Q3 ended on 2026-09-30, and objective.faster-placement is open
+ status = "closed"
"""

from planlint.model import Alike, Item, Objective
from planlint.rules.kit import WARNING, WHAT_MATTERS, Context, Fold, Problem, Problems, rule
from planlint.rules.time.days import days_ago, ended_period


@rule(
    "PL504",
    WARNING,
    Objective,
    needs=("period",),
    suspects=lambda alike, ctx: _in_ended_periods(alike, ctx),
    source=WHAT_MATTERS,
    fold=Fold("{brief}, and {items} of it are open", by_brief=True),
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
            brief=f"{name} ended on {period.last}",
            help=f"`planlint close {name}` grades and ends it; `planlint carry {name} NEW` "
            "begins the period NEW with what was not reached",
        )


def _in_ended_periods(alike: Alike, ctx: Context) -> list[Item]:
    """Return the objectives of periods that have ended: there are many objectives to a period."""
    one_of_each = dict(zip(alike.column("period"), alike, strict=True))
    ended = {text for text, item in one_of_each.items() if ended_period(ctx.plan, item, ctx.today) is not None}
    return [item for item in alike if item.fields["period"] in ended] if ended else []
