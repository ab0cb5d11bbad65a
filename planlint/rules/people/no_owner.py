"""PL601: The item has no owner.

  [objective.faster-placement]   #~ objective.faster-placement has no owner
  title = "Moving in takes weeks, not months"
+ owner = "ines"

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
"""

from collections.abc import Sequence

from planlint.model import Alike, Item, KeyResult, Objective, Plan, Tactic, words_of
from planlint.model.figures.effective import effective_owner, is_open
from planlint.rules.kit import GITLAB, WARNING, Context, Fold, Problem, Problems, rule
from planlint.rules.people.names import is_empty_and_reported, names_hardly_anybody, site_of_missing_name
from planlint.rules.time.above import all_parents_known, outlives_parents


@rule(
    "PL601",
    WARNING,
    (Objective, KeyResult, Tactic),
    suspects=lambda alike, ctx: _without_written_owner(alike, ctx.plan),
    source=GITLAB,
    fold=Fold("have no owner", "name who answers for each, in `owner`", once=names_hardly_anybody),
    gives_way_to=("PL310", "PL601"),
)
def no_owner(item: Item, ctx: Context) -> Problems:
    """What everybody answers for, nobody does. An owner need not do the work, but can say how it stands."""
    if item.owner or effective_owner(ctx.plan, item) or is_empty_and_reported(ctx.plan, item, "owner"):
        return
    if isinstance(item, Objective) or not _is_said_above(item, ctx):
        yield Problem(
            site_of_missing_name(item, "owner"),
            f"{item.name} has no owner",
            label="add `owner`",
            help=f"name the one person or team that answers for the {words_of(item.kind)}",
        )


def _without_written_owner(alike: Alike, plan: Plan) -> Sequence[Item]:
    """Return the items that name no owner, and whose first parent hands none down."""
    if alike.has("owner", str) and all(alike.column("owner")):
        return ()
    unowned = [item for item in alike if not item.fields.get("owner")]
    if alike.kind is Objective:
        return unowned
    return [item for item in unowned if not _names_owner(plan.parents(item))]


def _names_owner(parents: Sequence[Item]) -> bool:
    """Whether the first of these items names an owner."""
    owner = parents[0].fields.get("owner") if parents else None
    return type(owner) is str and owner != ""


def _is_said_above(item: Item, ctx: Context) -> bool:
    """Whether what an item serves has no owner to hand down, or is not sound: that is said there."""
    plan = ctx.plan
    if not all_parents_known(plan, item) or outlives_parents(plan, item):
        return True
    first = next(iter(plan.parents(item)), None)
    return first is not None and ctx.judged(first) and is_open(plan, first)
