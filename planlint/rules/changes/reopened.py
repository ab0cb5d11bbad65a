"""PL808: The item was closed and is open again.

  [task.call-list]
  title = "List the 40 landlords with vacancies"
- status = "done"
+ status = "dropped"
  #--- then
  [task.call-list]
  title = "List the 40 landlords with vacancies"
- status = "doing"   #~ task.call-list was done and is open again
+ status = "done"
"""

from planlint.diff.matching import Pair
from planlint.diff.promises import ENDED
from planlint.model import KeyResult, Objective, Tactic, Task
from planlint.rules.changes.context import ChangeContext, weakened
from planlint.rules.kit import LANGUAGE, WARNING, Problems, rule


@rule(
    "PL808",
    WARNING,
    (Objective, KeyResult, Tactic, Task),
    scope="changed",
    source=LANGUAGE,
    heading=("item reopened", "items reopened"),
)
def reopened(pair: Pair, ctx: ChangeContext) -> Problems:
    """Done is a word others build upon. What comes back is said aloud, or is a new item with an end of its own."""
    old, new = pair
    if ctx.is_weaker(ENDED, old):
        message = f"{new.name} was {old.status} and is open again"
        yield weakened(pair, ("status",), message, ENDED, f"was {old.status}" if "status" in new.fields else None)
