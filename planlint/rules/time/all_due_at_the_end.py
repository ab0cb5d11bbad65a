"""PL506: All key results of the objective are due on the last day of its period.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
  period = "2026-Q4"   #~ all 2 key results of objective.faster-placement are due on 2026-12-31

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
+ due = 2026-11-30

  [key_result.no-returns]
  title = "Nine of ten families stay for a year"
  objective = "faster-placement"
"""

from datetime import date

from planlint.model import KeyResult, Objective, Plan
from planlint.model.figures.effective import effective_due, period_of
from planlint.model.figures.progress import counted_key_results
from planlint.rules.kit import INFO, OKR_PLAYBOOK, Context, Problem, Problems, rule
from planlint.rules.time.days import dated_steps


@rule("PL506", INFO, Objective, needs=("period",), default=False, source=OKR_PLAYBOOK)
def all_due_at_the_end(item: Objective, ctx: Context) -> Problems:
    """Where everything is due on the last day, what goes wrong shows when nothing can be done about it."""
    period = period_of(ctx.plan, item)
    if period is None or period.last < ctx.today:
        return
    counted = counted_key_results(ctx.plan, item)
    if len(counted) < 2 or ctx.unsure_about(KeyResult):
        return
    if all(_is_silent_until(ctx.plan, key_result, period.last) for key_result in counted):
        yield Problem(
            item.site.at("period"),
            f"all {len(counted)} key results of {item.name} are due on {period.last}, its last day",
            help="give some of them an earlier `due`, or milestones on the way",
        )


def _is_silent_until(plan: Plan, item: KeyResult, last: date) -> bool:
    return effective_due(plan, item) == last and all(day == last for day in dated_steps(plan, item).values())
