"""PL422: The day has passed until which a target was to be agreed on.

  [key_result.first-calls]
  title = "Families are called back soon"
  objective = "faster-placement"
  metric.name = "hours until the first call"
- metric.target_by = 2026-09-30   #~ key_result.first-calls was to have a target by 2026-09-30
+ metric.target_by = 2026-10-31
  metric.current = 30
"""

from planlint.model import KeyResult, Measured, Outcome
from planlint.rules.kit import ERROR, WHAT_MATTERS, Context, Problem, Problems, rule
from planlint.rules.time.days import days_ago


@rule("PL422", ERROR, (KeyResult, Outcome), needs=("metric.target_by",), source=WHAT_MATTERS)
def target_owed(item: Measured, ctx: Context) -> Problems:
    """To measure first is wise. Without a day on which it ends, the period is over before anybody has promised
    anything.
    """
    day = item.metric.target_by if item.metric else None
    if day is None or day >= ctx.today:
        return
    yield Problem(
        item.site.at("metric", "target_by"),
        f"{item.name} was to have a target by {day}, and has none",
        label=days_ago(day, ctx.today),
        help="write `metric.target` in place of `metric.target_by`, or a later day and say why in `reason`",
    )
