"""PL509: The item is due before something that it depends on.

  [task.call-list]
  title = "List the landlords with vacancies"
- due = 2026-11-13
+ due = 2026-10-30

  [task.open-desk]
  title = "Open the landlord desk"
  due = 2026-11-02   #~ task.open-desk is due on 2026-11-02, before task.call-list, which it depends on
  depends_on = "call-list"
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planlint.model import Item, KeyResult, Plan, Tactic, Task
from planlint.model.figures.effective import effective_due, is_open
from planlint.rules.kit import CRITICAL_PATH, WARNING, Context, Problem, Problems, Site, rule
from planlint.rules.references.links import links
from planlint.rules.time.days import due_site


class _Awaited(NamedTuple):
    due: date
    site: Site
    item: Item


@rule("PL509", WARNING, (KeyResult, Tactic, Task), needs=("depends_on",), source=CRITICAL_PATH)
def due_before_dependency(item: Item, ctx: Context) -> Problems:
    """What waits for something cannot be finished before it. Two owners who kept to their days would
    still meet late.
    """
    plan = ctx.plan
    due = effective_due(plan, item)
    if due is None:
        return
    later = [awaited for awaited in _awaited(plan, item) if awaited.due > due]
    if not later:
        return
    last = max(later, key=lambda awaited: awaited.due)
    yield Problem(
        item.site.at("due") if "due" in item.fields else last.site,
        f"{item.name} is due on {due}, before {last.item.name}, which it depends on, due on {last.due}",
        help=f"give it a later day, or bring {last.item.name} forward",
        related=((due_site(plan, last.item), f"{last.item.name} is due on {last.due}"),),
    )


def _awaited(plan: Plan, item: Item) -> Iterator[_Awaited]:
    """What an item waits for that is open and has a day."""
    for link in links(item):
        other = plan.resolve(link.kind, link.id) if link.field == "depends_on" else None
        if other is None or other.name in plan.broken or not is_open(plan, other):
            continue
        due = effective_due(plan, other)
        if due is not None:
            yield _Awaited(due, link.site, other)
