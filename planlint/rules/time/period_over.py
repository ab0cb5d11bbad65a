"""PL504: The period has ended, but the objective is open."""

from collections.abc import Sequence
from typing import cast

from planlint.bounds import listing
from planlint.diagnostic import Problem, Severity
from planlint.model.items import Item, Objective
from planlint.model.periods import Days
from planlint.rules.rule import Context, Fold, Problems, rule
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
    fold=Fold(cause=lambda item: item.fields["period"], of_cause=lambda items, ctx: _told(items, ctx)),
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
    if ended_period(ctx.plan, item, ctx.today) is not None:
        yield _told([item], ctx)


def _told(items: Sequence[Item], ctx: Context) -> Problem:
    """Say of a period that it is over, at the first of its open objectives."""
    first, name = items[0], items[0].text("period")
    last = cast("Days", ended_period(ctx.plan, first, ctx.today)).last
    named = f"{len(items)} objectives of it are open: {listing(item.id for item in items)}"
    return Problem(
        first.site.at("period"),
        f"{name} ended on {last}, and {first.name + ' is open' if len(items) == 1 else named}",
        label=days_ago(last, ctx.today),
        help=f"`planlint close {name}` grades and ends it; `planlint carry {name} NEW` "
        "begins the period NEW with what was not reached",
    )


def _in_ended_periods(items: Sequence[Objective], ctx: Context) -> list[Objective]:
    """Return the objectives of periods that have ended: there are many objectives to a period."""
    one_of_each = {item.fields["period"]: item for item in items}
    ended = {text for text, item in one_of_each.items() if ended_period(ctx.plan, item, ctx.today) is not None}
    return [item for item in items if item.fields["period"] in ended]
