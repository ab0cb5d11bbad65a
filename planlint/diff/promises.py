"""What an item promises, and when it promises less than before: the one order there is."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from planlint.model import CLOSED_STATUSES, UNDATED, Item, KeyResult, Measured, Metric, Plan, Tactic, Task
from planlint.model.figures.effective import effective_due, effective_start, has_begun, is_open
from planlint.model.periods import day_of, first_day, last_day

Promise = tuple[str, ...]
"""One thing that an item promises: a word, and for one of several its name."""

TARGET: Promise = ("target",)
TARGET_BY: Promise = ("target-by",)
BASELINE: Promise = ("baseline",)
UNIT: Promise = ("unit",)
DIRECTION: Promise = ("direction",)
MEASURE_NAME: Promise = ("measure-name",)
STEPS: Promise = ("steps",)
DUE: Promise = ("due",)
START: Promise = ("start",)
COMMITMENT: Promise = ("commitment",)
WEIGHT: Promise = ("weight",)
OPEN: Promise = ("open",)
BEGUN: Promise = ("begun",)
BEGINNING: Promise = ("beginning",)
ENDED: Promise = ("ended",)
IDENTITY: Promise = ("identity",)
PARENTS: Promise = ("parents",)
PURPOSE: Promise = ("purpose",)
WORK: Promise = ("work",)

STRENGTH: Mapping[str, int] = {"committed": 3, "aspirational": 2, "learning": 1}
_WAITING: tuple[object, ...] = (None, "planned", "todo")


def step(name: str) -> Promise:
    """Return the promise to reach a step."""
    return "step", name


def step_due(name: str) -> Promise:
    """Return the promise to reach a step by its date."""
    return "step-due", name


def reached(name: str) -> Promise:
    """Return the promise that a step is reached already."""
    return "reached", name


def point(day: date) -> Promise:
    """Return the promise of a value on the way, by its day."""
    return "point", day.isoformat()


def period_end(text: str) -> Promise:
    """Return the promise of all that rests on a period: when it ends."""
    return "period-end", text


def period_start(text: str) -> Promise:
    """Return the promise of all that rests on a period: when it begins."""
    return "period-start", text


class Stand(NamedTuple):
    """An item as one version of the plan has it, None where it is gone."""

    plan: Plan
    item: Item | None


class _There(NamedTuple):
    """An item as one version of the plan has it."""

    plan: Plan
    item: Item


def is_weaker(promise: Promise, was: Stand, now: Stand, today: date) -> bool:
    """Whether an item promises less than it did."""
    word, *name = promise
    if word in _OF_PLANS:
        return _OF_PLANS[word](was.plan, now.plan, name[0])
    if was.item is None:
        return False
    old = _There(was.plan, was.item)
    if now.item is None:
        return promise in _BROKEN_BY_ABSENCE and _BROKEN_BY_ABSENCE[promise](*old)
    new = _There(now.plan, now.item)
    if promise == BEGUN:
        return _has_unbegun(old, new, today)
    if word in _OF_PARTS:
        return _OF_PARTS[word](old, new, name[0])
    if promise in _OF_MEASURES:
        before, after = metric_of(old.item), metric_of(new.item)
        return before is not None and after is not None and _OF_MEASURES[promise](before, after)
    return _ORDERS[promise](old, new)


def promises_of(item: Item) -> Iterator[Promise]:
    """Yield what a key result promises besides staying open: its measure or steps, its path, its dates, its weight."""
    yield from (TARGET, TARGET_BY, BASELINE, UNIT, DIRECTION, STEPS, DUE, COMMITMENT, WEIGHT)
    for name in item.table("milestones"):
        yield step(name)
        yield step_due(name)


def metric_of(item: Item | None) -> Metric | None:
    """Return an item's measure, or None."""
    return item.metric if isinstance(item, Measured) else None


def same_unit(unit: str | None, other: str | None) -> bool:
    """Whether two spellings mean one unit: they differ in case or blanks at most."""
    return _folded(unit) == _folded(other)


def unit_changed(was: Metric, now: Metric) -> bool:
    """Whether the numbers of two measures cannot be compared; a unit that is set for the first time changes nothing."""
    return was.unit is not None and not same_unit(was.unit, now.unit)


