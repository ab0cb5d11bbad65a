"""PL417: The metric counts steps, or only says yes or no.

  [key_result.landlord-portal]
  title = "Landlords post vacancies themselves"
  objective = "faster-placement"
- metric.name = "stages of the portal"
- metric.unit = "stages"   #~ 'stages' counts steps: 0 to 2 stages
- metric.target = 2
- metric.baseline = 0
+ milestones.pilot = 2026-09-30
+ milestones.open-to-all = 2026-12-15
"""

import re

from planlint.model import Alike, Item, KeyResult, Metric
from planlint.rules.kit import LANGUAGE, WARNING, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import movement
from planlint.rules.words import STEP_UNITS

# More steps than this are a count of something: ten thousand steps a day.
_MOST_STEPS = 12
_RATIO = (
    r"(?i)\b(?:share|ratio|rate|fraction|proportion|probability|score|index|coefficient|accuracy|precision|recall|"
    r"correlation|confidence|auc|f1|utili[sz]ation|percentage|part|coverage|adoption|availability)\b"
)


@rule(
    "PL417",
    WARNING,
    KeyResult,
    needs=("metric",),
    suspects=lambda alike, ctx: _counting_steps(alike, ctx),
    source=LANGUAGE,
)
def step_count_as_metric(item: KeyResult, ctx: Context) -> Problems:
    """Named steps with dates say what comes when, and who missed what. "1 of 3" says neither."""
    metric = item.metric
    if metric is None or metric.is_guard_rail:
        return
    unit = (metric.unit or "").strip()
    if unit:
        if unit.casefold() in ctx.listed(_folded, "step-units", STEP_UNITS) and _counts_up(metric):
            yield _problem(item, "unit", f"'{unit}' counts steps: {movement(metric)}")
    elif _is_yes_or_no(metric):
        yield _problem(item, "target", "0 to 1 without a unit is a yes or no, not a measure")


def _counting_steps(alike: Alike, ctx: Context) -> list[Item]:
    """Return the key results whose unit counts steps, and those without a unit."""
    steps = ctx.listed(_folded, "step-units", STEP_UNITS)
    units = [metric.get("unit", "") for metric in alike.column("metric")]
    counting = {unit for unit in set(units) if not unit.strip() or unit.strip().casefold() in steps}
    return [item for item, unit in zip(alike, units, strict=True) if unit in counting] if counting else []


def _problem(item: KeyResult, key: str, message: str) -> Problem:
    return Problem(
        item.site.at("metric", key),
        message,
        label="steps have names and dates",
        help="name the steps in place of `metric`: milestones.NAME = DATE",
    )


def _counts_up(metric: Metric) -> bool:
    """Whether a few steps are taken one after the other; steps of a way made shorter are a measure."""
    baseline, target = metric.baseline or 0, metric.target
    return target is not None and baseline < target <= _MOST_STEPS


def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def _is_yes_or_no(metric: Metric) -> bool:
    if metric.baseline != 0 or metric.target != 1 or re.compile(_RATIO).search(metric.name or ""):
        return False
    return metric.current is None or float(metric.current).is_integer()
