"""PL855: The confidence fell three times in a row.

  #--- on 2026-09-01
  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  confidence = 0.8
  #--- on 2026-09-15
- [key_result.days-to-keys]
- title = "The wait from intake to keys is three weeks"
- confidence = 0.7
- #--- on 2026-09-29
  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
- confidence = 0.5
+ confidence = 0.6
  #--- on 2026-10-12
  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
- confidence = 0.4     #~ confidence fell three times in a row: 0.8, 0.7, 0.5, 0.4
+ confidence = 0.7
"""

from itertools import pairwise

from planlint.model import KeyResult, as_number
from planlint.rules.history.past import no_past, past_of
from planlint.rules.kit import RADICAL_FOCUS, WARNING, Context, Problem, Problems, rule

_FALLS = 3


@rule("PL855", WARNING, KeyResult, needs=("confidence",), idle=no_past, source=RADICAL_FOCUS, repeats=True)
def confidence_falling(item: KeyResult, ctx: Context) -> Problems:
    """One fall is honesty, three are a decision that nobody has made yet."""
    values = [as_number(value) for _, value in past_of(ctx).of(item.name).values("confidence")][-_FALLS - 1 :]
    numbers = [value for value in values if value is not None]
    if len(numbers) > _FALLS and all(later < earlier for earlier, later in pairwise(numbers)):
        said = ", ".join(f"{value:g}" for value in numbers)
        message = f"confidence fell three times in a row: {said}"
        yield Problem(item.site.at("confidence"), message, help="decide: more help, another tactic, or another promise")
