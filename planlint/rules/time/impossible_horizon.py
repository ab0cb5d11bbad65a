"""PL508: The horizon of the outcome has passed.

  [outcome.stay-housed]
  title = "Families who move in stay housed"
- horizon = "2025"   #~ the horizon of outcome.stay-housed, 2025-12-31, has passed
+ horizon = "perpetual"
"""

from planlint.model import PERPETUAL, Outcome
from planlint.model.periods import last_day
from planlint.rules.kit import ESSAY, WARNING, Context, Problem, Problems, rule
from planlint.rules.time.days import days_ago


@rule("PL508", WARNING, Outcome, needs=("horizon",), source=ESSAY)
def impossible_horizon(item: Outcome, ctx: Context) -> Problems:
    """An outcome is lasting value. One whose time is up was reached, or given up, and nobody has written down which."""
    horizon = item.fields["horizon"]
    if horizon == PERPETUAL:
        return
    last = last_day(ctx.plan, horizon)
    if last is not None and last < ctx.today:
        yield Problem(
            item.site.at("horizon"),
            f"the horizon of {item.name}, {last}, has passed",
            label=days_ago(last, ctx.today),
            help='write a later day or period, or "perpetual"',
        )
