"""PL404: The title has more than one measure in it.

  [key_result.sus]
- title = "Raise our SUS score to 76.2 and deliver 30 UI components"   #~ two measures in one key result
+ title = "Raise our SUS score from 72.5 to 76.2"
  objective = "usability"
  metric.name = "SUS score"
  metric.unit = "points"
  metric.target = 76.2
  metric.baseline = 72.5
"""

from collections.abc import Iterator

from planlint.model import KeyResult
from planlint.rules.kit import ESSAY, WARNING, Context, Problem, Problems, rule
from planlint.rules.measures.numbers import BESIDE, LONG_TIMES, TIMES, Number, numbers
from planlint.rules.titles import any_digit
from planlint.rules.words import foreign
from planlint.toml.grammar import compiled

_JOINT = r"(?i)\b(?:and|while|whilst|plus|but|as well as)\b|[&;]|, (?=[^\W\d])"
_PREPOSITION = r"(?i)\b(?:at|by|for|from|in|of|on|over|per|to|under|with|within)\b"
_TIMES = TIMES | LONG_TIMES
_COUNTED = {2: "two", 3: "three", 4: "four"}


@rule(
    "PL404",
    WARNING,
    KeyResult,
    needs=("metric", "milestones"),  # without a measure PL401 asks for what this would ask for
    idle=lambda ctx: not any_digit(ctx.plan, KeyResult),
    source=ESSAY,
    gives_way_to=("PL401",),
)
def several_metrics(item: KeyResult, ctx: Context) -> Problems:
    """A key result has one concise measure. With two in it, nobody can say what half of it means, and the second goes
    unmeasured.
    """
    title = item.text("title")
    if title is None or not compiled(_JOINT).search(title) or foreign(title):
        return
    measures = list(_measures(title))
    if len(measures) < 2:
        return
    metric = item.metric
    kept = next((number for number in measures if metric and number.equals(metric.target)), measures[0])
    if metric and metric.unit and kept.equals(metric.target):
        measures[measures.index(kept)] = kept = kept._replace(unit=metric.unit)
    other = next(number for number in measures if number is not kept)
    *first, last = [number.shown for number in measures]
    yield Problem(
        item.site.at("title"),
        f"{_COUNTED.get(len(measures), len(measures))} measures in one key result: {', '.join(first)} and {last}",
        label=f"{other.shown} is another",
        help=f"keep {kept.text} here, and give {other.shown} a key result of its own",
    )


def _measures(title: str) -> Iterator[Number]:
    """The first number of each clause that is part of no other measure."""
    joints = list(compiled(_JOINT).finditer(title))
    before: Number | None = None
    for number in numbers(title):
        joint = next((joint for joint in reversed(joints) if joint.start() < number.start), None)
        if number.lead in BESIDE:
            continue
        if before is None:
            yield number
        elif joint is None or joint.start() < before.end:
            continue
        elif title[joint.end() : number.start].strip() or _are_two(title, before, number, joint.start()):
            yield number
        else:
            continue
        before = number


def _are_two(title: str, before: Number, number: Number, joint: int) -> bool:
    """Whether `20 customers and 30 partners` stands there, with nothing between that both could belong to."""
    if before.unit in _TIMES and number.unit in _TIMES:  # `2 weeks and 3 days`
        return False
    units = {before.unit.casefold().removesuffix("s"), number.unit.casefold().removesuffix("s")}
    return len(units - {""}) == 2 and not compiled(_PREPOSITION).search(title[before.end : joint])
