"""PL804: a key result that measures something else under the same name."""

from collections.abc import Iterable, Iterator

from planlint.diagnostic import Problem, Severity
from planlint.diff.matching import Pair
from planlint.model.items import KeyResult, Measured, Metric, Outcome
from planlint.rules.changes.context import SAY_WHY, ChangeContext
from planlint.rules.changes.promises import direction_of
from planlint.rules.rule import rule
from planlint.rules.sources import OKR_PLAYBOOK


@rule(
    "PL804",
    severity=Severity.ERROR,
    subject=(Outcome, KeyResult),
    scope="changed",
    needs=("metric",),
    source=OKR_PLAYBOOK,
    heading=("measure redefined", "measures redefined"),
    bad="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21
        #--- then
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.unit = "working days"   #~ was measured in days and now is in working days
        metric.baseline = 58
        metric.target = 21
    """,
    good="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.baseline = 58
        metric.target = 21
        #--- then
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.direction = "decrease"
        metric.baseline = 58
        metric.target = 21
    """,
)
def metric_redefined(pair: Pair, ctx: ChangeContext) -> Iterable[Problem]:
    """The unit, the direction or the name of the metric is not the same as before.

    Numbers from before and after can no longer be compared, and yet they stand in one line. What is measured anew is a
    key result of its own.
    """
    old, new = pair
    if not isinstance(old, Measured) or not isinstance(new, Measured) or old.metric is None or new.metric is None:
        return
    was, now = old.metric, new.metric
    redefined = [*_unit(pair, was, now), *_direction(pair, was, now)]
    yield from redefined
    if not redefined and was.name is not None and now.name is not None and was.name != now.name:
        message = f"{new.name} measured '{was.name}' and now measures '{now.name}'"
        site = new.site.at("metric", "name")
        yield Problem(site, message, label="other words", help=SAY_WHY, severity=Severity.WARNING)


def _unit(pair: Pair, was: Metric, now: Metric) -> Iterator[Problem]:
    if was.unit is None or was.unit == now.unit:
        return
    if now.unit is None:
        message = f"{pair.new.name} was measured in {was.unit} and has no unit any more"
        yield Problem(pair.old.site.at("metric", "unit"), message, label="gone", help=SAY_WHY, gone=True)
    else:
        message = f"{pair.new.name} was measured in {was.unit} and now is in {now.unit}"
        yield Problem(pair.new.site.at("metric", "unit"), message, label=f"was {was.unit}", help=SAY_WHY)


def _direction(pair: Pair, was: Metric, now: Metric) -> Iterator[Problem]:
    """Yield a problem where what is written turns the direction round; a target past the baseline is PL801's."""
    before, after = direction_of(was), direction_of(now)
    if before is None or after is None or before == after or was.written_direction == now.written_direction:
        return
    message = f"{pair.new.name} had the direction {before} and now has {after}"
    if now.written_direction is None:
        yield Problem(pair.old.site.at("metric", "direction"), message, label="gone", help=SAY_WHY, gone=True)
    else:
        yield Problem(pair.new.site.at("metric", "direction"), message, label=f"was {before}", help=SAY_WHY)
