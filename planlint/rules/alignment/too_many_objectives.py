"""PL308: A person has more open objectives in one period than the limit.

  [objective.goal-1]
  title = "Goal one"
  period = "2026-Q4"
  owner = "ines"

  [objective.goal-2]
  title = "Goal two"
  period = "2026-Q4"
  owner = "ines"

  [objective.goal-3]
  title = "Goal three"
  period = "2026-Q4"
  owner = "ines"

  [objective.goal-4]
  title = "Goal four"
  period = "2026-Q4"
  owner = "ines"

  [objective.goal-5]
  title = "Goal five"
- period = "2026-Q4"
- owner = "ines"
-
- [objective.goal-6]   #~ ines has 6 open objectives in 2026-Q4
- title = "Goal six"
  period = "2026-Q4"
  owner = "ines"
"""

from planlint.model import Objective, Plan
from planlint.model.figures.effective import is_open
from planlint.rules.kit import WARNING, WHAT_MATTERS, Context, Problem, Problems, rule


@rule("PL308", WARNING, Plan, scope="sound", source=WHAT_MATTERS)
def too_many_objectives(plan: Plan, ctx: Context) -> Problems:
    """Objectives set priorities. Whoever has more than a handful at a time has none."""
    limit = ctx.limits["objectives-per-person"]
    held: dict[tuple[str | None, str | None], list[Objective]] = {}
    for item in plan.of(Objective):
        held.setdefault((item.owner, item.text("period")), []).append(item)
    for (owner, period), held_here in held.items():
        if not owner or not period or len(held_here) <= limit or plan.knows("team", owner):
            continue
        items = [item for item in held_here if ctx.judged(item) and is_open(plan, item)]
        if len(items) > limit:
            past = sorted(items, key=lambda item: ctx.order(item.site))[limit]
            yield Problem(
                past.header,
                f"{owner} has {len(items)} open objectives in {period}, more than {limit}",
                help="drop, hand over or postpone some, or raise `limits.objectives-per-person`",
            )
