"""Effective values: what an item's dates, owner and state are once what it serves has been asked."""

from collections.abc import Callable, Iterable, Set
from datetime import date
from fractions import Fraction
from functools import wraps
from typing import TypeVar

from planlint.model import (
    CLOSED_STATUSES,
    Alike,
    Item,
    KeyResult,
    Objective,
    Outcome,
    Plan,
    Purpose,
    Vision,
    memoized,
)
from planlint.model.periods import Days, first_day, last_day, period_days

Value = TypeVar("Value")


def remembered(function: Callable[[Plan, Item], Value]) -> Callable[[Plan, Item], Value]:
    """Keep what a function of a plan and an item gives in the plan's memo.

    While a value is being worked out None stands in for it, so that a ring of items ends instead of recursing.
    """

    @wraps(function)
    def recall(plan: Plan, item: Item) -> Value:
        try:
            return plan.memo[function][item.name]  # type: ignore[no-any-return]
        except KeyError:
            known = plan.memo.setdefault(function, {})
            known[item.name] = None
            known[item.name] = value = function(plan, item)
            return value

    return recall


def remembered_on_a_day(function: Callable[[Plan, Item, date], Value]) -> Callable[[Plan, Item, date], Value]:
    """Keep what a function of a plan, an item and a day gives in the plan's memo; it must not lead back to the item."""

    @wraps(function)
    def recall(plan: Plan, item: Item, today: date) -> Value:
        key = (function, today)
        try:
            return plan.memo[key][item.name]  # type: ignore[no-any-return]
        except KeyError:
            value = plan.memo.setdefault(key, {})[item.name] = function(plan, item, today)
            return value

    return recall


def take_over(
    recall: Callable[[Plan, Item, date], Value], today: date, lender: Plan, borrower: Plan, but: frozenset[str]
) -> None:
    """Let a plan have what another one remembers of a function on a day, but for the items with these names.

    Only for items that are the same in both plans, and so is everything the function asks.
    """
    key = (recall.__wrapped__, today)  # type: ignore[attr-defined]
    known = lender.memo.get(key, {})
    borrower.memo.setdefault(key, {}).update({name: known[name] for name in known if name not in but})


def period_of(plan: Plan, item: Item) -> Days | None:
    """Return the days of an objective's own period; None where it has none that is known."""
    text = item.text("period") if isinstance(item, Objective) else None
    return period_days(plan, text) if text else None


@remembered
def effective_due(plan: Plan, item: Item) -> date | None:
    """Return the day an item is due.

    Not written: of an objective the last day of its period; of a key result its last dated milestone, and where a step
    has no date, or there are none, the latest of its objectives' effective dues if that is later; of others None.
    """
    if "due" in item.fields:
        return last_day(plan, item.fields["due"])
    if isinstance(item, Objective):
        period = period_of(plan, item)
        return period.last if period else None
    if isinstance(item, KeyResult):
        steps = [last_day(plan, value) for value in item.milestones.values()]
        days = [day for day in steps if day is not None]
        if len(days) == len(steps) and steps:
            return max(days)
        return max((day for day in (*days, latest_parent_due(plan, item)) if day is not None), default=None)
    return None


@memoized
def gather_dues(plan: Plan) -> None:
    """Work out when items are due column by column, for whoever asks of all: it takes a tenth of the time.

    `effective_due` knows it then of nearly all of them.
    """
    known: dict[str, date | None] = plan.memo.setdefault(effective_due.__wrapped__, {})  # type: ignore[attr-defined]
    for one in plan.alike:
        fields = one[0].fields
        dues: Iterable[date | None] | None = None
        if "due" in fields:
            dues = _last_days(plan, one, "due")
        elif one.kind is Objective:
            dues = _last_days(plan, one, "period") if one.has("period", str) else None
        elif one.kind is KeyResult and "milestones" not in fields and one.only_parent is not None:
            parents = [f"{one.only_parent}.{identifier}" for identifier in one.column(one.only_parent)]
            dues = map(known.get, parents) if all(parent in known for parent in parents) else None
        if dues is not None:
            known.update(zip([item.name for item in one], dues, strict=True))


def _last_days(plan: Plan, alike: Alike, key: str) -> Iterable[date | None] | None:
    """Return the days on which dates or periods end that alike items write; None where they write something else."""
    column = alike.column(key)
    if alike.has(key, date):
        return column
    if not alike.has(key, str):
        return None
    ends = {text: last_day(plan, text) for text in set(column)}
    return [ends[text] for text in column]


