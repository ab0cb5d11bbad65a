"""PL813: A tactic or task that was under way is gone.

  [task.call-list]   #~ task.call-list is gone, and it was doing
  title = "List the 40 landlords with vacancies"
  status = "doing"
-
- [task.letters]
- title = "Write to the landlords"
  #--- then
- [task.letters]
- title = "Write to the landlords"
+ [task.call-list]
+ title = "List the 40 landlords with vacancies"
+ status = "dropped"
"""

from planlint.diff.promises import WORK, is_under_way
from planlint.model import Item, Plan, Tactic, Task, memoized
from planlint.rules.changes.context import ChangeContext
from planlint.rules.kit import LANGUAGE, WARNING, Problem, Problems, rule


@rule(
    "PL813",
    WARNING,
    (Tactic, Task),
    scope="before",
    heading=("piece of work removed", "pieces of work removed"),
    source=LANGUAGE,
)
def work_removed(item: Item, ctx: ChangeContext) -> Problems:
    """Somebody works on it, and may learn from nobody that it is not wanted any more. What is done, dropped or written
    anew under its title says so itself.
    """
    if not is_under_way(item) or ctx.now(item) is not None or ctx.is_unknown(item):
        return
    if item.title not in _titles(ctx.new):
        help = 'keep it with status = "done" or "dropped"'
        message = f"{item.name} is gone, and it was {item.status}"
        yield Problem(item.site, message, label="gone", help=help, gone=True, promise=WORK)


@memoized
def _titles(plan: Plan) -> frozenset[str]:
    return frozenset(item.title for item in plan.items.values())
