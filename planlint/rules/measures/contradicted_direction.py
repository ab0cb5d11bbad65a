"""PL415: `direction` contradicts the way from the baseline to the target.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
- metric.direction = "increase"   #~ the direction is increase, and the measure goes from 58 to 21 days
+ metric.direction = "decrease"
  metric.target = 21
  metric.baseline = 58
"""

from planlint.model import KeyResult
from planlint.rules.kit import ERROR, LANGUAGE, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import direction_fits, movement


@rule("PL415", ERROR, KeyResult, scope="sound", needs=("metric.direction",), source=LANGUAGE)
def contradicted_direction(item: KeyResult, ctx: Context) -> Problems:
    """Either the direction is wrong or one of the two numbers is. Until it is said which, every progress bar lies."""
    metric = item.metric
    if metric is None or direction_fits(metric):
        return
    direction = metric.written_direction
    opposite = "decrease" if direction == "increase" else "increase"
    yield Problem(
        item.site.at("metric", "direction"),
        f"the direction is {direction}, and the measure goes from {movement(metric)}",
        label=f"not the way to {metric.target}",
        help=f'metric.direction = "{opposite}", or none: baseline and target say it; or correct one of these',
    )
