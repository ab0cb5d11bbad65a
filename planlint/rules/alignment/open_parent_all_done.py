"""PL311: The item is open, but everything below it is done.

  [tactic.landlord-desk]
  title = "Run a weekly landlord desk"
- status = "on-track"   #~ all 2 tasks of tactic.landlord-desk are done
+ status = "done"

  [task.call-list]
  title = "List the landlords with vacancies"
- tactic = "landlord-desk"
- status = "done"
-
- [task.open-desk]
- title = "Open the desk"
  tactic = "landlord-desk"
  status = "done"
"""

from planlint.model import Item, KeyResult, Objective, Tactic, Task, words_of
from planlint.model.figures.effective import any_ended, is_open
from planlint.model.figures.progress import is_met
from planlint.rules.kit import ESSAY, INFO, Context, Problem, Problems, rule
from planlint.rules.measures.status_contradicts_pace import status_contradicts_pace, undated_steps


@rule(
    "PL311",
    INFO,
    (Objective, Tactic),
    idle=lambda ctx: not any_ended(ctx.plan),
    source=ESSAY,
    gives_way_to=("PL407", "PL419"),
)
def open_parent_all_done(item: Item, ctx: Context) -> Problems:
    """When everything below is done, either the item is done too and nobody said so, or the next step is missing."""
    kind: type[Item] = KeyResult if isinstance(item, Objective) else Task
    below = ctx.plan.children_of(item, kind)
    for child in below:
        if is_open(ctx.plan, child):
            return
    if ctx.unsure_about(kind) or not any(child.status in ("done", "closed") for child in below):
        return
    if isinstance(item, Tactic) and _ends_with_what_it_serves(item, ctx):
        return
    words = words_of(kind.kind)
    counted = f"the only {words}" if len(below) == 1 else f"all {len(below)} {words}s"
    yield Problem(
        item.site.at("status") if item.status else item.header,
        f"{counted} of {item.name} {'is' if len(below) == 1 else 'are'} done, and it is open",
        help="close it, or add what is still to do",
    )


def _ends_with_what_it_serves(item: Tactic, ctx: Context) -> bool:
    """Whether a tactic ends, or goes on, with its key results: PL407 asks to close them, PL419 to date a step."""
    served = [parent for parent in ctx.plan.parents(item) if is_open(ctx.plan, parent)]
    asked = [isinstance(parent, KeyResult) and _is_asked_to_end_or_go_on(parent, ctx) for parent in served]
    return item.status is None and bool(served) and all(asked)


def _is_asked_to_end_or_go_on(item: KeyResult, ctx: Context) -> bool:
    if is_met(ctx.plan, item, ctx.today):
        return True
    return bool(undated_steps(item)) and any(status_contradicts_pace.check(item, ctx))
