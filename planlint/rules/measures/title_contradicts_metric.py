"""PL418: The title has a number with the metric's unit that is not one of the metric's numbers.

  [key_result.days-to-keys]
- title = "The wait from intake to keys is 30 days"   #~ the title says 30 days, the metric goes from 58 to 21
+ title = "The wait from intake to keys falls by 37 days"
  objective = "faster-placement"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21
  metric.baseline = 58
"""

import re

from planlint.model import KeyResult, Metric
from planlint.rules.kit import OKR_PLAYBOOK, WARNING, Context, Problem, Problems, rule
from planlint.rules.measures.numbers import BESIDE, LIMITS, REACHING, Number, numbers
from planlint.rules.measures.quantities import movement
from planlint.rules.titles import any_digit
from planlint.rules.words import foreign

_PERCENT = frozenset({"%", "percent", "per cent"})


@rule(
    "PL418",
    WARNING,
    KeyResult,
    idle=lambda ctx: not any_digit(ctx.plan, KeyResult),
    needs=("metric.unit",),
    source=OKR_PLAYBOOK,
)
def title_contradicts_metric(item: KeyResult, ctx: Context) -> Problems:
    """Some read the title, some the number. When the two promise different things, each reader holds the team to
    another one.
    """
    metric = item.metric
    title = item.text("title")
    if metric is None or not metric.unit or metric.target is None or title is None or foreign(title):
        return
    behind = _behind(metric.unit)
    wrong = _contradiction([one for one in numbers(title) if any(behind.match(title, end) for end in one.ends)], metric)
    if wrong is None:
        return
    percent = metric.unit.casefold() in _PERCENT
    goes = f"goes {'from ' if metric.baseline is not None and not metric.is_guard_rail else 'to '}{movement(metric)}"
    yield Problem(
        item.site.at("title"),
        f"the title says {wrong.text if percent else f'{wrong.text} {metric.unit}'}, the metric {goes}",
        label="another number than the metric's",
        help="make title and metric say the same, or leave the number to the metric",
        related=((item.site.at("metric", "target"), "the target"),),
    )


def _behind(unit: str) -> re.Pattern[str]:
    """A pattern for a unit in singular and plural right behind a number, with at most one blank between them."""
    plain = unit.strip().casefold()
    if plain in _PERCENT:
        return re.compile(r"(?i:[ \u00a0\u202f]?(?:%|per ?cent\b))")
    stem = plain.removesuffix("s") if len(plain) > 3 else plain  # short ones, `ms` or `bps`, are abbreviations
    return re.compile(rf"(?i:[ \u00a0\u202f]?{re.escape(stem)}{'s?' if len(stem) > 2 else ''}(?![\w-]))")


def _contradiction(own: list[Number], metric: Metric) -> Number | None:
    """The first of the numbers with the metric's unit that the metric does not know; None where the title agrees."""
    agrees = any(number.equals(metric.target) for number in own)
    for number in own:
        if number.lead == "from":
            judged = metric.baseline is not None
        elif agrees or (number.lead in BESIDE and number.lead not in LIMITS):
            judged = False
        else:
            # Without a baseline an amount added looks like one arrived at.
            judged = metric.baseline is not None or metric.is_guard_rail or number.lead in {"to", *REACHING}
        if judged and not _knows(metric, number):
            return number
    return None


def _knows(metric: Metric, number: Number) -> bool:
    """Whether a number is the baseline, the target, or how far they are apart, absolute or in per cent."""
    baseline, target = metric.baseline, metric.target
    if number.equals(target) or number.equals(baseline):
        return True
    if baseline is None or target is None:
        return False
    apart = abs(target - baseline)
    if (metric.unit or "").casefold() in _PERCENT and baseline and number.equals(100 * apart / baseline, rounded=True):
        return True
    return number.equals(apart, rounded=True)
