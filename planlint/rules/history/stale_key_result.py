"""PL851: Nothing was reported of the key result for longer than its cadence allows.

  #--- on 2026-09-01
  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
+ cadence = "monthly"
  status = "on-track"
  metric = { name = "days", target = 21, baseline = 58, current = 50 }
- #--- on 2026-09-29
+ #--- on 2026-09-15
  [key_result.days-to-keys]       #~ nothing was reported for 44 days, since 1 Sep 2026
  title = "The wait from intake to keys is three weeks"
- owner = "ines"
+ cadence = "monthly"
  status = "on-track"
- metric = { name = "days", target = 21, baseline = 58, current = 50 }
+ metric = { name = "days", target = 21, baseline = 58, current = 44 }
"""

from planlint.model import KeyResult
from planlint.model.figures.effective import has_begun
from planlint.model.figures.freshness import is_stale
from planlint.rules.history.past import day_text, no_past, past_of
from planlint.rules.kit import WARNING, WHAT_MATTERS, Context, Problem, Problems, rule


@rule("PL851", WARNING, KeyResult, idle=no_past, source=WHAT_MATTERS)
def stale_key_result(item: KeyResult, ctx: Context) -> Problems:
    """A number nobody looks at steers nothing. A value, a step, a grade, a confidence, a note, new evidence, or another
    status of what is open is a check-in. Where no `cadence` is written, the limit `stale-days` counts.
    """
    reported = past_of(ctx).of(item.name).last_reported
    if reported is None or not has_begun(ctx.plan, item, ctx.today):
        return
    if is_stale(ctx.plan, item, reported, ctx.today, ctx.limits["stale-days"]):
        days = (ctx.today - reported).days
        message = f"nothing was reported for {days} days, since {day_text(reported)}"
        yield Problem(item.site, message, help="`planlint checkin` asks for value, confidence and a sentence")
