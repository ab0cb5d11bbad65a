"""PL413: The title of the objective has a measure in it.

  [objective.faster-placement]
- title = "Cut the wait for a home by 60%"   #~ the objective carries a measure, 60%
+ title = "Moving in takes weeks, not months"
+ outcome = "stay-housed"
+
+ [objective.first-ten]
+ title = "Make the top 10 landlords of 2026 our partners"
  outcome = "stay-housed"
"""

from planlint.model import Objective
from planlint.rules.kit import OKR_PLAYBOOK, WARNING, Context, Problem, Problems, rule
from planlint.rules.measures.numbers import BESIDE, LONG_TIMES, REACHING, TIMES, Number, numbers, with_units
from planlint.rules.titles import any_digit
from planlint.rules.words import english, listed

_SIGNS = listed("% $ € £ ¥ EUR USD GBP CHF x X pp bps")
_AIMS = listed("to by at of is are")
_WITHIN = listed("within under below than")
_MANY = 10


@rule(
    "PL413",
    WARNING,
    Objective,
    idle=lambda ctx: not any_digit(ctx.plan, Objective),
    suspects=lambda alike, ctx: with_units(alike),
    source=OKR_PLAYBOOK,
)
def measured_objective(item: Objective, ctx: Context) -> Problems:
    """An objective says in words what is worth achieving; its key results say how one will know. With a number in it
    the two become one, and the number becomes the aim.
    """
    title = item.text("title") or ""
    measure = next((number for number in numbers(title) if _measures(number)), None)
    if measure is None or not english(title):
        return
    yield Problem(
        item.site.at("title"),
        f"the objective carries a measure, {measure.shown}",
        label=f"{measure.shown} belongs in a key result",
        help=f"say in words what is achieved, and give {measure.shown} to a key result below it",
    )


def _measures(number: Number) -> bool:
    """Whether a number says how much is to be achieved; a few things named on the way (`merge 2 teams`) do not."""
    unit, lead = number.unit, number.lead
    if unit in TIMES:
        return lead in _AIMS or lead in _WITHIN
    if unit in LONG_TIMES:
        return lead in _AIMS and lead != "by"
    if not unit or lead in BESIDE:
        return False
    return unit in _SIGNS or max(number.values) >= _MANY or lead in REACHING
