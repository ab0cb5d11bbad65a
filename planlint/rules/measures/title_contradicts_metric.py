"""PL418: a number in the title that the metric does not know."""

import re
from collections.abc import Iterable, Iterator

from planlint.diagnostic import Problem, Severity
from planlint.model.items import KeyResult, Metric
from planlint.rules.measures.numbers import Number, Role, numbers
from planlint.rules.measures.quantities import movement
from planlint.rules.measures.vocabulary import REACHING
from planlint.rules.rule import Context, rule
from planlint.rules.sources import OKR_PLAYBOOK
from planlint.rules.titles import any_digit
from planlint.rules.words import foreign, listed

_PERCENT = frozenset({"%", "percent", "per cent"})
# Bounds that speak of the measure itself; `over 90 days`, `every 2 weeks` speak of something beside it.
_LIMITS = listed("within under below beneath than above max min maximum minimum exceeding < > ≤ ≥ <= >=")
_MORE = frozenset({"more", "less", "fewer", "later", "earlier", "faster", "sooner", "longer", "shorter"})


@rule(
    "PL418",
    severity=Severity.WARNING,
    subject=KeyResult,
    scope="open",
    idle=lambda ctx: not any_digit(ctx.plan, KeyResult),
    needs=("metric.unit",),
    source=OKR_PLAYBOOK,
    bad="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is 30 days"   #~ the title says 30 days, the metric goes from 58 to 21
        objective = "faster-placement"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21
    """,
    good="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys falls by 37 days"
        objective = "faster-placement"
        metric.name = "median days from intake to keys"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21
    """,
)
def title_contradicts_metric(item: KeyResult, ctx: Context) -> Iterable[Problem]:
    """Some read the title, some the number. When the two promise different things, each reader holds the team to
    another one.
    """
    metric = item.metric
    title = item.text("title")
    if metric is None or not metric.unit or metric.target is None or title is None:
        return
    if not _may_have_unit(title, metric.unit) or foreign(title):
        return
    wrong = _contradiction(title, metric, metric.unit)
    if wrong is None:
        return
    said = wrong.text if wrong.text.endswith(metric.unit) else f"{wrong.text} {metric.unit}"
    if metric.unit.casefold() in _PERCENT:
        said = wrong.text
    goes = f"goes {'from ' if metric.baseline is not None and not metric.is_guard_rail else 'to '}{movement(metric)}"
    yield Problem(
        item.site.at("title"),
        f"the title says {said}, the metric {goes}",
        label="another number than the metric's",
        help="make title and metric say the same, or leave the number to the metric",
        related=((item.site.at("metric", "target"), "the target"),),
    )


def _may_have_unit(title: str, unit: str) -> bool:
    """Whether a number may be followed by the unit: a quick look before the title is read word by word."""
    stem = _stem(unit)
    signs = ("%", "cent") if stem in _PERCENT else (stem,)
    low = title.casefold()
    if not any(sign in low for sign in signs):
        return False
    return re.search(rf"\d(?:[^\W\d_]{{1,2}}|\s?(?:hundred|[mb]illion|thousand))?(?:{_unit(unit)})", title) is not None


def _contradiction(title: str, metric: Metric, unit: str) -> Number | None:
    """The first number with the metric's unit that is none of the metric's; None where the title agrees."""
    own = [number for number in numbers(title) if _has_unit(title, number, unit)]
    ranges = [number.starts_at for number in own if number.starts_at is not None]
    if metric.baseline is not None:
        for start in ranges:
            if _has_unit(title, start, unit) and not _agrees(start, metric, unit):
                return start
    if any(_is(number, metric.target) for number in own):
        return None
    judged = [number for number in own if _speaks_of_measure(title, number, metric)]
    return next((number for number in judged if not _agrees(number, metric, unit)), None)


def _speaks_of_measure(title: str, number: Number, metric: Metric) -> bool:
    if number.fraction or number.role in (Role.NAME, Role.SCOPE):
        return False
    if number.role is Role.BOUND and number.lead not in _LIMITS:
        return False
    if _followed_by_more(title, number):
        return False
    # Without a baseline nobody can tell an amount added from one arrived at.
    return metric.baseline is not None or metric.is_guard_rail or number.lead == "to" or number.lead in REACHING


def _followed_by_more(title: str, number: Number) -> bool:
    return not _MORE.isdisjoint(title[number.end : number.end + 40].casefold().split())


def _agrees(number: Number, metric: Metric, unit: str) -> bool:
    return any(_is(number, value) for value in (metric.baseline, metric.target)) or any(
        _is_rounded(number, value) for value in _differences(metric, unit)
    )


def _differences(metric: Metric, unit: str) -> Iterator[float]:
    """How far target and baseline are apart, absolute and in per cent of the baseline."""
    baseline, target = metric.baseline, metric.target
    if baseline is None or target is None:
        return
    apart = abs(target - baseline)
    yield apart
    if unit.casefold() in _PERCENT and baseline:
        yield 100 * apart / abs(baseline)


def _is(number: Number, value: float | None) -> bool:
    if value is None:
        return False
    size = abs(value)
    return any(abs(said - size) <= 1e-9 * max(1.0, size) for said in (number.value, number.plain))


def _is_rounded(number: Number, value: float) -> bool:
    return _is(number, value) or abs(number.plain - value) <= 0.5 * 10.0**-number.decimals + 1e-9


def _has_unit(title: str, number: Number, unit: str) -> bool:
    """Whether the unit stands directly behind a number: `30 days`, `30days`, `30 %`, `3 million users`."""
    pattern = _unit(unit)
    return any(re.match(pattern, title[end:]) for end in (number.after_digits, number.after_magnitude))


def _unit(unit: str) -> str:
    """A pattern for a unit in singular and plural, at most one blank behind the number."""
    stem = _stem(unit)
    if stem in _PERCENT:
        return r"(?i:[ \u00a0\u202f]?(?:%|per ?cent\b))"
    plural = "s?" if len(stem) > 2 else ""
    return rf"(?i:[ \u00a0\u202f]?{re.escape(stem)}{plural}(?![\w-]))"


def _stem(unit: str) -> str:
    """The singular of a unit; short ones, `ms` or `bps`, are abbreviations."""
    plain = unit.strip().casefold()
    return plain.removesuffix("s") if len(plain) > 3 else plain
