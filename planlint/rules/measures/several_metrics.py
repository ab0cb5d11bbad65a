"""PL404: a key result with two measures in its title."""

import re
from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.model.items import KeyResult
from planlint.rules.measures.numbers import Number, Role, numbers, tokens
from planlint.rules.measures.vocabulary import MEASURE_VERBS, PREPOSITIONS, REACHING, TIME_UNITS
from planlint.rules.rule import Context, rule
from planlint.rules.sources import ESSAY
from planlint.rules.titles import any_digit
from planlint.rules.words import foreign

_JOINT = r"(?i)\b(?:and|while|whilst|plus|but|as well as)\b|[&;,]"
_TWO_NUMBERS = r"\d\D+\d"
_INTRODUCING = frozenset({"to", "by", "at", "of"})
_JOINING = frozenset({"and", "while", "whilst", "as"})
_GLUED = frozenset("$€£¥")
_COUNTED = {2: "two", 3: "three", 4: "four"}


@rule(
    "PL404",
    severity=Severity.WARNING,
    subject=KeyResult,
    scope="open",
    idle=lambda ctx: not any_digit(ctx.plan, KeyResult),
    source=ESSAY,
    bad="""
        [key_result.sus]
        title = "Raise our SUS score to 76.2 and deliver 30 UI components"   #~ two measures in one key result
        objective = "usability"
        metric.name = "SUS score"
        metric.unit = "points"
        metric.baseline = 72.5
        metric.target = 76.2
    """,
    good="""
        [key_result.sus]
        title = "Raise our SUS score from 72.5 to 76.2"
        objective = "usability"
        metric.name = "SUS score"
        metric.unit = "points"
        metric.baseline = 72.5
        metric.target = 76.2
    """,
)
def several_metrics(item: KeyResult, ctx: Context) -> Iterable[Problem]:
    """A key result has one concise measure. With two in it, nobody can say what half of it means, and the second goes
    unmeasured.
    """
    title = item.text("title")
    if title is None or not re.search(_TWO_NUMBERS, title) or not re.search(_JOINT, title) or foreign(title):
        return
    measures = _measures(title)
    if len(measures) < 2:
        return
    target = item.metric.target if item.metric else None
    kept = next((one for one in measures if target in (one.value, one.plain)), measures[0])
    other = next(one for one in measures if one is not kept)
    unit = item.metric.unit if item.metric and target in (kept.value, kept.plain) else None
    named = [_shown(one, unit if one is kept else None) for one in measures]
    others = "their" if other.unit and other.unit.isalpha() else "its"
    yield Problem(
        item.site.at("title"),
        f"{_COUNTED.get(len(measures), len(measures))} measures in one key result: "
        f"{', '.join(named[:-1])} and {named[-1]}",
        label=f"{_shown(other)} is another",
        help=f"keep {kept.text} here, give the {_shown(other)} a key result of {others} own",
    )


def _measures(title: str) -> list[Number]:
    """The numbers that each begin a measure of their own, in the order written."""
    measures: list[Number] = []
    before: Number | None = None
    for number in numbers(title):
        if number.role is Role.MEASURE and (
            not measures
            or before is None
            or (
                number.clause.place > measures[-1].clause.place and _begins_another(title, measures[-1], before, number)
            )
        ):
            measures.append(number)
        before = number
    return measures


def _begins_another(title: str, first: Number, before: Number, number: Number) -> bool:
    """Whether a number in a later clause measures something else than the first; `before` is the one before it."""
    if number.opens:
        return _coordinated(title, first, before, number)
    clause = number.clause
    if clause.head in MEASURE_VERBS or (clause.joint in ("while", "whilst") and clause.head.endswith("ing")):
        return True
    return number.lead in REACHING or (number.lead in _INTRODUCING and number.lead == first.lead)


def _coordinated(title: str, first: Number, before: Number, number: Number) -> bool:
    """`20 customers and 30 partners`: other units, and no phrase between that both could belong to."""
    if first is not before or first.unit is None or number.unit is None or number.clause.joint not in _JOINING:
        return False
    if _singular(first.unit) == _singular(number.unit) or {first.unit, number.unit} <= TIME_UNITS:
        return False
    between = tokens(title[first.end : number.clause.start])
    return not any(token.low in PREPOSITIONS for token in between)


def _shown(number: Number, unit: str | None = None) -> str:
    """A number with its unit, as people say it."""
    unit = unit or number.unit or ""
    if unit == "%" or unit in _GLUED or number.text.endswith(unit):
        return number.text
    return f"{number.text} {unit}"


def _singular(unit: str) -> str:
    return unit.casefold().removesuffix("s")
