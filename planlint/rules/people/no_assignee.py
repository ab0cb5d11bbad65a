"""PL602: The task is `doing` or `blocked` and has no assignee."""

from planlint.diagnostic import Problem, Severity
from planlint.model.items import Task
from planlint.rules.people.names import is_empty_and_reported, names_hardly_anybody, site_of_missing_name
from planlint.rules.rule import Context, Fold, Problems, rule
from planlint.rules.sources import ESSAY
from planlint.rules.time.above import outlives_parents

_UNDER_WAY = ("doing", "blocked")


@rule(
    "PL602",
    severity=Severity.WARNING,
    subject=Task,
    scope="open",
    needs=("status",),
    suspects=lambda alike, ctx: [item for item in alike if item.fields["status"] in _UNDER_WAY],
    source=ESSAY,
    fold=Fold(
        "assignee", "name the one person who does each, in `assignee`", once=names_hardly_anybody, by_parent=False
    ),
    gives_way_to=("PL310",),
    example="""
          [task.call-list]   #~ task.call-list is doing and has no assignee
          title = "List the landlords with vacancies"
        + assignee = "tomas"
          status = "doing"
    """,
)
def no_assignee(item: Task, ctx: Context) -> Problems:
    """A task is a step that one person completes. While it is under way or stuck, others need to know whom to ask."""
    if item.status not in _UNDER_WAY or item.text("assignee"):
        return
    if is_empty_and_reported(ctx.plan, item, "assignee") or outlives_parents(ctx.plan, item):
        return
    yield Problem(
        site_of_missing_name(item, "assignee"),
        f"{item.name} is {item.status} and has no assignee",
        label="add `assignee`",
        help="name the one person who does it, or set `status` back to todo",
        related=((item.site.at("status"), f"it is {item.status}"),),
    )
