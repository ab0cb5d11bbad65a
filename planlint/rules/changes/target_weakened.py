"""PL801: a key result that promises less than before."""

from collections.abc import Iterable, Iterator

from planlint.diagnostic import Problem, Severity
from planlint.diff.matching import Pair
from planlint.model.items import KeyResult, Measured, Metric, Outcome
from planlint.rules.changes.context import SAY_WHY, ChangeContext
from planlint.rules.changes.promises import direction_of, is_behind, unit_changed
from planlint.rules.measures.quantities import movement, shown
from planlint.rules.rule import rule
from planlint.rules.sources import OKR_PLAYBOOK


@rule(
    "PL801",
    severity=Severity.ERROR,
    subject=(Outcome, KeyResult),
    scope="changed",
    needs=("metric", "milestones"),
    source=OKR_PLAYBOOK,
    heading=("target weakened", "targets weakened"),
    bad="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21

        [key_result.landlord-portal]
        title = "Landlords post vacancies themselves"
        milestones.pilot = 2026-11-30
        milestones.open-to-all = 2026-12-15   #~ step 'open-to-all' of key_result.landlord-portal is gone
        #--- then
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 30   #~ promised 21 days and now promises 30

        [key_result.landlord-portal]
        title = "Landlords post vacancies themselves"
        milestones.pilot = 2026-11-30
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
        metric.target = 20
        metric.current = 34
    """,
)
def target_weakened(pair: Pair, ctx: ChangeContext) -> Iterable[Problem]:
    """The target or a step is weaker than before, or is gone.

    A target that gives way shows success where there is none. Lowering it may be right, but those who rely on it learn
    so, and why.
    """
    old, new = pair
    if isinstance(old, Measured) and isinstance(new, Measured) and old.metric is not None:
        yield from _target(old, old.metric, new, new.metric)
    yield from _steps(pair)


def _target(old: Measured, was: Metric, new: Measured, now: Metric | None) -> Iterator[Problem]:
    if was.target is None or _is_misshapen(new, now):
        return
    if now is None:
        brief = f"promised {movement(was)} and is measured no more"
        site = old.site.at("metric")
        yield Problem(site, f"{new.name} {brief}", label="gone", help=SAY_WHY, gone=True, brief=brief)
    elif now.target is None:
        message = f"{new.name} promised {movement(was)} and has no target any more"
        yield Problem(old.site.at("metric", "target"), message, label="gone", help=SAY_WHY, gone=True)
    elif not unit_changed(was, now) and is_behind(now.target, was.target, direction_of(was)):
        message = f"{new.name} promised {shown(was.target, was.unit)} and now promises {shown(now.target)}"
        yield Problem(new.site.at("metric", "target"), message, label=f"was {shown(was.target)}", help=SAY_WHY)


def _is_misshapen(new: Measured, now: Metric | None) -> bool:
    """Whether a target or a whole metric is written, but as nothing that could be one: PL1 says so."""
    return bool(new.fields.get("metric")) if now is None else now.target is None and "target" in now.fields


def _steps(pair: Pair) -> Iterator[Problem]:
    """Yield a problem for each step that is gone; one for all where no step is left."""
    steps, left = pair.old.table("milestones"), pair.new.table("milestones")
    site = pair.old.site.at("milestones")
    if not left and pair.new.fields.get("milestones"):
        return  # written, but no table: PL1 says so
    if steps and not left:
        brief = f"promised {len(steps)} steps and has none any more"
        yield Problem(site, f"{pair.new.name} {brief}", label="gone", help=SAY_WHY, gone=True, brief=brief)
        return
    for step in steps:
        if step not in left:
            message = f"step '{step}' of {pair.new.name} is gone"
            yield Problem(site.at(step), message, label="gone", help=SAY_WHY, gone=True)
