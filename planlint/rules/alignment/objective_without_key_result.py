"""PL304: The objective has no key result.

  [objective.faster-placement]   #~ objective.faster-placement has no key result
  title = "Moving in takes weeks, not months"
+
+ [key_result.days-to-keys]
+ title = "The wait from intake to keys is three weeks"
+ objective = "faster-placement"
"""

from planlint.model import KeyResult, Objective
from planlint.model.figures.effective import has_begun
from planlint.rules.alignment.without import without
from planlint.rules.kit import ERROR, OKR_PLAYBOOK, WARNING, Context, Problems, rule


@rule(
    "PL304",
    ERROR,
    Objective,
    suspects=lambda alike, ctx: [item for item in alike if KeyResult not in map(type, ctx.plan.children(item))],
    source=OKR_PLAYBOOK,
)
def objective_without_key_result(item: Objective, ctx: Context) -> Problems:
    """Without a key result nobody can tell whether the objective was achieved, so it always was, a little."""
    help = f'say how you will know: [key_result.ID] with objective = "{item.id}"'
    return without(KeyResult, item, ctx, help, None if has_begun(ctx.plan, item, ctx.today) else WARNING)
