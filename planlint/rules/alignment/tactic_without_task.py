"""PL306: The tactic has no task.

  [tactic.landlord-desk]   #~ tactic.landlord-desk has no task
  title = "Run a weekly landlord desk"
+ links = ["https://example.org/board/landlord-desk"]
"""

from planlint.model import Tactic, Task
from planlint.rules.alignment.without import without
from planlint.rules.kit import ESSAY, INFO, Context, Fold, Problems, rule


@rule(
    "PL306",
    INFO,
    Tactic,
    suspects=lambda alike, ctx: [item for item in alike if Task not in map(type, ctx.plan.children(item))],
    source=ESSAY,
    fold=Fold(
        "have no task", "add the next step of each, [task.ID] with `tactic`, or `links` to where the steps are kept"
    ),
)
def tactic_without_task(item: Tactic, ctx: Context) -> Problems:
    """A tactic is carried by steps that one person completes. Where the steps live elsewhere, `links` says where."""
    help = f'add the next step, [task.ID] with tactic = "{item.id}", or `links` to where the steps are kept'
    return () if item.fields.get("links") else without(Task, item, ctx, help)
