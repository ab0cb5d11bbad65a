"""PL402: The target equals the baseline.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21   #~ the target equals the baseline, 21 days
- metric.baseline = 21
+ metric.baseline = 58
+
+ [key_result.no-returns]
+ title = "Families who moved in stay"
+ objective = "faster-placement"
+ metric.name = "families back in a shelter"
+ metric.direction = "at-most"
+ metric.target = 2
+ metric.baseline = 2
"""

from planlint.model import KeyResult
from planlint.rules.kit import ERROR, OKR_PLAYBOOK, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import shown


@rule(
    "PL402",
    ERROR,
    KeyResult,
    scope="sound",
    needs=("metric.baseline",),
    suspects=lambda alike, ctx: [
        item
        for item, metric in zip(alike, alike.column("metric"), strict=True)
        if metric["baseline"] == metric.get("target")
    ],
    source=OKR_PLAYBOOK,
)
def flat_metric(item: KeyResult, ctx: Context) -> Problems:
    """If the target equals the baseline, progress cannot be computed: the key result is done on the first day, or never
    moves. To keep a value where it is, write `direction = "at-least"` or `"at-most"`.
    """
    metric = item.metric
    if metric is None or metric.is_guard_rail or metric.target is None or metric.target != metric.baseline:
        return
    yield Problem(
        item.site.at("metric", "target"),
        f"the target equals the baseline, {shown(metric.target, metric.unit)}",
        label="the same as the baseline",
        help='set the target that is meant; what has to hold takes metric.direction = "at-least" or "at-most"',
        related=((item.site.at("metric", "baseline"), "the baseline"),),
    )
