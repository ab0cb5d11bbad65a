"""PL503: The item is due after everything that it serves.

  [tactic.landlord-desk]
  title = "Run a weekly landlord desk"
  due = 2026-12-15

  [task.call-list]
  title = "List the landlords with vacancies"
  tactic = "landlord-desk"
- due = 2027-01-15   #~ after tactic.landlord-desk, due on 2026-12-15
+ due = 2026-11-15
"""

from collections.abc import Sequence
from datetime import date

from planlint.model import Alike, Item, KeyResult, Objective, Outcome, Plan, Tactic, Task
from planlint.model.figures.effective import effective_due, gather_dues, latest_parent_due
from planlint.rules.kit import ESSAY, WARNING, Context, Problem, Problems, rule
from planlint.rules.time.above import all_parents_known, outlives_parents
from planlint.rules.time.days import due_site, latest_parent


@rule(
    "PL503",
    WARNING,
    (Objective, KeyResult, Tactic, Task),
    needs=("due",),
    suspects=lambda alike, ctx: _not_within_its_parent(alike, ctx.plan),
    source=ESSAY,
    gives_way_to=("PL310",),
)
def due_after_parent(item: Item, ctx: Context) -> Problems:
    """Work that ends after what it serves cannot help to reach it in time. One of the days is not meant."""
    plan = ctx.plan
    due, latest = effective_due(plan, item), latest_parent_due(plan, item)
    if due is None or latest is None or due <= latest or not _is_bounded(item, ctx):
        return
    parent = latest_parent(plan, item)
    yield Problem(
        item.site.at("due"),
        f"{item.name} is due on {due}, after {parent.name}, due on {latest}",
        help=f"bring it forward, or give {parent.name} a later day and say why in `reason`",
        related=((due_site(plan, parent), f"{parent.name} is due on {latest}"),),
    )


def _not_within_its_parent(alike: Alike, plan: Plan) -> Sequence[Item]:
    """Return the items of which no parent has a day that is not before their own."""
    if not alike.has("due", date):
        return alike
    gather_dues(plan)
    outside = []
    for item, due in zip(alike, alike.column("due"), strict=True):
        for parent in plan.parents(item):
            latest = effective_due(plan, parent)
            if latest is not None and due <= latest:
                break
        else:
            outside.append(item)
    return outside


def _is_bounded(item: Item, ctx: Context) -> bool:
    """Whether all it serves has a day, and something of it is still open: else there is nothing to be late for."""
    plan = ctx.plan
    parents = [parent for parent in plan.parents(item) if not isinstance(parent, Outcome)]
    return (
        not outlives_parents(plan, item)
        and all(effective_due(plan, parent) is not None for parent in parents)
        and all_parents_known(plan, item)
    )
