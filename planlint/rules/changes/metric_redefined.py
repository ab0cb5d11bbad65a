"""PL804: The unit, the direction or the name of the metric is not the same as before.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
- status = "on-track"
  metric.name = "median days from intake to keys"
- metric.unit = "days"
  metric.target = 21
  metric.baseline = 58
  #--- then
  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
- status = "on-track"
  metric.name = "median days from intake to keys"
- metric.unit = "working days"   #~ was measured in days and now is in working days
+ metric.unit = "days"
+ metric.direction = "decrease"
  metric.target = 21
  metric.baseline = 58
"""

from planlint.diff.matching import Pair
from planlint.diff.promises import DIRECTION, MEASURE_NAME, UNIT, declared_direction, metric_of
from planlint.model import KeyResult, Metric, Outcome
from planlint.rules.changes.context import SAY_WHY, ChangeContext, weakened
from planlint.rules.kit import ERROR, OKR_PLAYBOOK, WARNING, Problem, Problems, rule


@rule(
    "PL804",
    ERROR,
    (Outcome, KeyResult),
    scope="changed",
    source=OKR_PLAYBOOK,
    heading=("measure redefined", "measures redefined"),
)
def metric_redefined(pair: Pair, ctx: ChangeContext) -> Problems:
    """Numbers from before and after can no longer be compared, and yet they stand in one line. What is measured anew is
    a key result of its own.
    """
    was, now = metric_of(pair.old), metric_of(pair.new)
    if was is None or now is None:
        return
    redefined = [
        problem(pair, was, now)
        for promise, problem in ((UNIT, _unit), (DIRECTION, _direction))
        if ctx.is_weaker(promise, pair.old)
    ]
    yield from redefined
    if not redefined and ctx.is_weaker(MEASURE_NAME, pair.old):
        message = f"{pair.new.name} measured '{was.name}' and now measures '{now.name}'"
        site = pair.new.site.at("metric", "name")
        yield Problem(site, message, "other words", SAY_WHY, severity=WARNING, promise=MEASURE_NAME)


def _unit(pair: Pair, was: Metric, now: Metric) -> Problem:
    then = "no longer has a unit" if now.unit is None else f"now is in {now.unit}"
    message = f"{pair.new.name} was measured in {was.unit} and {then}"
    return weakened(pair, ("metric", "unit"), message, UNIT, None if now.unit is None else f"was {was.unit}")


def _direction(pair: Pair, was: Metric, now: Metric) -> Problem:
    before, after = declared_direction(was), declared_direction(now)
    had = f"had the direction {before}" if before is not None else "had no direction"
    has = f"now has {after}" if after is not None else "no longer has any"
    message = f"{pair.new.name} {had} and {has}"
    label = f"was {before}" if before is not None else "new"
    return weakened(pair, ("metric", "direction"), message, DIRECTION, None if now.written_direction is None else label)
