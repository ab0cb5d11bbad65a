"""PL806: an id that now means something else."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.diff.matching import Pair
from planlint.model.items import KeyResult
from planlint.rules.changes.context import ChangeContext
from planlint.rules.rule import rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL806",
    severity=Severity.WARNING,
    subject=KeyResult,
    scope="changed",
    source=LANGUAGE,
    heading=("id reused", "ids reused"),
    bad="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"

        [objective.warm-winter]
        title = "Nobody freezes in a flat of ours"

        [key_result.kr-1]
        title = "The wait from intake to keys is three weeks"
        objective = "faster-placement"
        metric.name = "median days from intake to keys"
        metric.baseline = 58
        metric.target = 21
        #--- then
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"

        [objective.warm-winter]
        title = "Nobody freezes in a flat of ours"

        [key_result.kr-1]   #~ key_result.kr-1 is another key result than before
        title = "Every boiler is serviced before the first frost"
        objective = "warm-winter"
        metric.name = "boilers serviced"
        metric.baseline = 0
        metric.target = 140
    """,
    good="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"

        [key_result.kr-1]
        title = "The wait from intake to keys is three weeks"
        objective = "faster-placement"
        metric.name = "median days from intake to keys"
        metric.baseline = 58
        metric.target = 21
        #--- then
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"

        [key_result.kr-1]
        title = "From intake to keys in three weeks"
        objective = "faster-placement"
        metric.name = "median days from intake to keys"
        metric.baseline = 58
        metric.target = 21
    """,
)
def id_reused(pair: Pair, ctx: ChangeContext) -> Iterable[Problem]:
    """The id belongs to another key result than before.

    An id is a promise: history, links and people's memory follow it. What is new takes an id of its own.
    """
    if is_reused(pair, ctx):
        brief = "is another key result than before: title, objective and measure all differ"
        yield Problem(
            pair.new.site,
            f"{pair.new.name} {brief}",
            label=f"was '{pair.old.title}'",
            brief=brief,
            help="give the new one an id of its own, and close or drop the old one",
        )


def is_reused(pair: Pair, ctx: ChangeContext) -> bool:
    """Whether a key result shares nothing with the one that had its id: neither title nor parent nor measure."""
    old, new = pair
    if not isinstance(old, KeyResult) or not isinstance(new, KeyResult) or old.name != new.name:
        return False
    if old.title == new.title:
        return False
    parents = ctx.names(ctx.old.parents(old)) or set(old.parent_names())
    if not parents or parents & set(ctx.new.parent_names[new.name]):
        return False
    was, now = _measures(old), _measures(new)
    return bool(was and now) and was.isdisjoint(now)


def _measures(item: KeyResult) -> set[str]:
    """Return what a key result is measured by: the name of its metric, or its steps."""
    metric = item.metric
    return {metric.name} if metric is not None and metric.name is not None else set(item.milestones)
