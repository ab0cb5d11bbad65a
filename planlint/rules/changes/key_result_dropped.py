"""PL805: An open key result is removed or dropped before its target is reached.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
  period = "2026-H2"

  [key_result.days-to-keys]   #~ key_result.days-to-keys is gone, open and at 40 of 21 days
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21
  metric.baseline = 58
  metric.current = 40
  #--- then
  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
  period = "2026-H2"
+
+ [key_result.days-to-keys]
+ title = "The wait from intake to keys is three weeks"
+ objective = "faster-placement"
+ reason = "the housing office lets the flats itself from now on"
+ status = "closed"
+ metric.name = "median days from intake to keys"
+ metric.unit = "days"
+ metric.target = 21
+ metric.baseline = 58
+ metric.current = 21
"""

from collections.abc import Sequence
from datetime import date

from planlint.bounds import listing
from planlint.diff.promises import OPEN, promises_of, stands
from planlint.model import CLOSED_STATUSES, Item, KeyResult, Objective
from planlint.model.figures.effective import effective_due, is_open
from planlint.model.figures.progress import progress
from planlint.rules.changes.context import SAY_WHY, ChangeContext
from planlint.rules.changes.links import parent_site
from planlint.rules.kit import ERROR, INFO, RADICAL_FOCUS, Problem, Problems, rule
from planlint.rules.measures.quantities import short_of

_MOST_NAMED = 3
_LAST_DAYS = 14


@rule(
    "PL805",
    ERROR,
    (Objective, KeyResult),
    scope="before",
    unless=("PL1", "PL408"),
    source=RADICAL_FOCUS,
    heading=("key result given up", "key results given up"),
)
def key_result_dropped(item: Item, ctx: ChangeContext) -> Problems:
    """What disappears in the middle of a period teaches that promises here can be waited out. Giving up is allowed; it
    is written down, with the reason.
    """
    if isinstance(item, KeyResult):
        if _at_stake(item, ctx) and _given_up_above(item, ctx) is None and _is_given_up(item, ctx):
            yield _problem(item, (item,), f"open and at {short_of(item)}" if _has_measure(item) else "and open", ctx)
        return
    if not _is_given_up(item, ctx):
        return
    left = [kr for kr in ctx.old.children_of(item, KeyResult) if _at_stake(kr, ctx) and _goes_with(kr, item, ctx)]
    if left:
        named = listing((kr.id for kr in left), most=_MOST_NAMED)
        results = "an open key result" if len(left) == 1 else f"{len(left)} open key results"
        yield _problem(item, left, f"with {results}: {named}", ctx)


def _problem(item: Item, left: Sequence[KeyResult], how: str, ctx: ChangeContext) -> Problem:
    now = ctx.now(item)
    rests = tuple(sorted(ctx.names(left) - {ctx.newer_name(item.name)}))
    if now is None:
        help = 'keep it with status = "dropped" and a `reason`'
        message = f"{item.name} {_where(item, ctx)}, {how}"
        return Problem(item.site, message, "gone", help, gone=True, brief=how, promise=OPEN, rests=rests)
    if now.status in CLOSED_STATUSES:
        site, label = now.site.at("status"), now.status or ""
        message = f"{now.name} is {label}, {how}"
    else:
        site, label = parent_site(now), "ended"
        message = f"{now.name} serves only what has ended, {how}"
    severity = INFO if _is_closing_time(item, now, left, ctx) else None
    help = f"{SAY_WHY}, or keep it open"
    return Problem(site, message, label, help, severity=severity, brief=how, promise=OPEN, rests=rests)


def _where(item: Item, ctx: ChangeContext) -> str:
    """Return what became of an item that the plan does not have any more."""
    name = ctx.newer_name(item.name)
    archived = ctx.new.get(name)
    if archived is not None:
        return f"is in the archive now ({archived.site.path})"
    if name in ctx.elsewhere:
        return f"is gone: {ctx.elsewhere[name]} has it, and no pattern of `include` meets that file"
    return "is gone"


def _is_given_up(item: Item, ctx: ChangeContext) -> bool:
    """Whether what was open is not any more, without having been met."""
    if ctx.is_unknown(item) or not ctx.is_weaker(OPEN, item):
        return False
    now = ctx.now(item)
    return not isinstance(now, KeyResult) or not _is_met(item, now, ctx)


def _is_met(item: Item, now: KeyResult, ctx: ChangeContext) -> bool:
    """Whether a key result that has ended has reached what it promised; a bound has to hold until its last days."""
    if now.is_guard_rail and (now.status != "done" or not _is_in_last_days(effective_due(ctx.old, item), ctx)):
        return False
    return now.status != "dropped" and progress(ctx.new, now, ctx.today).value == 1


def _at_stake(item: KeyResult, ctx: ChangeContext) -> bool:
    """Whether a key result was under way and unmet, and its time is not over; a guard-rail has to hold until then."""
    due = effective_due(ctx.old, item)
    if not ctx.judges(item) or not stands(ctx.old, item) or (due is not None and due <= ctx.today):
        return False
    return item.is_guard_rail or progress(ctx.old, item, ctx.today).value != 1


def _has_measure(item: KeyResult) -> bool:
    metric = item.metric
    return bool(item.milestones) or (metric is not None and metric.target is not None)


def _goes_with(item: KeyResult, objective: Item, ctx: ChangeContext) -> bool:
    """Whether a key result is given up because this objective is: the first it served, and nothing open took it."""
    above = _given_up_above(item, ctx)
    return above is not None and above.name == objective.name and _is_given_up(item, ctx)


def _given_up_above(item: KeyResult, ctx: ChangeContext) -> Item | None:
    """Return the first objective of a key result where all that were open are given up and it has found no other."""
    parents = [parent for parent in ctx.old.parents(item) if is_open(ctx.old, parent)]
    if not parents or not all(_is_given_up(parent, ctx) for parent in parents):
        return None
    now = ctx.now(item)
    return parents[0] if now is None or not any(is_open(ctx.new, one) for one in ctx.new.parents(now)) else None


def _is_in_last_days(due: date | None, ctx: ChangeContext) -> bool:
    return due is not None and (due - ctx.today).days < _LAST_DAYS


def _is_closing_time(item: Item, now: Item, left: Sequence[KeyResult], ctx: ChangeContext) -> bool:
    """Whether an item is closed in its last days with a new sentence on it, and nothing else of it is weaker."""
    note = now.text("note")
    if now.status != "closed" or not _is_in_last_days(effective_due(ctx.old, item), ctx):
        return False
    if note is None or not note.strip() or note == item.text("note"):
        return False
    kept = [kr for kr in left if ctx.now(kr) is not None]
    return len(kept) == len(left) and not any(ctx.is_weaker(one, kr) for kr in kept for one in promises_of(kr))
