"""PL420: a step reached that is none of the milestones."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.model.items import KeyResult
from planlint.nearest import nearest
from planlint.rules.rule import Context, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL420",
    severity=Severity.ERROR,
    subject=KeyResult,
    needs=("reached",),
    source=LANGUAGE,
    bad="""
        [key_result.landlord-portal]
        title = "Landlords post vacancies themselves"
        objective = "faster-placement"
        milestones.pilot = 2026-09-30
        milestones.open-to-all = 2026-12-15
        reached = ["pilto"]   #~ 'pilto' is no milestone of key_result.landlord-portal
    """,
    good="""
        [key_result.landlord-portal]
        title = "Landlords post vacancies themselves"
        objective = "faster-placement"
        milestones.pilot = 2026-09-30
        milestones.open-to-all = 2026-12-15
        reached = ["pilot"]
    """,
)
def unknown_step(item: KeyResult, ctx: Context) -> Iterable[Problem]:
    """A misspelt step counts as not reached, and nobody sees why progress stands still."""
    steps = item.milestones
    for site, step in item.id_sites("reached"):
        if step not in steps:
            near = nearest(step, steps)
            yield Problem(
                site,
                f"'{step}' is no milestone of {item.name}",
                label="no such step",
                help=f"did you mean '{near}'?" if near else f"write milestones.{step} = DATE, or take it out",
            )
