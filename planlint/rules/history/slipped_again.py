"""PL852: The same date was postponed for the second time, or more often.

  #--- on 2026-08-03
  [key_result.portal]
  title = "Landlords post vacancies themselves"
  milestones.pilot = 2026-09-30
  milestones.open-to-all = 2027-03-31
  #--- on 2026-09-21
  [key_result.portal]
  title = "Landlords post vacancies themselves"
  milestones.pilot = 2026-10-31
- milestones.open-to-all = 2027-03-31
- #--- on 2026-10-12
- [key_result.portal]
- title = "Landlords post vacancies themselves"
- milestones.pilot = 2026-12-15      #~ put off for the 2nd time: 2026-09-30, 2026-10-31, 2026-12-15
  milestones.open-to-all = 2027-03-31
"""

from planlint.bounds import listing
from planlint.model import KeyResult, Objective, Tactic, Task
from planlint.rules.history.past import no_past, past_of
from planlint.rules.kit import OKR_PLAYBOOK, WARNING, Context, Problem, Problems, rule


@rule("PL852", WARNING, (Objective, KeyResult, Tactic, Task), idle=no_past, source=OKR_PLAYBOOK, repeats=True)
def slipped_again(item: Objective | KeyResult | Tactic | Task, ctx: Context) -> Problems:
    """Whoever moves a date a second time has learnt that the plan behind it does not hold: it is the plan's turn to
    change, not the date's.
    """
    for key, shifts in past_of(ctx).of(item.name).postponed(ctx.plan).items():
        times, (table, _, step) = len(shifts), key.partition(".")
        if times < 2 or step in item.ids("reached") or table not in item.fields:
            continue
        days = [shifts[0].before, *(shift.after for shift in shifts)]
        what = f"step '{step}'" if step else f"`{key}`"
        said = listing("no date" if day is None else str(day) for day in days)
        site = item.site.at(table, step) if step else item.site.at(table)
        ending = {2: "2nd", 3: "3rd"}.get(times, f"{times}th")
        message = f"{what} was put off for the {ending} time: {said}"
        yield Problem(site, message, help="ask what has to change so that this date holds, or give the promise up")
