"""Which dates moved between two versions, and what moved them: one cause for all that rests on it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from planlint.diff.matching import Pair
from planlint.diff.promises import DUE, START, step_due
from planlint.grouped import grouped
from planlint.model import Item, KeyResult, Objective, Period, Tactic, Task, memoized
from planlint.model.figures.effective import effective_due, effective_start, is_open, latest_parent_due
from planlint.model.periods import last_day
from planlint.model.walk import names_along
from planlint.rules.changes.context import ChangeContext
from planlint.rules.kit import Site

DATED: tuple[type[Item], ...] = (Objective, KeyResult, Tactic, Task)


class Cause(NamedTuple):
    """What moves a date: a field of an item (by its newer name), or a period by the text that names it."""

    item: str = ""
    keys: tuple[str, ...] = ()
    period: str = ""


class Moved(NamedTuple):
    """A date of an item, or of one of its steps, that is later than it was. `item` is as the older plan has it."""

    item: Item
    was: date | None
    now: date | None
    step: str | None = None


Causes = Mapping[Cause, list[Moved]]


def site_of(cause: Cause, ctx: ChangeContext) -> tuple[Site, bool]:
    """Return where the field that is a cause stands, and whether that is in the older plan, as it is gone."""
    new = ctx.new.items[cause.item]
    if not cause.keys or cause.keys[0] in new.fields:
        return new.site.at(*cause.keys), False
    old = next(item for item in ctx.old.items.values() if ctx.newer_name(item.name) == cause.item)
    return old.site.at(*cause.keys), True


def due_moved(ctx: ChangeContext) -> Causes:
    """Return by cause what is due later, or no longer has a date."""
    return grouped(_with_cause((*_later_steps(ctx), *_later_dues(ctx))))


def start_moved(ctx: ChangeContext) -> Causes:
    """Return by cause the objectives and key results whose start has come, or that had none, and lies ahead now."""
    return grouped(_with_cause(_starts_ahead(ctx)))


def work_starts_later(ctx: ChangeContext) -> Iterator[Moved]:
    """Yield the tactics and tasks whose own start was moved to a later day."""
    for item, now in _candidates(ctx):
        if (
            not isinstance(item, (Tactic, Task))
            or "start" not in item.fields
            or item.fields["start"] == now.fields.get("start")
        ):
            continue
        was, day = effective_start(ctx.old, item), effective_start(ctx.new, now)
        if was is not None and day is not None and day > was:
            yield Moved(item, was, day)


def _with_cause(found: Iterable[tuple[Cause | None, Moved]]) -> Iterator[tuple[Cause, Moved]]:
    return ((cause, moved) for cause, moved in found if cause is not None)


def _later_dues(ctx: ChangeContext) -> Iterator[tuple[Cause | None, Moved]]:
    for item, now in _candidates(ctx):
        if not _steps_tell(item, ctx) and ctx.is_weaker(DUE, item):
            moved = Moved(item, effective_due(ctx.old, item), effective_due(ctx.new, now))
            yield _due_cause(item, ctx), moved


def _steps_tell(item: Item, ctx: ChangeContext) -> bool:
    """Whether steps alone say when an item is due, each compared by itself: one without a date has none from above."""
    days = [last_day(ctx.old, written) for written in item.table("milestones").values()]
    return "due" not in item.fields and bool(days) and (None not in days or latest_parent_due(ctx.old, item) is None)


def _later_steps(ctx: ChangeContext) -> Iterator[tuple[Cause | None, Moved]]:
    """Yield the steps not reached whose date is a later one, or none."""
    for item, now in _candidates(ctx):
        left = now.table("milestones")
        for name, written in item.table("milestones").items():
            if name in item.ids("reached") or not ctx.is_weaker(step_due(name), item):
                continue
            same = left[name] == written and isinstance(written, str)
            cause = Cause(period=written) if same else Cause(now.name, ("milestones", name))
            yield cause, Moved(item, last_day(ctx.old, written), last_day(ctx.new, left[name]), name)


def _starts_ahead(ctx: ChangeContext) -> Iterator[tuple[Cause | None, Moved]]:
    for item, now in _candidates(ctx):
        if not isinstance(item, (Objective, KeyResult)):
            continue
        was, day = effective_start(ctx.old, item), effective_start(ctx.new, now)
        if day is not None and day > ctx.today and (was is None or was <= ctx.today):
            yield _start_cause(item, ctx), Moved(item, was, day)


@memoized
def _candidates(ctx: ChangeContext) -> list[Pair]:
    """The judged items that were open and are there, whose dates may have moved: they, or what gives them, differ."""
    differing = [*(pair.old for pair in ctx.matching.pairs), *ctx.matching.removed]
    all_may = any(isinstance(item, Period) for item in (*differing, *ctx.matching.added))
    names = names_along(differing, ctx.old.children)
    may = (item for item in ctx.judged(*DATED) if (all_may or item.name in names) and is_open(ctx.old, item))
    return [Pair(item, now) for item in may if (now := ctx.now(item)) is not None]


def _due_cause(item: Item, ctx: ChangeContext) -> Cause | None:
    now = ctx.now(item)
    if now is None:
        return None
    written = _written_cause(item, now, ("due", "period") if isinstance(item, Objective) else ("due",))
    if written is not None or not isinstance(item, KeyResult):
        return written
    late = [step for step, written in now.table("milestones").items() if _is_past_due(written, item, ctx)]
    if late or (now.table("milestones") and not item.table("milestones")):
        return Cause(now.name, ("milestones", *late[:1]))
    # A due from above: another objective gives it now, or one of those it had has moved.
    before, after = ctx.old.parents(item), ctx.new.parents(now)
    names = ctx.names(before)
    latest = max(after, key=lambda parent: effective_due(ctx.new, parent) or date.min, default=None)
    if latest is None or latest.name in names:
        for parent in before:
            if ctx.now(parent) is not None and ctx.is_weaker(DUE, parent):
                return _due_cause(parent, ctx)
    return Cause(now.name, ("objective",)) if names != {parent.name for parent in after} else None


def _is_past_due(written: object, item: Item, ctx: ChangeContext) -> bool:
    """Whether a step's date in the newer plan lies past the day on which the item was due."""
    day, due = last_day(ctx.new, written), effective_due(ctx.old, item)
    return day is not None and due is not None and day > due


def _start_cause(item: Item, ctx: ChangeContext) -> Cause | None:
    now = ctx.now(item)
    if now is None:
        return None
    written = _written_cause(item, now, ("start", "period") if isinstance(item, Objective) else ("start",))
    if written is not None or not isinstance(item, KeyResult):
        return written
    before = ctx.old.parents(item)
    if ctx.names(before) == {parent.name for parent in ctx.new.parents(now)}:
        causes = (_start_cause(parent, ctx) for parent in before if ctx.is_weaker(START, parent))
        return next((cause for cause in causes if cause is not None), None)
    return Cause(now.name, ("objective",))


def _written_cause(item: Item, now: Item, keys: tuple[str, ...]) -> Cause | None:
    """Return the field that gives a date, where it differs; the period that it names, where it does not."""
    for key in keys:
        if key in item.fields or key in now.fields:
            was = item.fields.get(key)
            if was != now.fields.get(key):
                return Cause(now.name, (key,))
            return Cause(period=was) if isinstance(was, str) else None
    return None
