"""PL502: The due date of the item or of a step has passed, but it is open.

  [key_result.landlord-portal]
  title = "Landlords post vacancies themselves"
  milestones.pilot = 2026-08-31
- milestones.half-the-valley = 2026-09-30   #~ step 'half-the-valley' of key_result.landlord-portal
  milestones.open-to-all = 2026-12-15
  reached = ["pilot"]

  [task.call-list]
  title = "List the landlords with vacancies"
  due = 2026-10-14   #~ task.call-list was due on 2026-10-14 and is open
+ status = "done"
"""

from collections.abc import Sequence
from datetime import date

from planlint.model import Alike, Item, KeyResult, Objective, Tactic, Task
from planlint.model.figures.effective import effective_due, gather_dues, is_open
from planlint.rules.kit import ESSAY, WARNING, Context, Problem, Problems, rule
from planlint.rules.time.above import outlives_parents
from planlint.rules.time.days import Late, days_ago, due_site, is_inherited, late, latest_parent, under_ended_period


@rule(
    "PL502",
    WARNING,
    (Objective, KeyResult, Tactic, Task),
    when=lambda item: "due" in item.fields or isinstance(item, KeyResult),
    suspects=lambda alike, ctx: _may_be_late(alike, ctx),
    source=ESSAY,
    gives_way_to=("PL502", "PL504"),
)
def overdue(item: Item, ctx: Context) -> Problems:
    """Silently missed dates make every date meaningless. Close the item, or move its date and say why."""
    found = late(ctx.plan, item, ctx.today)
    if found is None or under_ended_period(item, ctx) or _is_said_above(item, ctx):
        return
    if found.step is not None:
        yield Problem(
            item.site.at("milestones", found.step),
            f"step '{found.step}' of {item.name} was due on {found.day} and is not reached",
            label=days_ago(found.day, ctx.today),
            help="add it to `reached`, or give it a later day and say why in `reason`",
        )
    elif is_inherited(ctx.plan, item):
        yield _inherited(item, found, ctx)
    else:
        yield Problem(
            item.site.at("due"),
            f"{item.name} was due on {found.day} and is open",
            label=days_ago(found.day, ctx.today),
            help="set its `status`, or give it a later day and say why in `reason`",
        )


def _may_be_late(alike: Alike, ctx: Context) -> Sequence[Item]:
    """Return the items whose day has passed; of those with milestones, whose steps have days, all."""
    if "milestones" in alike[0].fields:
        return alike
    today, plan = ctx.today, ctx.plan
    if alike.has("due", date):
        return [item for item in alike if item.fields["due"] < today] if min(alike.column("due")) < today else ()
    gather_dues(plan)
    return [item for item in alike if (due := effective_due(plan, item)) is not None and due < today]


def _inherited(item: Item, found: Late, ctx: Context) -> Problem:
    above = latest_parent(ctx.plan, item)
    return Problem(
        item.header,
        f"{item.name} was due on {found.day}, with {above.name}, and is open",
        label=days_ago(found.day, ctx.today),
        help="set its `status`, or give it a `due` of its own and say why in `reason`",
        related=((due_site(ctx.plan, above), f"{above.name} was due"),),
    )


def _is_said_above(item: Item, ctx: Context) -> bool:
    """Whether the reason lies higher up: in the day of what it serves, or in that all it serves is closed."""
    plan = ctx.plan
    if outlives_parents(plan, item):
        return True
    if isinstance(item, Task):
        above = [kr for tactic in plan.parents(item) for kr in plan.parents(tactic) if is_open(plan, kr)]
        return bool(above) and all(ctx.judged(kr) and late(plan, kr, ctx.today) for kr in above)
    if not is_inherited(plan, item):
        return False
    return any(
        parent.name in plan.broken or (ctx.judged(parent) and is_open(plan, parent))
        for parent in plan.parents(item)
        if effective_due(plan, parent) is not None
    )
