"""PL507: The task has no due date.

  [task.call-list]   #~ task.call-list has no due date
  title = "List the landlords with vacancies"
+ due = 2026-10-30
"""

from planlint.model import Task
from planlint.rules.kit import ESSAY, INFO, Context, Problem, Problems, rule


@rule("PL507", INFO, Task, default=False, source=ESSAY)
def task_without_due(item: Task, ctx: Context) -> Problems:
    """A step without a day waits behind every step that has one. Teams that plan by the week want to see that."""
    if "due" not in item.fields:
        yield Problem(
            item.header,
            f"{item.name} has no due date",
            label="add `due`",
            help='write the day, as in due = 2026-12-15, or a period, as in due = "2026-11"',
        )
