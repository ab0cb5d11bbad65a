"""PL812: Work that was under way is now not begun.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  due = 2026-12-31
  status = "on-track"
  metric.name = "median days from intake to keys"
  metric.target = 21
  metric.baseline = 58
  #--- then
  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  due = 2026-12-31
- status = "planned"   #~ key_result.days-to-keys was under way and is now not begun
+ status = "off-track"
  metric.name = "median days from intake to keys"
  metric.target = 21
  metric.baseline = 58
"""

from collections.abc import Iterator, Sequence

from planlint.diff.promises import BEGINNING, BEGUN, period_start
from planlint.grouped import grouped
from planlint.model import Item, KeyResult, Objective, Plan
from planlint.model.figures.effective import is_open
from planlint.model.periods import first_day
from planlint.plural import count
from planlint.rules.changes.context import SAY_WHY, ChangeContext
from planlint.rules.changes.dates import Cause, site_of, start_moved
from planlint.rules.kit import ERROR, RADICAL_FOCUS, Problem, Problems, rule


@rule(
    "PL812", ERROR, Plan, scope="changed", heading=("promise taken back", "promises taken back"), source=RADICAL_FOCUS
)
def unbegun(plan: Plan, ctx: ChangeContext) -> Problems:
    """What has not begun has promised nothing yet. Calling begun work planned again takes its promise back without
    saying so.
    """
    for cause, items in grouped(_unbegun(ctx)).items():
        yield _by_period(cause, items, ctx) if cause.period else _by_item(cause, items, ctx)


def _unbegun(ctx: ChangeContext) -> Iterator[tuple[Cause, Item]]:
    by_start = {moved.item.name: cause for cause, found in start_moved(ctx).items() for moved in found}
    differing = {pair.old.name for pair in ctx.matching.pairs}
    for item in ctx.judged(Objective, KeyResult):
        if item.name not in by_start and item.name not in differing:
            continue
        now = ctx.now(item)
        if now is not None and is_open(ctx.old, item) and ctx.is_weaker(BEGUN, item):
            key = "status" if item.status != now.status else ""
            yield by_start.get(item.name, Cause(now.name, (key,) if key else ())), item


def _by_item(cause: Cause, items: Sequence[Item], ctx: ChangeContext) -> Problem:
    names = ctx.names(items) - {cause.item}
    message = f"{cause.item} was under way and is now not begun"
    if len(names) == len(items):
        message = f"{cause.item} begins later: {_items(len(names))} under way and now not begun"
    elif names:
        message += f", and {_items(len(names))} on it"
    promise = BEGUN if cause.keys in ((), ("status",)) else BEGINNING
    site, gone = site_of(cause, ctx)
    return Problem(site, message, "not begun", SAY_WHY, gone=gone, promise=promise, rests=tuple(sorted(names)))


def _by_period(cause: Cause, items: Sequence[Item], ctx: ChangeContext) -> Problem:
    names = tuple(sorted(ctx.names(items)))
    day = first_day(ctx.new, cause.period)
    table = ctx.new.resolve("period", cause.period)
    old_table = ctx.old.resolve("period", cause.period)
    where = table or old_table
    name = where.name if where is not None else cause.period
    message = f"{name} begins on {day}: {_items(len(names))} under way and now not begun"
    site = table.site.at("start") if table is not None else old_table.site if old_table is not None else items[0].site
    help = "say why: `reason` in the table"
    promise = period_start(cause.period)
    return Problem(site, message, "begins later", help, gone=table is None, promise=promise, rests=names)


def _items(number: int) -> str:
    return f"{count(number, 'item')} {'was' if number == 1 else 'were'}"
