"""PL305: The key result has no tactic, nor has its objective, and no objective is below it.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"

  [key_result.days-to-keys]   #~ key_result.days-to-keys has no tactic
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
  status = "on-track"

- [key_result.landlord-portal]
- title = "Landlords post vacancies themselves"
+ [tactic.landlord-desk]
+ title = "Run a weekly landlord desk"
  objective = "faster-placement"
- status = "on-track"
-
- [tactic.portal-beta]
- title = "Open the portal to ten landlords"
- key_result = "landlord-portal"
"""

from planlint.model import Item, KeyResult, Objective, Plan, Tactic, memoized
from planlint.model.figures.effective import has_begun
from planlint.rules.kit import ESSAY, INFO, WARNING, Context, Fold, Problem, Problems, rule


def _counts(item: KeyResult, ctx: Context) -> bool:
    """Whether something should be done to move a key result: it has begun, and is no bound that only has to hold."""
    return not item.is_guard_rail and has_begun(ctx.plan, item, ctx.today)


@rule(
    "PL305",
    WARNING,
    KeyResult,
    suspects=lambda alike, ctx: [item for item in alike if not _is_moved(ctx.plan, item)],
    source=ESSAY,
    fold=Fold(
        "have no tactic",
        "say what is done: [tactic.ID] with `key_result`, or with `objective` where the work serves it as a whole",
        counts=_counts,  # type: ignore[arg-type]
    ),
)
def key_result_without_tactic(item: KeyResult, ctx: Context) -> Problems:
    """A number does not move because it was written down; a tactic, or an objective of a narrower circle, says what is
    done to move it. Until half of the key results that have begun have one, it is a note.
    """
    if _is_moved(ctx.plan, item) or not _counts(item, ctx) or ctx.unsure_about(Tactic, Objective):
        return
    yield Problem(
        item.header,
        f"{item.name} has no tactic",
        help=f'say what is done to move it: [tactic.ID] with key_result = "{item.id}"',
        severity=None if _half_are_moved(ctx) else INFO,
    )


def _is_moved(plan: Plan, item: Item) -> bool:
    """Whether something that serves a key result, or a tactic for all of an objective of it, says what is done."""
    return bool(plan.children(item)) or any(plan.children_of(parent, Tactic) for parent in plan.parents(item))


@memoized
def _half_are_moved(ctx: Context) -> bool:
    moved = [
        _is_moved(ctx.plan, item) for item in ctx.plan.of(KeyResult) if ctx.judges_as_open(item) and _counts(item, ctx)
    ]
    return 2 * sum(moved) >= len(moved)
