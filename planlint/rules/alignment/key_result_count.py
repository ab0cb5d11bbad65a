"""PL309: The objective has more key results than the limit, or only one."""

from planlint.model import KeyResult, Objective
from planlint.model.figures.progress import counted_key_results
from planlint.rules.kit import INFO, REWORK, WARNING, Context, Fold, Problem, Problems, rule

_LISTED = "\n".join(
    f"""
          [key_result.{name}]
          title = "Of {name.replace("-", " ")} there are ten"
          objective = "faster-placement"
    """
    for name in ("days-to-keys", "no-returns", "landlord-portal", "warm-rooms", "first-calls")
)


@rule(
    "PL309",
    WARNING,
    Objective,
    suspects=lambda alike, ctx: [item for item in alike if len(ctx.plan.children(item)) > _most_without_a_look(ctx)],
    source=REWORK,
    fold=Fold("{items} of the plan have {brief}", by_brief=True),
    example="""
          [objective.faster-placement]   #~ objective.faster-placement has 6 key results, more than 5
          title = "Moving in takes weeks, not months"
    """
    + _LISTED
    + """
        - [key_result.signed-leases]
        - title = "Of signed leases there are ten"
        - objective = "faster-placement"
        -
        - [objective.calm]   #~ objective.calm has one key result, key_result.calls
        - title = "Families are not called twice"
        -
        - [key_result.calls]
        - title = "No family is called twice"
        - objective = "calm"
    """,
)
def key_result_count(item: Objective, ctx: Context) -> Problems:
    """More than a handful are a list of everything, and nobody remembers it. One can be enough, and can be reached
    while the objective is missed: that is asked only where this rule is selected by its code or name.
    """
    counted = counted_key_results(ctx.plan, item)
    limit = ctx.limits["key-results-per-objective"]
    if len(counted) > limit:
        yield Problem(
            item.header,
            f"{item.name} has {len(counted)} key results, more than {limit}",
            brief=f"more than {limit} key results",
            help="keep those that decide, or raise `limits.key-results-per-objective`",
        )
    elif _is_asked_about_one(ctx) and len(counted) == 1 and not counted[0].milestones:
        yield Problem(
            item.header,
            f"{item.name} has one key result, {counted[0].name}",
            brief="one key result",
            help="ask whether the objective could be missed although it is reached, and add what is missing",
            severity=INFO,
        )


def _most_without_a_look(ctx: Context) -> int:
    return 0 if _is_asked_about_one(ctx) else ctx.limits["key-results-per-objective"]


def _is_asked_about_one(ctx: Context) -> bool:
    return key_result_count.code in ctx.named and not ctx.unsure_about(KeyResult)
