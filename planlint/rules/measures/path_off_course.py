"""PL423: A value expected on the way lies beyond the target, goes the other way, or is outside the time.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
  period = "2026"

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21
- metric.path.2026-Q1 = 50
- metric.path.2026-Q2 = 52   #~ 52 days is expected by 2026-06-30, after 50 by 2026-03-31
- metric.path.2026-Q3 = 18   #~ 18 days is expected by 2026-09-30, beyond the target of 21
- metric.path.2027-Q1 = 21   #~ 2027-03-31 lies after the due date of key_result.days-to-keys, 2026-12-31
+ metric.path.2026-H1 = 54
+ metric.path.2026-Q3 = 40
  metric.baseline = 58
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planlint.model import KeyResult, Metric, Plan
from planlint.model.figures.effective import effective_due, effective_start
from planlint.model.periods import day_of
from planlint.rules.kit import LANGUAGE, WARNING, Context, Problem, Problems, Site, rule
from planlint.rules.measures.quantities import moves, rises, shown


class _Point(NamedTuple):
    key: str
    day: date
    value: float


@rule("PL423", WARNING, KeyResult, needs=("metric.path",), source=LANGUAGE, gives_way_to=("PL402", "PL415"))
def path_off_course(item: KeyResult, ctx: Context) -> Problems:
    """The path says how far it should be by when. A point off the way makes the pace wrong, or counts for nothing."""
    metric = item.metric
    if metric is None:
        return
    dated = [(key, day_of(ctx.plan, key), value) for key, value in metric.path.items()]
    points = sorted((_Point(key, day, value) for key, day, value in dated if day), key=lambda point: point.day)
    outside = dict(_outside(ctx.plan, item, points))
    for key, message in outside.items():
        help = "give the point a day of its time, or take it out"
        yield Problem(item.site.at("metric", "path", key).as_key, message, label="counts for nothing", help=help)
    if moves(metric):
        yield from _off_course(item, metric, [point for point in points if point.key not in outside])


def _outside(plan: Plan, item: KeyResult, points: list[_Point]) -> Iterator[tuple[str, str]]:
    start, due = effective_start(plan, item), effective_due(plan, item)
    for point in points:
        if due is not None and point.day > due:
            yield point.key, f"{point.day} lies after the due date of {item.name}, {due}"
        elif start is not None and point.day < start:
            yield point.key, f"{point.day} lies before the start of {item.name}, {start}"


def _off_course(item: KeyResult, metric: Metric, points: list[_Point]) -> Iterator[Problem]:
    """Yield the points that lie beyond the target, or behind the one before."""
    up, target = rises(metric), metric.target
    before: tuple[float, Site, str] | None = None
    if metric.baseline is not None:
        before = metric.baseline, item.site.at("metric", "baseline"), f"the baseline of {shown(metric.baseline)}"
    for point in points if up is not None else ():
        site = item.site.at("metric", "path", point.key)
        said = f"{shown(point.value, metric.unit)} is expected by {point.day}"
        if target is not None and _is_further(point.value, target, up):
            related = ((item.site.at("metric", "target"), "the target"),)
            message = f"{said}, beyond the target of {shown(target)}"
            yield Problem(site, message, help="bring it back to the way, or correct the target", related=related)
        elif before is not None and _is_further(before[0], point.value, up):
            message = f"{said}, after {before[2]}"
            help = f"the measure is to {'rise' if up else 'fall'}: correct the one that is not meant"
            yield Problem(site, message, label="the other way", help=help, related=((before[1], "before it"),))
        else:
            before = point.value, site, f"{shown(point.value)} by {point.day}"


def _is_further(value: float, other: float, up: bool | None) -> bool:
    return value > other if up else value < other
