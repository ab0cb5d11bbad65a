"""PL401: The key result has neither a metric nor milestones.

  [key_result.days-to-keys]   #~ nothing says when this key result is reached
  title = "Families get their keys sooner"
+ objective = "faster-placement"
+ metric.name = "median days from intake to keys"
+ metric.target = 21
+ metric.baseline = 58
+
+ [key_result.landlord-portal]
+ title = "Landlords post vacancies themselves"
  objective = "faster-placement"
+ milestones.pilot = 2026-09-30
+ milestones.open-to-all = 2026-12-15
"""

from datetime import date

from planlint.model import KeyResult
from planlint.model.figures.effective import effective_due
from planlint.rules.kit import ERROR, OKR_PLAYBOOK, Context, Problem, Problems, rule


@rule("PL401", ERROR, KeyResult, lacks=("metric", "milestones"), source=OKR_PLAYBOOK)
def no_measure(item: KeyResult, ctx: Context) -> Problems:
    """A key result that cannot be measured is an opinion: at the end of the period everyone remembers it as it suits
    them.
    """
    yield Problem(
        item.header,
        "nothing says when this key result is reached",
        label="add `metric` or `milestones`",
        help="for a number, a line each: "
        'metric.name = "median days from intake to keys", metric.target = 21, metric.baseline = 58; '
        f"for what has none, a step: milestones.open-to-all = {_some_day(item, ctx)}",
    )


def _some_day(item: KeyResult, ctx: Context) -> date:
    """Return a day for an example: one that can be copied."""
    due = effective_due(ctx.plan, item)
    return due if due and due >= ctx.today else date(ctx.today.year, 12, 31)
