"""PL501: The key result has begun and has no due date.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
+ period = "2026-H2"

  [key_result.days-to-keys]   #~ key_result.days-to-keys has no due date
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
  status = "on-track"
"""

from planlint.model import UNDATED, Alike, Item, KeyResult, Plan
from planlint.model.figures.effective import effective_due, gather_dues
from planlint.model.figures.progress import progress
from planlint.rules.kit import ERROR, ESSAY, Context, Problem, Problems, rule
from planlint.rules.time.above import all_parents_known, outlives_parents


@rule(
    "PL501",
    ERROR,
    KeyResult,
    lacks=("due",),
    suspects=lambda alike, ctx: _undated(alike, ctx.plan),
    source=ESSAY,
    gives_way_to=("PL310", "PL407"),
)
def no_due_date(item: KeyResult, ctx: Context) -> Problems:
    """A result that may come on any day can neither be late nor be missed. A day makes the pace visible on the way."""
    plan = ctx.plan
    if effective_due(plan, item) is not None or item.status == "planned" or _is_reached(item, ctx):
        return
    if outlives_parents(plan, item) or _is_dated_in_vain(item, ctx):
        return
    objectives = plan.parents(item)
    above = f", or `period` on {objectives[0].name}" if len(objectives) == 1 else ""
    yield Problem(
        item.header,
        f"{item.name} has no due date",
        label="add `due`",
        help=f"date its milestones, or write `due`{above}" if item.milestones else f"write `due`{above}",
    )


def _undated(alike: Alike, plan: Plan) -> list[Item]:
    """Return the key results without a day."""
    gather_dues(plan)
    return [item for item in alike if effective_due(plan, item) is None]


def _is_reached(item: KeyResult, ctx: Context) -> bool:
    """Whether nothing is left to date: PL407 asks why it is open."""
    return not item.is_guard_rail and progress(ctx.plan, item, ctx.today).value == 1


def _is_dated_in_vain(item: KeyResult, ctx: Context) -> bool:
    """Whether a day is written that nobody can read, or may be: that has been said where it is written."""
    plan = ctx.plan
    return (
        bool(ctx.unopened)
        or any(value != UNDATED for value in item.milestones.values())
        or any("due" in parent.fields or "period" in parent.fields for parent in plan.parents(item))
        or not all_parents_known(plan, item)
    )
