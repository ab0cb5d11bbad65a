"""PL413: an objective that is a key result."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.model.items import Objective
from planlint.rules.measures.numbers import Number, Role, may_count, numbers
from planlint.rules.measures.vocabulary import REACHING, TIME_UNITS
from planlint.rules.rule import Context, rule
from planlint.rules.sources import OKR_PLAYBOOK
from planlint.rules.words import english, listed

_SIGNS = listed("% $ € £ ¥ EUR USD GBP CHF x X pp bp bps")
_HORIZONS = listed("month months quarter quarters week weeks year years")
_AIMS = frozenset({"to", "by", "at", "of", "is", "are"})
_MANY = 10


@rule(
    "PL413",
    severity=Severity.WARNING,
    subject=Objective,
    scope="open",
    source=OKR_PLAYBOOK,
    bad="""
        [objective.faster-placement]
        title = "Cut the wait for a home by 60%"   #~ the objective carries a measure, 60%
        outcome = "stay-housed"
    """,
    good="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        outcome = "stay-housed"

        [objective.first-ten]
        title = "Make the top 10 landlords of 2026 our partners"
        outcome = "stay-housed"
    """,
)
def measured_objective(item: Objective, ctx: Context) -> Iterable[Problem]:
    """An objective says in words what is worth achieving; its key results say how one will know. With a number in it
    the two become one, and the number becomes the aim.
    """
    title = item.text("title")
    if title is None or not may_count(title) or not english(title):
        return
    measure = next((number for number in numbers(title) if _measures(number)), None)
    if measure is None:
        return
    shown = measure.text if measure.unit is None or not measure.unit.isalpha() else _with_unit(measure)
    yield Problem(
        item.site.at("title"),
        f"the objective carries a measure, {shown}",
        label=f"{shown} belongs in a key result",
        help=f"say in words what is achieved, and give {shown} to a key result below it",
    )


def _measures(number: Number) -> bool:
    """Whether a number says how much is to be achieved; a few things named on the way (`merge 2 teams`) do not."""
    unit = number.unit
    if unit is None or number.fraction or number.role in (Role.NAME, Role.SCOPE):
        return False
    if unit in _SIGNS:
        return True
    if number.role is Role.BOUND:
        return unit in TIME_UNITS and unit not in _HORIZONS and number.lead in ("within", "under", "below", "than")
    if unit in TIME_UNITS:
        return number.lead in _AIMS and not (unit in _HORIZONS and number.lead == "by")
    return number.value >= _MANY or number.lead in REACHING


def _with_unit(number: Number) -> str:
    unit = number.unit or ""
    return number.text if number.text.endswith(unit) or number.text.startswith(unit) else f"{number.text} {unit}"
