"""PL403: The metric has no baseline.

  [key_result.days-to-keys]   #~ key_result.days-to-keys goes to 21 days, and nothing says from where
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21
+ metric.baseline = 58
"""

from planlint.model import KeyResult
from planlint.rules.kit import WARNING, WHAT_MATTERS, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import shown


@rule("PL403", WARNING, KeyResult, needs=("metric.target",), lacks=("metric.baseline",), source=WHAT_MATTERS)
def no_baseline(item: KeyResult, ctx: Context) -> Problems:
    """Without the value it began with nobody can say how far a key result has come, nor whether its target is bold."""
    metric = item.metric
    if metric is None or metric.is_guard_rail or metric.target is None or metric.baseline is not None:
        return
    yield Problem(
        item.site.at("metric").as_header,
        f"{item.name} goes to {shown(metric.target, metric.unit)}, and nothing says from where",
        label="add metric.baseline",
        help="measure it once and write metric.baseline; where nothing is there yet it is 0",
    )
