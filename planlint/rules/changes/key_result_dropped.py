"""PL805: a key result given up before it was met."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.model.effective import has_begun, is_open
from planlint.model.items import Item, KeyResult, Objective
from planlint.model.progress import progress
from planlint.rules.changes.context import SAY_WHY, SAY_WHY_IN_COMMIT, ChangeContext
from planlint.rules.measures.quantities import short_of
from planlint.rules.rule import rule
from planlint.rules.sources import RADICAL_FOCUS

_MOST_NAMED = 3


@rule(
    "PL805",
    severity=Severity.ERROR,
    subject=(Objective, KeyResult),
    scope="before",
    source=RADICAL_FOCUS,
    heading=("key result given up", "key results given up"),
    bad="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-H2"

        [key_result.days-to-keys]   #~ key_result.days-to-keys is gone, open and at 40 of 21 days
        title = "The wait from intake to keys is three weeks"
        objective = "faster-placement"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21
        metric.current = 40
        #--- then
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-H2"
    """,
    good="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-H2"

        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        objective = "faster-placement"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21
        metric.current = 40
        #--- then
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-H2"

        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        objective = "faster-placement"
        status = "closed"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21
        metric.current = 34
    """,
)
def key_result_dropped(item: Item, ctx: ChangeContext) -> Iterable[Problem]:
    """An open key result is removed or dropped before its target is reached.

    What disappears in the middle of a period teaches that promises here can be waited out. Giving up is allowed; it is
    written down, with the reason.
    """
    if not _is_given_up(item, ctx):
        return
    if isinstance(item, KeyResult):
        above = _given_up_above(item, ctx)
        if above is None and _at_stake(item, ctx):
            yield _problem(item, f"open and at {short_of(item)}" if _has_measure(item) else "and open", ctx)
        return
    left = [kr.id for kr in ctx.old.children_of(item, KeyResult) if _goes_with(kr, item, ctx)]
    if left:
        named = ", ".join(left[:_MOST_NAMED])
        named += f" and {len(left) - _MOST_NAMED} more" if len(left) > _MOST_NAMED else ""
        results = "an open key result" if len(left) == 1 else f"{len(left)} open key results"
        yield _problem(item, f"with {results}: {named}", ctx)


def _problem(item: Item, how: str, ctx: ChangeContext) -> Problem:
    now = ctx.now(item)
    if now is None:
        help = f'keep it with status = "dropped" and a `reason`, or {SAY_WHY_IN_COMMIT}'
        return Problem(item.site, f"{item.name} is gone, {how}", label="gone", help=help, gone=True, brief=how)
    site = now.site.at("status")
    return Problem(site, f"{now.name} is dropped, {how}", label="dropped", help=SAY_WHY, brief=how)


def _is_given_up(item: Item, ctx: ChangeContext) -> bool:
    """Whether an item that was not dropped is dropped now, or gone."""
    now = ctx.now(item)
    return item.status != "dropped" and (now is None or now.status == "dropped")


def _at_stake(item: KeyResult, ctx: ChangeContext) -> bool:
    """Whether a key result was begun, open and unmet; a guard-rail has to hold until the end."""
    if not is_open(ctx.old, item) or not has_begun(ctx.old, item, ctx.today):
        return False
    return item.is_guard_rail or progress(ctx.old, item).value != 1.0


def _has_measure(item: KeyResult) -> bool:
    metric = item.metric
    return bool(item.milestones) or (metric is not None and metric.target is not None)


def _goes_with(item: KeyResult, objective: Item, ctx: ChangeContext) -> bool:
    """Whether a key result is given up because this objective is: the first it served, and nothing open took it."""
    return _at_stake(item, ctx) and _given_up_above(item, ctx) is objective


def _given_up_above(item: KeyResult, ctx: ChangeContext) -> Item | None:
    """Return the first objective of a key result where all of them are given up and it has found no other."""
    parents = ctx.old.parents(item)
    if not parents or not all(_is_given_up(parent, ctx) for parent in parents):
        return None
    now = ctx.now(item)
    if now is not None and now.status != "dropped":
        homes = [parent for parent in ctx.new.parents(now) if parent.status != "dropped"]
        if homes:
            return None
    return parents[0]
