"""PL808: The item was closed and is open again."""

from planlint.diagnostic import Problem, Severity
from planlint.diff.matching import Pair
from planlint.diff.promises import ENDED
from planlint.model.items import KeyResult, Objective, Tactic, Task
from planlint.rules.changes.context import SAY_WHY, ChangeContext
from planlint.rules.rule import Problems, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL808",
    severity=Severity.WARNING,
    subject=(Objective, KeyResult, Tactic, Task),
    scope="changed",
    source=LANGUAGE,
    heading=("item reopened", "items reopened"),
    example="""
          [task.call-list]
          title = "List the 40 landlords with vacancies"
        - status = "done"
        + status = "dropped"
          #--- then
          [task.call-list]
          title = "List the 40 landlords with vacancies"
        - status = "doing"   #~ task.call-list was done and is open again
        + status = "done"
    """,
)
def reopened(pair: Pair, ctx: ChangeContext) -> Problems:
    """Done is a word others build upon. What comes back is said aloud, or is a new item with an end of its own."""
    old, new = pair
    if not ctx.is_weaker(ENDED, old):
        return
    gone = "status" not in new.fields
    site = (old if gone else new).site.at("status")
    message = f"{new.name} was {old.status} and is open again"
    yield Problem(site, message, label="gone" if gone else f"was {old.status}", help=SAY_WHY, gone=gone, promise=ENDED)
