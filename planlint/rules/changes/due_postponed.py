"""PL802: a promise that is kept later than it was given for."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from planlint.diagnostic import Problem, Severity
from planlint.diff.matching import Pair
from planlint.model.effective import effective_due, period_of
from planlint.model.items import UNDATED, Item, KeyResult, Objective, Period, Tactic, Task, as_day
from planlint.model.periods import last_day
from planlint.plural import count
from planlint.rules.changes.context import SAY_WHY, SAY_WHY_IN_COMMIT, ChangeContext
from planlint.rules.rule import rule
from planlint.rules.sources import OKR_PLAYBOOK
from planlint.text import Site

_DATED: tuple[type[Item], ...] = (Objective, KeyResult, Tactic, Task)


@rule(
    "PL802",
    severity=Severity.ERROR,
    subject=(Objective, KeyResult, Tactic, Task, Period),
    scope="changed",
    source=OKR_PLAYBOOK,
    heading=("date postponed", "dates postponed"),
    bad="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-Q4"

        [key_result.landlord-portal]
        title = "Landlords post vacancies themselves"
        objective = "faster-placement"
        milestones.pilot = 2026-10-31
        milestones.open-to-all = 2026-12-15
        #--- then
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-Q4"

        [key_result.landlord-portal]
        title = "Landlords post vacancies themselves"
        objective = "faster-placement"
        milestones.pilot = 2026-11-30         #~ moves from 2026-10-31 to 2026-11-30, 30 days later
        milestones.open-to-all = "undated"    #~ was due on 2026-12-15 and has no date any more
    """,
    good="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-Q4"

        [key_result.landlord-portal]
        title = "Landlords post vacancies themselves"
        objective = "faster-placement"
        milestones.pilot = 2026-10-31
        milestones.open-to-all = "undated"
        #--- then
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-Q4"

        [key_result.landlord-portal]
        title = "Landlords post vacancies themselves"
        objective = "faster-placement"
        milestones.pilot = 2026-10-31
        milestones.open-to-all = 2026-12-15
    """,
)
def due_postponed(pair: Pair, ctx: ChangeContext) -> Iterable[Problem]:
    """A date is later than before, or is gone.

    A date moved in silence is the first thing others stumble over. Within the period it is a warning, past its end a
    broken promise.
    """
    if isinstance(pair.old, Period):
        yield from _period(pair, ctx)
        return
    yield from _steps(pair, ctx)
    if "due" in pair.old.fields or not pair.old.table("milestones"):
        yield from _due(pair, ctx)


def _steps(pair: Pair, ctx: ChangeContext) -> Iterator[Problem]:
    """Yield a problem for each step not reached whose own date was made a later one, or none."""
    steps, left = pair.old.table("milestones"), pair.new.table("milestones")
    for step, written in steps.items():
        was = last_day(ctx.old, written)
        value = left.get(step, written)
        if was is None or value == written or step in pair.old.ids("reached"):
            continue
        what, site = f"step '{step}' of {pair.new.name}", pair.new.site.at("milestones", step)
        day = last_day(ctx.new, value)
        if value == UNDATED:
            yield _undated(what, site, was, pair.old, ctx)
        elif day is not None and day > was:
            yield _later(what, site, was, pair.old, ctx, day)


def _due(pair: Pair, ctx: ChangeContext) -> Iterator[Problem]:
    """Yield the problem that an item as a whole is due later, where the item itself says so."""
    old, new = pair
    was, day = effective_due(ctx.old, old), effective_due(ctx.new, new)
    if was is None or (day is not None and day <= was):
        return
    key = _rewritten(pair)
    if key is not None and key not in new.fields:
        problem = _undated if day is None else partial(_later, day=day)
        yield problem(new.name, old.site.at(key), was, old=old, ctx=ctx)._replace(gone=True)
    elif day is None:
        return  # a date nobody can make out is PL209; one that came from above is missing there
    elif key is not None:
        yield _later(new.name, new.site.at(key), was, old, ctx, day)
    elif _inherits(new) and day > _latest_of_old_parents(pair, was, ctx):
        yield _later(new.name, new.site.at("objective"), was, old, ctx, day)


def _rewritten(pair: Pair) -> str | None:
    """Return the field whose new value makes an item due later; None where it has none that was rewritten."""
    if isinstance(pair.new, KeyResult) and "due" not in pair.new.fields and pair.new.milestones:
        return "due" if "due" in pair.old.fields else "milestones"
    keys = ("due", "period") if isinstance(pair.new, Objective) else ("due",)
    return next((key for key in keys if pair.old.fields.get(key) != pair.new.fields.get(key)), None)


def _inherits(item: Item) -> bool:
    return isinstance(item, KeyResult) and "due" not in item.fields and "objective" in item.fields


def _latest_of_old_parents(pair: Pair, was: date, ctx: ChangeContext) -> date:
    """Return the due a key result would have had, had it stayed where it was: what its objectives say themselves."""
    parents = (ctx.now(parent) for parent in ctx.old.parents(pair.old))
    dues = (effective_due(ctx.new, parent) for parent in parents if parent is not None)
    return max((due for due in dues if due is not None), default=was)


def _later(what: str, site: Site, was: date, old: Item, ctx: ChangeContext, day: date) -> Problem:
    brief = f"moves from {was} to {day}, {_days(was, day)} later"
    return _problem(what, brief, site, was, _severity(old, day, ctx))


def _undated(what: str, site: Site, was: date, old: Item, ctx: ChangeContext) -> Problem:
    brief = f"was due on {was} and has no date any more"
    return _problem(what, brief, site, was, _severity(old, None, ctx))


def _problem(what: str, brief: str, site: Site, was: date, severity: Severity) -> Problem:
    return Problem(site, f"{what} {brief}", label=f"was {was}", help=SAY_WHY, severity=severity, brief=brief)


def _days(was: date, day: date) -> str:
    return count((day - was).days, "day")


def _severity(old: Item, day: date | None, ctx: ChangeContext) -> Severity:
    """Return what a new day weighs: more where it lies past the end of the period, or there is none."""
    if isinstance(old, (Tactic, Task)):
        return Severity.WARNING
    owners = (old,) if isinstance(old, Objective) else ctx.old.parents(old)
    ends = [period.last for owner in owners if (period := period_of(ctx.old, owner)) is not None]
    return Severity.WARNING if day is not None and ends and day <= max(ends) else Severity.ERROR


def _period(pair: Pair, ctx: ChangeContext) -> Iterator[Problem]:
    """Yield the problem that a period ends later, once for all that rests on it."""
    was, day = as_day(pair.old.fields.get("end")), as_day(pair.new.fields.get("end"))
    if was is None or day is None or day <= was:
        return
    resting = sum(_rests_on(item, pair.old.id) for kind in _DATED for item in ctx.old.of(kind))
    if resting:
        items = f"{count(resting, 'item')} {'rests' if resting == 1 else 'rest'}"
        message = f"{pair.new.name} ends on {day} and not on {was}, {_days(was, day)} later, and {items} on it"
        yield Problem(pair.new.site.at("end"), message, label=f"was {was}", help=SAY_WHY_IN_COMMIT)


def _rests_on(item: Item, period: str) -> bool:
    return period in (item.text("period"), item.text("due"), *item.table("milestones").values())
