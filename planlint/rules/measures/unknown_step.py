"""PL420: `reached` names a step that is not one of the milestones.

  [key_result.landlord-portal]
  title = "Landlords post vacancies themselves"
  objective = "faster-placement"
  milestones.pilot = 2026-09-30
  milestones.open-to-all = 2026-12-15
- reached = ["pilto"]   #~ 'pilto' is not a milestone of key_result.landlord-portal
+ reached = ["pilot"]
"""

from planlint.model import KeyResult
from planlint.nearest import clear, nearest
from planlint.rules.kit import ERROR, LANGUAGE, Context, Problem, Problems, Remedy, rule


@rule("PL420", ERROR, KeyResult, scope="sound", fix="safe", needs=("reached",), source=LANGUAGE)
def unknown_step(item: KeyResult, ctx: Context) -> Problems:
    """A misspelt step counts as not reached, and nobody sees why progress stands still."""
    steps = item.milestones
    for site, step in item.id_sites("reached"):
        if step not in steps:
            way_out = f"write milestones.{step} = DATE, or take it out"
            if item.metric:
                way_out = "take it out: this key result has a `metric`, so `current` says how far it is"
            near, meant = nearest(step, steps), clear(step, steps)
            yield Problem(
                site,
                f"'{step}' is not a milestone of {item.name}",
                label="no such step",
                help=f"did you mean '{near}'?" if near else way_out,
                remedy=None if meant in item.reached else Remedy.writing(site, meant),
            )