def direction_of(metric: Metric) -> str | None:
    """Return the way a measure is to go: a bound as written, else from baseline to target, else as written."""
    written = metric.written_direction
    baseline, target = metric.baseline, metric.target
    if metric.is_guard_rail or baseline is None or target is None or baseline == target:
        return written
    return "increase" if target > baseline else "decrease"


def declared_direction(metric: Metric) -> str | None:
    """Return the way a measure says it goes: as written, else as its numbers tell."""
    return metric.written_direction or _way(metric, metric)


def is_behind(value: float, other: float, direction: str | None) -> bool:
    """Whether a value is less than another as the direction counts; never where no direction is known."""
    if direction in ("increase", "at-least"):
        return value < other
    return direction in ("decrease", "at-most") and value > other


def stands(plan: Plan, item: Item) -> bool:
    """Whether an item is open, and of a key result that names objectives still has an open one to serve."""
    if not is_open(plan, item):
        return False
    if not isinstance(item, KeyResult) or not item.parent_names():
        return True
    unknown = any(name in plan.broken and name not in plan.items for name in item.parent_names())
    return unknown or any(is_open(plan, parent) for parent in plan.parents(item))


def is_reused(old: Item, new: Item) -> bool:
    """Whether an id stands for another key result: its title differs, and so does all that it is measured by."""
    if not isinstance(old, KeyResult) or not isinstance(new, KeyResult) or old.id != new.id or old.title == new.title:
        return False
    was, now = old.metric, new.metric
    if was is not None and now is not None:
        return was.name != now.name and not same_unit(was.unit, now.unit)
    before, after = set(old.milestones), set(new.milestones)
    return bool(was or before) and bool(now or after) and before.isdisjoint(after)


def points_of(plan: Plan, metric: Metric) -> dict[date, float]:
    """Return the values expected on the way, by their days."""
    days = ((day_of(plan, key), value) for key, value in metric.path.items())
    return {day: value for day, value in days if day is not None}


def is_later(day: date | None, than: date | None) -> bool:
    """Whether a day is later than another, or none where there was one."""
    return than is not None and (day is None or day > than)


def weight_of(item: Item) -> float:
    """Return what a key result weighs; one that says nothing weighs 1."""
    weight = item.number("weight")
    return 1 if weight is None or weight <= 0 else weight


def is_under_way(item: Item) -> bool:
    """Whether a written status says that an item is being worked on."""
    return _is_worked_on(item.status)


def is_set_back(before: object, after: object) -> bool:
    """Whether a status says that something is being worked on, and another one that it is not begun."""
    return _is_worked_on(before) and after in _WAITING


def _is_worked_on(status: object) -> bool:
    return isinstance(status, str) and status not in _WAITING and status not in CLOSED_STATUSES


def _folded(unit: str | None) -> str:
    return "".join((unit or "").split()).casefold()


def _way(old: Metric, new: Metric) -> str | None:
    """Return the direction by which a new value is judged: the older version's, else the newer one's.

    Where neither tells, the present value does: it is to go from there to the target.
    """
    told = direction_of(old) or (None if unit_changed(old, new) else direction_of(new))
    current, target = old.current, old.target
    if told is not None or current is None or target is None or current == target:
        return told
    return "increase" if target > current else "decrease"


def _is_less(value: float, than: float, old: Metric, new: Metric) -> bool:
    """Whether a value asks for less; where nothing tells the direction, any other does."""
    way = _way(old, new)
    return value != than if way is None else is_behind(value, than, way)


def _target(was: _There, now: _There) -> bool:
    old, new = metric_of(was.item), metric_of(now.item)
    if old is None or old.target is None:
        return False
    return new is None or new.target is None or _is_less(new.target, old.target, old, new)


def _target_by(was: _There, now: _There) -> bool:
    old, new = metric_of(was.item), metric_of(now.item)
    if old is None or old.target is not None or old.target_by is None:
        return False
    if new is None or (new.target is None and new.target_by is None):
        return True
    return new.target is None and new.target_by is not None and new.target_by > old.target_by


def _direction(old: Metric, new: Metric) -> bool:
    """Whether a direction is given up or turned round; a target past the baseline is a weaker target."""
    if old.written_direction == new.written_direction:
        return False
    before = declared_direction(old)
    return before is not None and before != declared_direction(new)