def latest_parent_due(plan: Plan, item: Item) -> date | None:
    """Return the latest effective due among the items that one serves."""
    latest: date | None = None
    for parent in plan.parents(item):
        due = effective_due(plan, parent)
        if due is not None and (latest is None or due > latest):
            latest = due
    return latest


@remembered
def effective_start(plan: Plan, item: Item) -> date | None:
    """Return the day an item starts.

    Not written: of an objective the first day of its period; of a key result the earliest effective start of its
    objectives that are open, else of all; of anything else None.
    """
    if "start" in item.fields:
        return first_day(plan, item.fields["start"])
    if isinstance(item, Objective):
        period = period_of(plan, item)
        return period.first if period else None
    if not isinstance(item, KeyResult):
        return None
    parents = plan.parents(item)
    serving = [parent for parent in parents if is_open(plan, parent)] or parents
    return min((start for parent in serving if (start := effective_start(plan, parent)) is not None), default=None)


def time_gone(start: date | None, due: date | None, day: date) -> Fraction | None:
    """Return which part of the time from start to due is gone on a day; None where that cannot be said."""
    if due is None:
        return None
    if day >= due:
        return Fraction(1)
    if start is None:
        return None
    return Fraction((day - start).days, (due - start).days) if day > start else Fraction(0)


@remembered
def effective_owner(plan: Plan, item: Item) -> str | None:
    """Return who answers for an item; a key result or tactic without an owner has its first parent's."""
    if item.owner is not None:
        return item.owner
    if item.kind not in ("key_result", "tactic"):
        return None
    parents = plan.parents(item)
    return effective_owner(plan, parents[0]) if parents else None


def is_open(plan: Plan, item: Item) -> bool:
    """Whether an item has not ended: it is neither done, closed nor dropped, nor ended with all that it serves."""
    return item.name not in _ended_names(plan)


def any_ended(plan: Plan) -> bool:
    """Whether any item of a plan has ended."""
    return bool(_ended_names(plan))


def _ended_names(plan: Plan) -> frozenset[str]:
    memo = plan.memo
    if "ended" not in memo:
        memo["ended"] = _walk_for_ended_names(plan)
    return memo["ended"]  # type: ignore[no-any-return]


def _walk_for_ended_names(plan: Plan) -> frozenset[str]:
    written = (one for one in plan.alike if one.has("status", str))
    some_closed = [one for one in written if not CLOSED_STATUSES.isdisjoint(one.column("status"))]
    closed = (item for one in some_closed for item in one if item.fields["status"] in CLOSED_STATUSES)

    def ends_with_them(child: Item, ended: Set[str]) -> bool:
        if child.status is not None or isinstance(child, Objective):
            return False
        return all(parent.name in ended for parent in plan.parents(child))

    return plan.cascade(closed, ends_with_them)


def has_begun(plan: Plan, item: Item, today: date) -> bool:
    """Whether work on an item has begun.

    It has when a status other than `planned` or `todo` is written or its effective start has come. Without a start, a
    key result has once a value or a step reached is written, and an objective that has such a key result.
    """
    if item.status not in (None, "planned", "todo"):
        return True
    start = effective_start(plan, item)
    if start is not None:
        return start <= today
    if isinstance(item, Objective):
        return any(_has_value(child) for child in plan.children_of(item, KeyResult))
    return isinstance(item, KeyResult) and _has_value(item)


def _has_value(item: KeyResult) -> bool:
    metric = item.metric
    if metric is not None and metric.current is not None:
        return True
    return item.steps_reached > 0


def is_under_way(plan: Plan, item: Item, today: date) -> bool:
    """Whether work on an item has begun and is still open."""
    return is_open(plan, item) and has_begun(plan, item, today)


def is_in_force(plan: Plan, item: Item, today: date) -> bool:
    """Whether an item counts on a day: it has begun, and is open or ended before its time was over.

    What was dropped does not count. An outcome and what is above it count where something that serves them does.
    """
    if isinstance(item, (Purpose, Vision, Outcome)):
        return any(is_in_force(plan, child, today) for child in plan.children(item))
    if item.status == "dropped" or not has_begun(plan, item, today):
        return False
    due = effective_due(plan, item)
    return is_open(plan, item) or (due is not None and due >= today)
