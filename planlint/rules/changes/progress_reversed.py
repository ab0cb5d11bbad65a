"""PL811: a number that went the wrong way, a step that is not reached after all."""

from collections.abc import Iterable, Iterator

from planlint.diagnostic import Problem, Severity
from planlint.diff.matching import Pair
from planlint.model.items import KeyResult, Measured, Outcome
from planlint.rules.changes.context import ChangeContext
from planlint.rules.changes.promises import direction_of, is_behind, unit_changed
from planlint.rules.measures.quantities import shown
from planlint.rules.rule import rule
from planlint.rules.sources import OKR_PLAYBOOK


@rule(
    "PL811",
    severity=Severity.INFO,
    subject=(Outcome, KeyResult),
    scope="changed",
    needs=("metric", "reached"),
    source=OKR_PLAYBOOK,
    heading=("value set back", "values set back"),
    bad="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21
        metric.current = 40
        #--- then
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21
        metric.current = 44   #~ key_result.days-to-keys was at 40 days and is now at 44
    """,
    good="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21
        metric.current = 40
        #--- then
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21
        metric.current = 34
    """,
)
def progress_reversed(pair: Pair, ctx: ChangeContext) -> Iterable[Problem]:
    """A reported value has gone back, or a step is no longer reached.

    A number may fall back, and saying so is honest. It is shown, because a slip of the pen looks the same.
    """
    yield from _current(pair)
    yield from _reached(pair)


def _current(pair: Pair) -> Iterator[Problem]:
    old, new = pair
    if not isinstance(old, Measured) or not isinstance(new, Measured) or old.metric is None or new.metric is None:
        return
    was, now = old.metric, new.metric
    before, after = was.current, now.latest
    if before is None or after is None or before == now.current or unit_changed(was, now):
        return
    if now.current is None and "current" in now.fields:
        return  # written, but as no number: PL1 says so
    if was.is_guard_rail:
        reversed_now = was.holds is True and now.holds is False
    else:
        reversed_now = is_behind(after, before, direction_of(was))
    if not reversed_now:
        return
    gone = "current" not in now.fields
    site = (old if gone else new).site.at("metric", "current")
    message = f"{new.name} was at {shown(before, was.unit)} and is now at {shown(after)}"
    yield Problem(site, message, label="gone" if gone else f"was {shown(before)}", gone=gone)


def _reached(pair: Pair) -> Iterator[Problem]:
    """Yield a problem for each step that is promised still, and reached no more."""
    steps, now = pair.new.table("milestones"), pair.new.ids("reached")
    for site, step in pair.old.id_sites("reached"):
        if step in steps and step not in now:
            message = f"step '{step}' of {pair.new.name} was reached and now is not"
            yield Problem(site, message, label="reached before", gone=True)
