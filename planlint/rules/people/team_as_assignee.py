"""PL603: The task is assigned to a team.

  [team.field]
  name = "Field work"
  members = ["ines", "tomas"]

  [task.call-list]
  title = "List the landlords with vacancies"
- assignee = "field"   #~ task.call-list is assigned to a team, 'field'
+ assignee = "tomas"
+ with = ["field"]
"""

from planlint.model import Plan, Task, Team
from planlint.rules.kit import ESSAY, WARNING, Context, Problem, Problems, rule

_MOST_NAMED = 5


@rule(
    "PL603",
    WARNING,
    Task,
    needs=("assignee",),
    idle=lambda ctx: not ctx.plan.of(Team) and not any(name.startswith("team.") for name in ctx.plan.broken),
    source=ESSAY,
)
def team_as_assignee(item: Task, ctx: Context) -> Problems:
    """In a team everybody may think that another one does it. A task that needs several people is several tasks."""
    assignee = item.text("assignee")
    if assignee is None or not ctx.plan.leads_somewhere(f"team.{assignee}") or ctx.plan.knows("person", assignee):
        return
    yield Problem(
        item.site.at("assignee"),
        f"{item.name} is assigned to a team, '{assignee}'",
        label="a team",
        help=f"name one person{_members(ctx.plan, assignee)}; the team may stand in `with`",
    )


def _members(plan: Plan, identifier: str) -> str:
    team = plan.resolve("team", identifier)
    members = team.ids("members") if team is not None else ()
    return f" ({', '.join(members)})" if 0 < len(members) <= _MOST_NAMED else ""
