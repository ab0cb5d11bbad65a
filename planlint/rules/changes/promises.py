"""What a measure promises: its way, and whether another target asks for less."""

from planlint.model.items import Metric


def direction_of(metric: Metric) -> str | None:
    """Return the direction as written, else from baseline to target; None where neither says."""
    if metric.written_direction is not None:
        return metric.written_direction
    baseline, target = metric.baseline, metric.target
    if baseline is None or target is None or baseline == target:
        return None
    return "increase" if target > baseline else "decrease"


def is_behind(value: float, other: float, direction: str | None) -> bool:
    """Whether a value is less than another as the direction counts; never where no direction is known."""
    if direction in ("increase", "at-least"):
        return value < other
    return direction in ("decrease", "at-most") and value > other


def unit_changed(was: Metric, now: Metric) -> bool:
    """Whether numbers cannot be compared any more: PL804 speaks of the unit then, and nothing else does."""
    return was.unit is not None and was.unit != now.unit
