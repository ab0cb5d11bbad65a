"""PL864: A tactic or task became done, and no commit names it or anything below it.

  [task.call-list]
  title = "List the landlords with vacancies"
  #--- then
  [task.call-list]   #~ task.call-list is done, and no commit names it
  title = "List the landlords with vacancies"
  status = "done"
+ #--- commit: src/intake.py
+ # Ask for the visit before the form
+ #
+ # Plan-Item: call-list
"""

from planlint.model import Item, Tactic, Task
from planlint.rules.kit import ESSAY, INFO, Problem, Problems, rule
from planlint.rules.work.context import WorkContext


@rule(
    "PL864",
    INFO,
    (Tactic, Task),
    scope="range",
    default=False,
    heading=("item done without work", "items done without work"),
    source=ESSAY,
)
def done_without_work(item: Item, ctx: WorkContext) -> Problems:
    """Much work leaves no commit, so this is off until somebody selects it: teams whose work is code see here what was
    done elsewhere, or what was only called done.
    """
    if not ctx.has_work(item.name):
        yield Problem(item.site, f"{item.name} is done, and no commit names it", help=f"a line `{ctx.word}: {item.id}`")
