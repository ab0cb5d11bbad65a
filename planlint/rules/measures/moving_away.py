"""PL410: The current value is further from the target than the baseline is.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21
  metric.baseline = 58
- metric.current = 63   #~ 63 days is further from the target of 21 than the baseline of 58
+ metric.current = 40
"""

from planlint.model import KeyResult
from planlint.rules.kit import RADICAL_FOCUS, WARNING, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import is_on_its_way, moves, not_on_their_way, shown


@rule(
    "PL410",
    WARNING,
    KeyResult,
    needs=("metric.current",),
    suspects=lambda alike, ctx: alike.once(not_on_their_way),
    source=RADICAL_FOCUS,
    gives_way_to=("PL402", "PL415"),
)
def moving_away(item: KeyResult, ctx: Context) -> Problems:
    """Progress cannot fall below zero, so a measure that gets worse looks like one that waits. It is the one to talk
    about first.
    """
    metric = item.metric
    if is_on_its_way(item) or metric is None or not moves(metric):
        return
    baseline, target, current = metric.baseline, metric.target, metric.current
    if baseline is None or target is None or current is None:
        return
    if (current < baseline) if target > baseline else (current > baseline):
        yield Problem(
            item.site.at("metric", "current"),
            f"{shown(current, metric.unit)} is further from the target of {shown(target)} than the baseline of "
            f"{shown(baseline)}",
            label="moving away",
            help="ask what happened and change a tactic; if the measure goes the other way, correct baseline or target",
        )
