"""PL510: `as_of` is a day that has not come yet.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
  metric.name = "median days from intake to keys"
  metric.target = 21
  metric.baseline = 58
  metric.current = 40
- metric.as_of = 2026-10-31   #~ the value of key_result.days-to-keys speaks of 2026-10-31, which is to come
+ metric.as_of = 2026-09-30
"""

from planlint.model import KeyResult, Measured, Outcome
from planlint.plural import count
from planlint.rules.kit import LANGUAGE, WARNING, Context, Problem, Problems, rule


@rule("PL510", WARNING, (KeyResult, Outcome), needs=("metric.as_of",), source=LANGUAGE)
def measured_in_future(item: Measured, ctx: Context) -> Problems:
    """Nobody has measured tomorrow. Mostly the month or the year is mistyped; until then the pace is that of another
    day.
    """
    day = item.metric.as_of if item.metric else None
    if day is not None and day > ctx.today:
        yield Problem(
            item.site.at("metric", "as_of"),
            f"the value of {item.name} speaks of {day}, which is to come",
            label=f"in {count((day - ctx.today).days, 'day')}",
            help="write the day on which it was measured; what is expected by then belongs in `metric.path`",
        )
