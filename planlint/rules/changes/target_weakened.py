"""PL801: The target or a step is weaker than before, or is gone.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
- status = "on-track"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21
  metric.baseline = 58
-
- [key_result.landlord-portal]
- title = "Landlords post vacancies themselves"
- milestones.pilot = 2026-11-30
- milestones.open-to-all = 2026-12-15   #~ step 'open-to-all' of key_result.landlord-portal is gone
- status = "on-track"
+ metric.current = 40
  #--- then
  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
- status = "on-track"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
- metric.target = 30   #~ promised 21 days and now promises 30
+ metric.target = 20
  metric.baseline = 58
-
- [key_result.landlord-portal]
- title = "Landlords post vacancies themselves"
- milestones.pilot = 2026-11-30
- status = "on-track"
+ metric.current = 34
"""

from collections.abc import Iterator

from planlint.diff.matching import Pair
from planlint.diff.promises import STEPS, TARGET, TARGET_BY, metric_of, point, step
from planlint.model import KeyResult, Metric, Outcome
from planlint.model.periods import day_of
from planlint.plural import count
from planlint.rules.changes.context import ChangeContext, weakened
from planlint.rules.kit import ERROR, OKR_PLAYBOOK, WARNING, Problem, Problems, rule
from planlint.rules.measures.quantities import movement, shown


@rule(
    "PL801",
    ERROR,
    (Outcome, KeyResult),
    scope="changed",
    source=OKR_PLAYBOOK,
    heading=("target weakened", "targets weakened"),
)
def target_weakened(pair: Pair, ctx: ChangeContext) -> Problems:
    """A target that gives way shows success where there is none. Lowering it may be right, but those who rely on it
    learn so, and why.
    """
    was, now = metric_of(pair.old), metric_of(pair.new)
    if was is not None and now is None:
        yield weakened(pair, ("metric",), f"{pair.new.name} {_promised(was)} and is measured no more", TARGET)
    elif was is not None and now is not None:
        yield from _target(pair, was, now, ctx)
        yield from _path(pair, was, now, ctx)
    yield from _steps(pair, ctx)


def _target(pair: Pair, was: Metric, now: Metric, ctx: ChangeContext) -> Iterator[Problem]:
    old, new = pair
    if ctx.is_weaker(TARGET, old):
        if now.target is None:
            message = f"{new.name} {_promised(was)} and no longer has a target"
            yield weakened(pair, ("metric", "target"), message, TARGET)
        elif was.target is not None:
            message = f"{new.name} promised {shown(was.target, was.unit)} and now promises {shown(now.target)}"
            yield weakened(pair, ("metric", "target"), message, TARGET, f"was {shown(was.target)}")
    elif ctx.is_weaker(TARGET_BY, old):
        if now.target_by is None:
            message = f"{new.name} {_promised(was)} and no longer does"
            yield weakened(pair, ("metric", "target_by"), message, TARGET_BY)
        else:
            message = f"{new.name} {_promised(was)} and now promises one by {now.target_by}"
            found = weakened(pair, ("metric", "target_by"), message, TARGET_BY, f"was {was.target_by}")
            yield found._replace(severity=WARNING)


def _path(pair: Pair, was: Metric, now: Metric, ctx: ChangeContext) -> Iterator[Problem]:
    """Yield a problem for each value on the way that asks for less, or is gone."""
    keys = {day_of(ctx.new, key): key for key in now.path}
    for key, value in was.path.items():
        day = day_of(ctx.old, key)
        if day is None or not ctx.is_weaker(point(day), pair.old):
            continue
        left = now.path[keys[day]] if day in keys else None
        then = "no longer does" if left is None else f"now promises {shown(left)}"
        message = f"{pair.new.name} promised {shown(value, was.unit)} by {day} and {then}"
        before = None if left is None else f"was {shown(value)}"
        found = weakened(pair, ("metric", "path", keys.get(day, key)), message, point(day), before)
        yield found._replace(severity=WARNING)


def _steps(pair: Pair, ctx: ChangeContext) -> Iterator[Problem]:
    """Yield a problem for each step that is gone; one for all where no step is left."""
    old, new = pair
    steps = old.table("milestones")
    if ctx.is_weaker(STEPS, old):
        message = f"{new.name} promised {count(len(steps), 'step')} and no longer has any"
        yield weakened(pair, ("milestones",), message, STEPS)
        return
    for name in steps:
        if ctx.is_weaker(step(name), old):
            yield weakened(pair, ("milestones", name), f"step '{name}' of {new.name} is gone", step(name))


def _promised(metric: Metric) -> str:
    if metric.target is not None:
        return f"promised {movement(metric)}"
    return f"promised a target by {metric.target_by}" if metric.target_by is not None else "was measured"
