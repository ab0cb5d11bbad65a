"""PL304: The objective has no key result."""

from planlint.diagnostic import Problem, Severity
from planlint.model.figures.effective import has_begun
from planlint.model.items import KeyResult, Objective
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import OKR_PLAYBOOK


@rule(
    "PL304",
    severity=Severity.ERROR,
    subject=Objective,
    scope="open",
    suspects=lambda alike, ctx: [item for item in alike if KeyResult not in map(type, ctx.plan.children(item))],
    source=OKR_PLAYBOOK,
    example="""
          [objective.faster-placement]   #~ objective.faster-placement has no key result
          title = "Moving in takes weeks, not months"
        +
        + [key_result.days-to-keys]
        + title = "The wait from intake to keys is three weeks"
        + objective = "faster-placement"
    """,
)
def objective_without_key_result(item: Objective, ctx: Context) -> Problems:
    """Without a key result nobody can tell whether the objective was achieved, so it always was, a little."""
    if ctx.unsure_about(KeyResult) or ctx.plan.children_of(item, KeyResult):
        return
    yield Problem(
        item.site.as_header,
        f"{item.name} has no key result",
        help=f'say how you will know: [key_result.ID] with objective = "{item.id}"',
        severity=None if has_begun(ctx.plan, item, ctx.today) else Severity.WARNING,
    )
