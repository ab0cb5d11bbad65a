"""PL407: The target or every step is reached, but the key result is open.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
  period = "2026-Q4"

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
+ status = "done"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21
  metric.baseline = 58
  metric.current = 20   #~ 20 days is past the target of 21
"""

from datetime import date

from planlint.model import KeyResult, Metric, Plan
from planlint.model.figures.effective import effective_due, effective_start
from planlint.rules.kit import INFO, OKR_PLAYBOOK, WARNING, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import is_on_its_way, moves, not_on_their_way, rises, shown


@rule(
    "PL407",
    WARNING,
    KeyResult,
    needs=("metric.current", "reached"),
    suspects=lambda alike, ctx: alike.once(not_on_their_way),
    source=OKR_PLAYBOOK,
    gives_way_to=("PL402", "PL415"),
)
def target_already_met(item: KeyResult, ctx: Context) -> Problems:
    """A target reached long before its day was set too low; one reached and left open hides that the team is free for
    what matters next.
    """
    reached = None if is_on_its_way(item) else _reached(item)
    if reached is None:
        return
    early = _in_first_half(ctx.plan, item, ctx.today)
    yield Problem(
        item.site.at("reached") if item.milestones else item.site.at("metric", "current"),
        f"{reached}, and {item.name} is open",
        label="reached",
        help=f'set status = "done", or {_what_else(item)}',
        severity=None if early else INFO,
    )


def _what_else(item: KeyResult) -> str:
    """Return what else may be meant by a key result that is reached and goes on."""
    if item.milestones or item.metric is None:
        return "add the step that is still to come"
    bound = "at-least" if rises(item.metric) else "at-most"
    return f'a target that asks for more; what has to hold to the end is a guard-rail: metric.direction = "{bound}"'


def _reached(item: KeyResult) -> str | None:
    """Say that the end is reached; None where it is not."""
    if "milestones" in item.fields:
        steps = item.milestones
        if not steps or any(step not in item.reached for step in steps):
            return None
        return f"all {len(steps)} steps are reached" if len(steps) > 1 else "its step is reached"
    return _target_met(item.metric) if "metric" in item.fields and item.metric else None


def _target_met(metric: Metric) -> str | None:
    current, target = metric.current, metric.target
    if current is None or target is None or not moves(metric):
        return None
    up = rises(metric)
    if up is None or (current < target if up else current > target):
        return None
    if current == target:
        return f"the target of {shown(target, metric.unit)} is reached"
    return f"{shown(current, metric.unit)} is past the target of {shown(target)}"


def _in_first_half(plan: Plan, item: KeyResult, today: date) -> bool:
    start, due = effective_start(plan, item), effective_due(plan, item)
    return start is not None and due is not None and today - start < (due - start) / 2
