"""PL606: The item has begun, but a team that it asks has not agreed.

  [tactic.landlord-desk]
  title = "Run a weekly landlord desk"
  asks.legal = "review the lease"   #~ tactic.landlord-desk has begun, and nobody in 'legal' has agreed
+ agreed.legal = "mia"
  status = "on-track"
"""

from planlint.model import Item, KeyResult, Objective, Plan, Tactic
from planlint.model.figures.effective import effective_start, has_begun
from planlint.rules.kit import OKR_PLAYBOOK, WARNING, Context, Fold, Problem, Problems, rule
from planlint.rules.references.links import has_directory
from planlint.rules.time.above import outlives_parents

_SO_MANY_ASK = 10


@rule(
    "PL606",
    WARNING,
    (Objective, KeyResult, Tactic),
    needs=("asks",),
    source=OKR_PLAYBOOK,
    fold=Fold(
        "have no yes from the teams that they ask",
        "write who there said yes, in `agreed`; where that is kept elsewhere, leave this rule out",
        once=lambda ctx: _nobody_says_who_agrees(ctx.plan),
        by_parent=False,
    ),
    gives_way_to=("PL310",),
)
def ask_not_agreed(item: Item, ctx: Context) -> Problems:
    """Plans that fail between teams mostly fail here: one team counted on another that never heard of it. Who agreed
    for one period is asked again for the next, and has `stale-days` from its beginning.
    """
    agreed = item.table("agreed")
    missing = [team for team in item.table("asks") if not agreed.get(team)]
    if not missing or not has_begun(ctx.plan, item, ctx.today) or outlives_parents(ctx.plan, item):
        return
    if any(_is_unknown(ctx.plan, team) for team in agreed):  # misspelt, perhaps, is a team that was asked
        return
    for team in missing:
        if not _is_unknown(ctx.plan, team) and not _is_asked_again(item, team, ctx):
            yield Problem(
                item.site.at("asks", team).as_key,
                f"{item.name} has begun, and nobody in '{team}' has agreed",
                label="asked, not agreed",
                help=f'write who there said yes: agreed.{team} = "…"',
            )


def _is_asked_again(item: Item, team: str, ctx: Context) -> bool:
    """Whether a team agreed to what this one continues, and this one has just begun."""
    text, start = item.text("continues"), effective_start(ctx.plan, item)
    earlier = ctx.plan.resolve(item.kind, text) if text else None
    if earlier is None or start is None or not earlier.table("agreed").get(team):
        return False
    return (ctx.today - start).days <= ctx.limits["stale-days"]


def _nobody_says_who_agrees(plan: Plan) -> bool:
    """Whether a plan asks often, and names nobody who agreed: then it does not record that."""
    asking = [item for item in plan.items.values() if "asks" in item.fields]
    return len(asking) > _SO_MANY_ASK and not any(item.table("agreed") for item in plan.items.values())


def _is_unknown(plan: Plan, team: str) -> bool:
    """Whether PL207 asks which team is meant."""
    return has_directory(plan) and not plan.leads_somewhere(f"team.{team}")
