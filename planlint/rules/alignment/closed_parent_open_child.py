"""PL310: The item is open, but everything that it serves is closed.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
  status = "dropped"

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
- status = "on-track"   #~ key_result.days-to-keys is on-track, and all it serves is closed
+ status = "dropped"
"""

from planlint.bounds import listing
from planlint.model import Item, KeyResult, Objective, Tactic, Task
from planlint.model.figures.effective import any_ended, is_open
from planlint.rules.kit import ESSAY, WARNING, Context, Problem, Problems, Site, rule


@rule(
    "PL310",
    WARNING,
    (Objective, KeyResult, Tactic, Task),
    idle=lambda ctx: not any_ended(ctx.plan),
    needs=("status",),
    source=ESSAY,
)
def closed_parent_open_child(item: Item, ctx: Context) -> Problems:
    """Work goes on out of habit after its reason has gone. It is closed too, or serves something that is open."""
    parents = ctx.plan.parents(item)
    for parent in parents:
        if is_open(ctx.plan, parent) or parent.name in ctx.plan.broken:
            return  # broken is claimed twice, or misspelt: nobody knows whether it is closed
    if parents and item.status is not None:
        served = listing(f"{parent.name} ({parent.status or 'closed'})" for parent in parents)
        yield Problem(
            item.site.at("status"),
            f"{item.name} is {item.status}, and all it serves is closed: {served}",
            help="close it too, or name something open that it serves",
            related=tuple((_status_site(parent), f"{parent.name} is closed") for parent in parents),
        )


def _status_site(parent: Item) -> Site:
    return parent.site.at("status") if parent.status else parent.header
