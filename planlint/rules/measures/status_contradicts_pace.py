"""PL419: The status is `on-track`, but the value is far behind what is expected by today.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
  period = "2026-H2"

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
- status = "on-track"   #~ on-track at 55 of 21 days: progress is 0.08, 0.58 is expected
+ status = "at-risk"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21
  metric.baseline = 58
  metric.current = 55
"""

from fractions import Fraction

from planlint.model import UNDATED, KeyResult
from planlint.model.figures.effective import effective_due, effective_start, time_gone
from planlint.model.figures.pace import SLOW, expected, pace
from planlint.model.figures.progress import progress
from planlint.model.figures.shares import two_decimals
from planlint.rules.kit import RADICAL_FOCUS, WARNING, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import short_of
from planlint.rules.time.days import late


@rule("PL419", WARNING, KeyResult, needs=("status",), source=RADICAL_FOCUS, gives_way_to=("PL502",))
def status_contradicts_pace(item: KeyResult, ctx: Context) -> Problems:
    """A plan that is green until its last week helps nobody. Where the number tells another story than the status, one
    of the two is out of date.
    """
    if item.status != "on-track" or not _a_third_is_gone(item, ctx) or _misses_a_step(item, ctx):
        return
    speed = pace(ctx.plan, item, ctx.today, ctx.limits["stale-days"])
    if speed is None or speed >= SLOW:
        return
    value = progress(ctx.plan, item, ctx.today).value or Fraction(0)
    should = expected(ctx.plan, item, ctx.today) or Fraction(0)
    yield Problem(
        item.site.at("status"),
        f"on-track at {short_of(item)}: progress is {two_decimals(value)}, {two_decimals(should)} is expected",
        label="the number says otherwise",
        help=f'{_way_out(item)}, or set status = "at-risk" and say in `note` what is done about it',
    )


def _misses_a_step(item: KeyResult, ctx: Context) -> bool:
    """Whether a step has been missed: PL502 asks for it."""
    missed = late(ctx.plan, item, ctx.today)
    return missed is not None and missed.step is not None


def undated_steps(item: KeyResult) -> list[str]:
    """Return the steps that are left of a key result and have no date."""
    return [step for step, day in item.milestones.items() if day == UNDATED and step not in item.reached]


def _way_out(item: KeyResult) -> str:
    undated = undated_steps(item)
    return f"date the step '{undated[0]}'" if undated else "bring the number up to date"


def _a_third_is_gone(item: KeyResult, ctx: Context) -> bool:
    gone = time_gone(effective_start(ctx.plan, item), effective_due(ctx.plan, item), ctx.today)
    return gone is not None and gone >= Fraction(1, 3)
