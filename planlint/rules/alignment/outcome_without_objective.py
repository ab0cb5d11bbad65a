"""PL303: The outcome has no objective.

  [outcome.stay-housed]   #~ outcome.stay-housed has no objective
  title = "Families who move in stay housed"
+
+ [objective.faster-placement]
+ title = "Moving in takes weeks, not months"
+ outcome = "stay-housed"
"""

from planlint.model import Objective, Outcome
from planlint.rules.alignment.without import without
from planlint.rules.kit import ESSAY, INFO, Context, Fold, Problems, rule


@rule(
    "PL303",
    INFO,
    Outcome,
    source=ESSAY,
    fold=Fold("have no objective", "set a priority for those that this period is about: [objective.ID] with `outcome`"),
)
def outcome_without_objective(item: Outcome, ctx: Context) -> Problems:
    """An outcome without an objective is a wish. That may be a choice for this period; it should be a visible one."""
    help = f'set a priority for it: [objective.ID] with outcome = "{item.id}"'
    return without(Objective, item, ctx, help)
