"""Effective values: what an item's dates, owner and state are once what it serves has been asked."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TypeVar

from planlint.model.items import CLOSED_STATUSES, Item, KeyResult, Objective
from planlint.model.periods import Days, first_day, last_day, period_days
from planlint.model.plan import Plan

Value = TypeVar("Value")


def remembered(function: Callable[[Plan, Item], Value]) -> Callable[[Plan, Item], Value]:
    """Keep what a function of a plan and an item gives in the plan's memo.

    While a value is being worked out None stands in for it, so that a ring of items ends instead of recursing.
    """

    @wraps(function)
    def recall(plan: Plan, item: Item) -> Value:
        memo = plan.memo
        known = memo[function] if function in memo else memo.setdefault(function, {})
        name = item.name
        if name not in known:
            known[name] = None
            known[name] = function(plan, item)
        return known[name]  # type: ignore[no-any-return]

    return recall


def take_over(function: Callable[[Plan, Item], Value], lender: Plan, borrower: Plan, but: frozenset[str]) -> None:
    """Let a plan have what another one remembers of a function, but for the items with these names.

    Only for items that are the same in both plans, and so is everything the function asks.
    """
    known = lender.memo.get(function, {})
    borrower.memo.setdefault(function, {}).update({name: known[name] for name in known if name not in but})


def period_of(plan: Plan, item: Item) -> Days | None:
    """Return the days of an objective's own period; None where it has none that is known."""
    text = item.text("period") if isinstance(item, Objective) else None
    return period_days(plan, text) if text else None


@remembered
def effective_due(plan: Plan, item: Item) -> date | None:
    """Return the day an item is due.

    Not written: of an objective the last day of its period; of a key result its last dated milestone, else the latest
    of its objectives' effective dues; of anything else None.
    """
    if "due" in item.fields:
        return last_day(plan, item.fields["due"])
    if isinstance(item, Objective):
        period = period_of(plan, item)
        return period.last if period else None
    if isinstance(item, KeyResult):
        steps = [day for day in (last_day(plan, value) for value in item.milestones.values()) if day]
        return max(steps) if steps else latest_parent_due(plan, item)
    return None


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
    """Return the day an item starts; not written, the first day of its objective's period, the earliest of several."""
    if "start" in item.fields:
        return first_day(plan, item.fields["start"])
    period = period_of(plan, item)
    if period:
        return period.first
    if isinstance(item, Objective):
        return None
    starts = [start for start in (_start_given(plan, parent) for parent in plan.parents(item)) if start]
    return min(starts, default=None)


def _start_given(plan: Plan, parent: Item) -> date | None:
    """The start an item hands down: an objective's period counts before its own written start."""
    period = period_of(plan, parent)
    return period.first if period else effective_start(plan, parent)


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
    """Whether an item is neither done, closed nor dropped; without a status it is closed with all it serves."""
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
    # From the closed ones downward with a list of work to do: a cascade may be nested as deep as it likes.
    closed: set[str] = set()
    statuses = ((item, item.fields.get("status")) for item in plan.items.values())
    todo = [item for item, status in statuses if type(status) is str and status in CLOSED_STATUSES]
    while todo:
        item = todo.pop()
        if item.name in closed:
            continue
        closed.add(item.name)
        todo.extend(
            child
            for child in plan.children(item)
            if child.status is None and all(parent.name in closed for parent in plan.parents(child))
        )
    return frozenset(closed)


def has_begun(plan: Plan, item: Item, today: date) -> bool:
    """Whether work on an item has begun.

    It has when a status other than `planned` or `todo` is written or its effective start has come; without a start,
    unless `planned` or `todo` is written.
    """
    status = item.status
    if status is not None and status not in ("planned", "todo"):
        return True
    start = effective_start(plan, item)
    if start is not None:
        return start <= today
    return status is None
