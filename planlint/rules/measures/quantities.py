"""How messages show values of a measure."""

from collections.abc import Mapping
from typing import Any

from planlint.bounds import number_text
from planlint.model import Alike, Item, KeyResult, Metric
from planlint.plural import count


def shown(value: float, unit: str | None = None) -> str:
    """Return a number as written in the plan, with its unit: `21 days`, `99.95 %`, `1e+24 grains`."""
    number = number_text(value)
    return f"{number} {unit}" if unit else number


def movement(metric: Metric) -> str:
    """Return where a measure goes: `58 to 21 days`; without a baseline, or for a guard-rail, its target."""
    target = metric.target
    if target is None:
        return ""
    if metric.baseline is None or metric.is_guard_rail:
        return shown(target, metric.unit)
    return f"{shown(metric.baseline)} to {shown(target, metric.unit)}"


def has_way(item: Item) -> bool:
    """Whether a key result says how far it goes: baseline and target, or milestones."""
    metric = item.table("metric")
    return ("baseline" in metric and "target" in metric) or bool(item.table("milestones"))


def direction_fits(metric: Metric) -> bool:
    """Whether the written direction, if any, is the way from baseline to target."""
    baseline, target, direction = metric.baseline, metric.target, metric.written_direction
    if baseline is None or target is None:
        return True
    if direction == "increase":
        return target >= baseline
    if direction == "decrease":
        return target <= baseline
    return True


def moves(metric: Metric) -> bool:
    """Whether a measure has a sound way to go: no guard-rail, not flat, its direction not contradicted."""
    is_flat = metric.baseline is not None and metric.baseline == metric.target
    return not metric.is_guard_rail and not is_flat and direction_fits(metric)


def rises(metric: Metric) -> bool | None:
    """Whether a measure is to go up; None where neither a direction nor baseline and target say so."""
    if metric.written_direction in ("increase", "decrease"):
        return metric.written_direction == "increase"
    if metric.baseline is None or metric.target is None:
        return None
    return metric.baseline < metric.target


def is_on_its_way(item: Item) -> bool:
    """Whether a measure stands between where it began and where it goes: neither there nor behind its beginning."""
    return _is_between(item.table("metric"))


def not_on_their_way(alike: Alike) -> list[Item]:
    """Return the items of which a measure does not stand between where it began and where it goes."""
    if not alike.has("metric", dict):
        return alike
    return [item for item, metric in zip(alike, alike.column("metric"), strict=True) if not _is_between(metric)]


def _is_between(metric: Mapping[str, Any]) -> bool:
    try:
        baseline, target, current = metric["baseline"], metric["target"], metric["current"]
        return bool(current != target and (current - baseline) * (target - current) >= 0)
    except (KeyError, TypeError):
        return False


def short_of(item: KeyResult) -> str:
    """Return what was reached of what was promised: `40 of 21 days`, `1 of 3 steps`."""
    steps = item.milestones
    metric = item.metric
    if metric is None or metric.target is None:
        return f"{item.steps_reached} of {count(len(steps), 'step')}"
    if metric.is_guard_rail:
        bound = str(metric.written_direction).replace("-", " ")
        return f"{_value(metric)}, {bound} {shown(metric.target, metric.unit)}"
    return f"{_value(metric)} of {shown(metric.target, metric.unit)}"


def _value(metric: Metric) -> str:
    return "?" if metric.current is None else shown(metric.current)
