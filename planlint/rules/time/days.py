"""When things are due, where that is written, and what is late."""

from datetime import date
from typing import NamedTuple

from planlint.model import Item, KeyResult, Objective, Plan, memoized
from planlint.model.figures.effective import effective_due, is_open, period_of
from planlint.model.periods import Days, last_day
from planlint.plural import count
from planlint.rules.kit import Context, Site


class Late(NamedTuple):
    """What is past its day: the day, and the milestone where it is one."""

    day: date
    step: str | None = None


def days_ago(day: date, today: date) -> str:
    """Return how long ago a past day was, in words."""
    return f"{count((today - day).days, 'day')} ago"


def dated_steps(plan: Plan, item: KeyResult) -> dict[str, date]:
    """Return the milestones that have a day, by name, in the order written."""
    days = {step: last_day(plan, value) for step, value in item.milestones.items()}
    return {step: day for step, day in days.items() if day is not None}


def due_site(plan: Plan, item: Item) -> Site:
    """Return where the effective due of an item is written; only for an item that has one."""
    if "due" in item.fields:
        return item.site.at("due")
    if isinstance(item, Objective):
        return item.site.at("period")
    if isinstance(item, KeyResult) and (steps := dated_steps(plan, item)):
        return item.site.at("milestones", max(steps, key=steps.__getitem__))
    return due_site(plan, latest_parent(plan, item))


def latest_parent(plan: Plan, item: Item) -> Item:
    """Return the first of the items that one serves which has the latest effective due; one has to have a due."""
    return max(plan.parents(item), key=lambda parent: effective_due(plan, parent) or date.min)


def ended_period(plan: Plan, item: Item, today: date) -> Days | None:
    """Return an objective's period if it ended before a day; one that ends before it starts is none."""
    period = period_of(plan, item)
    return period if period and period.first <= period.last < today else None


def under_ended_period(item: Item, ctx: Context) -> bool:
    """Whether an item is an open objective whose period has ended, or all it serves that is open lies below such."""
    return item.name in _names_under_ended_periods(ctx)


@memoized
def _names_under_ended_periods(ctx: Context) -> frozenset[str]:
    plan = ctx.plan
    ended = (
        item
        for item in plan.of(Objective)
        if ended_period(plan, item, ctx.today) is not None and ctx.judges_as_open(item)
    )
    return plan.cascade(
        ended, lambda child, found: all(one.name in found or not is_open(plan, one) for one in plan.parents(child))
    )


def late(plan: Plan, item: Item, today: date) -> Late | None:
    """Return what of an item is past its day: its first late step, else its effective due.

    An objective without a due of its own is not late: its period is over. With milestones the steps say what
    is late, and only a due that is written beside them is asked while a step is not reached.
    """
    if isinstance(item, KeyResult) and item.milestones:
        open_steps = [step for step in item.milestones if step not in item.reached]
        dated = dated_steps(plan, item)
        past = [step for step in open_steps if step in dated and dated[step] < today]
        if past:
            first = min(past, key=dated.__getitem__)
            return Late(dated[first], first)
        if not open_steps or (dated and "due" not in item.fields):
            return None
    elif "due" not in item.fields and not isinstance(item, KeyResult):
        return None
    due = effective_due(plan, item)
    return Late(due) if due is not None and due < today else None


def is_inherited(plan: Plan, item: Item) -> bool:
    """Whether the effective due of an item is written at what it serves."""
    return isinstance(item, KeyResult) and "due" not in item.fields and not dated_steps(plan, item)
