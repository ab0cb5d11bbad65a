"""PL605: A person has more open tasks than the limit."""

from planlint.grouped import grouped
from planlint.model import Plan, Task
from planlint.rules.kit import INFO, KANBAN, Context, Problem, Problems, rule

_LISTED = "\n".join(
    f"""
          [task.visit-{number}]
          title = "Visit landlord {number}"
          assignee = "tomas"
    """
    for number in range(10, 20)
)


@rule(
    "PL605",
    INFO,
    Plan,
    default=False,
    source=KANBAN,
    example=_LISTED
    + """
          [task.visit-20]   #~ tomas has 11 open tasks, more than 10
          title = "Visit landlord 20"
        - assignee = "tomas"
        + assignee = "ines"
    """,
)
def too_many_open_tasks(plan: Plan, ctx: Context) -> Problems:
    """Whoever has begun everything finishes nothing soon. A long list is also where others stop looking."""
    limit = ctx.limits["open-tasks-per-person"]
    held = grouped((item.text("assignee"), item) for item in plan.of(Task) if ctx.judges_as_open(item))
    for assignee, items in held.items():
        if assignee and len(items) > limit and not plan.knows("team", assignee):
            past = sorted(items, key=lambda item: ctx.order(item.site))[limit]
            yield Problem(
                past.header,
                f"{assignee} has {len(items)} open tasks, more than {limit}",
                help="hand over, postpone or drop some, or raise `limits.open-tasks-per-person`",
            )
