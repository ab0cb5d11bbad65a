"""PL312: The tactic has a single task, with the same title.

  [tactic.landlord-desk]   #~ tactic.landlord-desk says the same as its only task
- title = "List the landlords with vacancies"
+ title = "Run a weekly landlord desk"

  [task.call-list]
  title = "List the landlords with vacancies"
  tactic = "landlord-desk"
"""

from planlint.model import Tactic, Task
from planlint.rules.kit import ESSAY, INFO, Context, Problem, Problems, rule


@rule(
    "PL312",
    INFO,
    Tactic,
    suspects=lambda alike, ctx: [item for item in alike if len(ctx.plan.children(item)) == 1],
    source=ESSAY,
)
def tactic_is_a_task(item: Tactic, ctx: Context) -> Problems:
    """A tactic is more than a box to tick. Where its only task says the same, one of the two levels is empty."""
    tasks = ctx.plan.children_of(item, Task)
    if len(tasks) == 1 and tasks[0].title.strip().casefold() == item.title.strip().casefold():
        yield Problem(
            item.header,
            f"{item.name} says the same as its only task, {tasks[0].name}",
            help="say in the tactic how the key result is moved, and in the task the next step",
            related=((tasks[0].header, "its only task"),),
        )
