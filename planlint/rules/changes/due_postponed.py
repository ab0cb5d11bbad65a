"""PL802: A date is later than before, or is gone.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
  period = "2026-Q4"

  [key_result.landlord-portal]
  title = "Landlords post vacancies themselves"
  objective = "faster-placement"
  milestones.pilot = 2026-10-31
- milestones.open-to-all = 2026-12-15
+ milestones.open-to-all = "undated"
  #--- then
  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
  period = "2026-Q4"

  [key_result.landlord-portal]
  title = "Landlords post vacancies themselves"
  objective = "faster-placement"
- milestones.pilot = 2026-11-30         #~ moves from 2026-10-31 to 2026-11-30, 30 days later
- milestones.open-to-all = "undated"    #~ was due on 2026-12-15 and no longer has a date
+ milestones.pilot = 2026-10-31
+ milestones.open-to-all = 2026-12-15
"""

from collections.abc import Sequence

from planlint.diff.promises import DUE, START, Promise, period_end, step_due
from planlint.model import Objective, Plan, Tactic, Task
from planlint.model.figures.effective import period_of
from planlint.model.periods import last_day
from planlint.plural import count
from planlint.rules.changes.context import SAY_WHY, ChangeContext
from planlint.rules.changes.dates import Cause, Moved, due_moved, site_of, start_moved, work_starts_later
from planlint.rules.kit import ERROR, INFO, OKR_PLAYBOOK, WARNING, Problem, Problems, Severity, rule


@rule(
    "PL802",
    ERROR,
    Plan,
    scope="changed",
    unless=("PL1", "PL209"),
    source=OKR_PLAYBOOK,
    heading=("date postponed", "dates postponed"),
)
def due_postponed(plan: Plan, ctx: ChangeContext) -> Problems:
    """A date moved in silence is the first thing others stumble over. Within the period it is a warning, past its end a
    broken promise.
    """
    for cause, moved in due_moved(ctx).items():
        yield _by_period(cause, moved, ctx) if cause.period else _due(cause, moved, ctx)
    for cause, moved in start_moved(ctx).items():
        if cause.keys == ("start",):
            yield _start(cause, moved, ctx)
    for one in work_starts_later(ctx):
        severity = WARNING if isinstance(one.item, Tactic) else INFO
        yield _start(Cause(ctx.newer_name(one.item.name), ("start",)), [one], ctx)._replace(severity=severity)


def _due(cause: Cause, moved: Sequence[Moved], ctx: ChangeContext) -> Problem:
    """Return the problem that a field of an item makes dates later, its own first."""
    first = next((one for one in moved if ctx.newer_name(one.item.name) == cause.item), moved[0])
    what = f"step '{first.step}' of {cause.item}" if first.step else cause.item
    if first.now is None:
        message = f"{what} was due on {first.was} and no longer has a date"
    else:
        message = f"{what} moves from {first.was} to {first.now}, {_days(first)} later"
    promise = step_due(first.step) if first.step else DUE
    return _at(cause, message, moved, first, promise, ctx)._replace(severity=max(_severity(one, ctx) for one in moved))


def _start(cause: Cause, moved: Sequence[Moved], ctx: ChangeContext) -> Problem:
    first = next((one for one in moved if ctx.newer_name(one.item.name) == cause.item), moved[0])
    if first.was is None:
        message = f"{cause.item} had begun and now starts on {first.now}"
    else:
        started = "started" if first.was <= ctx.today else "was to start"
        message = f"{cause.item} {started} on {first.was} and now starts on {first.now}, {_days(first)} later"
    return _at(cause, message, moved, first, START, ctx)


def _by_period(cause: Cause, moved: Sequence[Moved], ctx: ChangeContext) -> Problem:
    """Return the problem that a period ends later, once for all that rests on it."""
    was, day = last_day(ctx.old, cause.period), last_day(ctx.new, cause.period)
    table = ctx.new.resolve("period", cause.period)
    name = table.name if table is not None else f"period.{cause.period}"
    if day is None:
        message = f"{name} ended on {was} and no longer has an end"
    else:
        message = f"{name} ends on {day} and not on {was}, {_days(Moved(moved[0].item, was, day))} later"
    names = _names(cause, moved, ctx)
    message += f", and {_items(len(names))} on it"
    old_table = ctx.old.resolve("period", cause.period)
    if table is not None:
        problem = Problem(table.site.at("end"), message, label=f"was {was}", help="say why: `reason` in the table")
    else:
        site = old_table.site if old_table is not None else moved[0].item.site
        problem = Problem(site, message, label="gone", help="keep the table, or say why", gone=True)
    severity = max(_severity(one, ctx) for one in moved)
    return problem._replace(severity=severity, promise=period_end(cause.period), rests=names)


def _at(
    cause: Cause, message: str, moved: Sequence[Moved], first: Moved, promise: Promise, ctx: ChangeContext
) -> Problem:
    """Return a problem at the field that is the cause, with how much rests on it."""
    site, gone = site_of(cause, ctx)
    label = "new" if first.was is None else f"was {first.was}"
    names = _names(cause, moved, ctx)
    if names:
        message += f", and {_items(len(names))} on it"
    return Problem(site, message, label, SAY_WHY, gone=gone, promise=promise, rests=names)


def _names(cause: Cause, moved: Sequence[Moved], ctx: ChangeContext) -> tuple[str, ...]:
    """Return the further items that rest on a cause, by their newer names."""
    names = dict.fromkeys(ctx.newer_name(one.item.name) for one in moved)
    return tuple(name for name in names if name != cause.item)


def _items(number: int) -> str:
    return f"{count(number, 'item')} {'rests' if number == 1 else 'rest'}"


def _days(moved: Moved) -> str:
    days = (moved.now - moved.was).days if moved.now is not None and moved.was is not None else 0
    return count(days, "day")


def _severity(moved: Moved, ctx: ChangeContext) -> Severity:
    """Return what a new day weighs: more past the earliest end of the periods it is promised in, or where it has none.

    An objective that lies far ahead softens nothing.
    """
    item = moved.item
    if isinstance(item, (Tactic, Task)):
        return WARNING if isinstance(item, Tactic) else INFO
    owners = (item,) if isinstance(item, Objective) else ctx.old.parents(item)
    ends = [period.last for owner in owners if (period := period_of(ctx.old, owner)) is not None]
    within = moved.now is not None and bool(ends) and moved.now <= min(ends)
    return WARNING if within else ERROR