def _step_due(was: _There, now: _There, name: str) -> bool:
    steps = now.item.table("milestones")
    day = last_day(was.plan, was.item.table("milestones").get(name))
    if day is None or name not in steps:
        return False
    return steps[name] == UNDATED or is_later(last_day(now.plan, steps[name]), day)


def _reached(was: _There, now: _There, name: str) -> bool:
    return (
        name in was.item.ids("reached") and name in now.item.table("milestones") and name not in now.item.ids("reached")
    )


def _point(was: _There, now: _There, day: str) -> bool:
    old, new = metric_of(was.item), metric_of(now.item)
    if old is None or new is None:
        return False
    promised = points_of(was.plan, old).get(date.fromisoformat(day))
    left = points_of(now.plan, new).get(date.fromisoformat(day))
    return promised is not None and (left is None or _is_less(left, promised, old, new))


def _start(was: _There, now: _There) -> bool:
    before, after = effective_start(*was), effective_start(*now)
    return after is not None and (before is None or after > before)


def _commitment(was: _There, now: _There) -> bool:
    before, after = was.item.text("commitment"), now.item.text("commitment")
    if after is None:
        return before == "committed"
    return 0 < STRENGTH.get(after, 0) < STRENGTH.get(before or "", 0)


def _has_unbegun(was: _There, now: _There, today: date) -> bool:
    (old_plan, old), (new_plan, new) = was, now
    return has_begun(old_plan, old, today) and is_open(new_plan, new) and not has_begun(new_plan, new, today)


def _parents(was: _There, now: _There) -> bool:
    left = {parent.name for parent in now.plan.parents(now.item)}
    served = [now.plan.resolve(parent.kind, parent.id) or parent for parent in was.plan.parents(was.item)]
    return any(parent.name not in left for parent in served)


_OF_MEASURES: Mapping[Promise, Callable[[Metric, Metric], bool]] = {
    BASELINE: lambda old, new: old.baseline is not None and new.baseline != old.baseline,
    UNIT: unit_changed,
    DIRECTION: _direction,
    MEASURE_NAME: lambda old, new: None not in (old.name, new.name) and old.name != new.name,
}
"""Of an item that is measured in both versions."""
_ORDERS: Mapping[Promise, Callable[[_There, _There], bool]] = {
    TARGET: _target,
    TARGET_BY: _target_by,
    STEPS: lambda was, now: bool(was.item.table("milestones")) and not now.item.table("milestones"),
    DUE: lambda was, now: is_later(effective_due(*now), effective_due(*was)),
    START: _start,
    BEGINNING: _start,
    COMMITMENT: _commitment,
    WEIGHT: lambda was, now: weight_of(now.item) < weight_of(was.item),
    OPEN: lambda was, now: stands(*was) and not stands(*now),
    ENDED: lambda was, now: was.item.status in CLOSED_STATUSES and is_open(*now),
    IDENTITY: lambda was, now: is_reused(was.item, now.item),
    PARENTS: _parents,
    PURPOSE: lambda was, now: was.item.name in was.plan.reaching and now.item.name not in now.plan.reaching,
    WORK: lambda was, now: isinstance(was.item, (Tactic, Task)) and is_set_back(was.item.status, now.item.status),
}
_BROKEN_BY_ABSENCE: Mapping[Promise, Callable[[Plan, Item], bool]] = {
    OPEN: stands,
    WORK: lambda plan, item: is_under_way(item),
    PURPOSE: lambda plan, item: item.name in plan.reaching,
}
"""What an item breaks by being gone; of everything else nothing can be said then."""
_OF_PARTS: Mapping[str, Callable[[_There, _There, str], bool]] = {
    "step": lambda was, now, name: name in was.item.table("milestones") and name not in now.item.table("milestones"),
    "step-due": _step_due,
    "reached": _reached,
    "point": _point,
}
_OF_PLANS: Mapping[str, Callable[[Plan, Plan, str], bool]] = {
    "period-end": lambda was, now, text: is_later(last_day(now, text), last_day(was, text)),
    "period-start": lambda was, now, text: is_later(first_day(now, text), first_day(was, text)),
}
