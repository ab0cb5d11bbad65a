"""PL602: The task is `doing` or `blocked` and has no assignee.

  [task.call-list]   #~ task.call-list is doing and has no assignee
  title = "List the landlords with vacancies"
+ assignee = "tomas"
  status = "doing"
"""

from planlint.model import Task
from planlint.rules.kit import ESSAY, WARNING, Context, Fold, Problem, Problems, rule
from planlint.rules.people.names import is_empty_and_reported, names_hardly_anybody, site_of_missing_name
from planlint.rules.time.above import outlives_parents

_UNDER_WAY = ("doing", "blocked")


@rule(
    "PL602",
    WARNING,
    Task,
    needs=("status",),
    suspects=lambda alike, ctx: [item for item in alike if item.fields["status"] in _UNDER_WAY],
    source=ESSAY,
    fold=Fold(
        "have no assignee",
        "name the one person who does each, in `assignee`",
        once=names_hardly_anybody,
        by_parent=False,
    ),
    gives_way_to=("PL310",),
)
def no_assignee(item: Task, ctx: Context) -> Problems:
    """A task is a step that one person completes. While it is under way or stuck, others need to know whom to ask."""
    status = item.status
    if status not in _UNDER_WAY or item.text("assignee"):
        return
    if is_empty_and_reported(ctx.plan, item, "assignee") or outlives_parents(ctx.plan, item):
        return
    yield Problem(
        site_of_missing_name(item, "assignee"),
        f"{item.name} is {status} and has no assignee",
        label="add `assignee`",
        help="name the one person who does it, or set `status` back to todo",
        related=((item.site.at("status"), f"it is {status}"),),
    )
