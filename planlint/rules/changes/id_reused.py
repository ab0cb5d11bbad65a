"""PL806: The id belongs to another key result than before.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"

  [key_result.kr-1]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
- status = "on-track"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21
  metric.baseline = 58
  #--- then
  [objective.faster-placement]
  title = "Moving in takes weeks, not months"

  [key_result.kr-1]   #~ key_result.kr-1 is another key result than before
- title = "Every boiler is serviced before the first frost"
+ title = "From intake to keys in three weeks"
  objective = "faster-placement"
- status = "on-track"
- metric.name = "boilers serviced"
- metric.unit = "boilers"
- metric.target = 140
- metric.baseline = 0
+ metric.name = "median days from intake to keys"
+ metric.unit = "days"
+ metric.target = 21
+ metric.baseline = 58
"""

from planlint.diff.matching import Pair
from planlint.diff.promises import IDENTITY
from planlint.model import KeyResult
from planlint.rules.changes.context import ChangeContext
from planlint.rules.kit import ERROR, LANGUAGE, Problem, Problems, rule


@rule("PL806", ERROR, KeyResult, scope="changed", source=LANGUAGE, heading=("id reused", "ids reused"))
def id_reused(pair: Pair, ctx: ChangeContext) -> Problems:
    """An id is a promise: history, links and people's memory follow it. What is new takes an id of its own."""
    if ctx.is_weaker(IDENTITY, pair.old):
        yield Problem(
            pair.new.site,
            f"{pair.new.name} is another key result than before: its title and what it is measured by differ",
            label=f"was '{pair.old.title}'",
            help="give the new one an id of its own, and close or drop the old one",
            promise=IDENTITY,
        )
