"""PL412: The title says that something goes on as before.

  [key_result.no-returns]
  title = "Keep families out of the shelter"   #~ 'Keep' says that it goes on as before
  objective = "faster-placement"
  metric.name = "families back in a shelter"
+ metric.direction = "at-most"
  metric.target = 2
"""

from planlint.model import KeyResult
from planlint.rules.kit import INFO, REWORK, Context, Problem, Problems, rule
from planlint.rules.titles import none_begins
from planlint.rules.words import MAINTENANCE, beginning, foreign, leading


@rule(
    "PL412",
    INFO,
    KeyResult,
    idle=lambda ctx: none_begins(ctx.plan, KeyResult, ctx.words("maintenance", MAINTENANCE)),
    source=REWORK,
)
def business_as_usual(item: KeyResult, ctx: Context) -> Problems:
    """A key result is what this period changes. What only has to hold is worth watching, beside the others, as a
    guard-rail.
    """
    title = item.text("title") or ""
    word = leading(title, ctx.listed(beginning, "maintenance", MAINTENANCE))
    if word is None or item.is_guard_rail or (word.casefold() in MAINTENANCE and foreign(title)):
        return
    yield Problem(
        item.site.at("title"),
        f"'{word}' says that it goes on as before",
        label="business as usual",
        help='make it a guard-rail: metric.direction = "at-least" or "at-most"; or say what changes',
    )
