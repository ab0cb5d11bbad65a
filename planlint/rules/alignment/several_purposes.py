"""PL307: The plan has more than one purpose."""

from planlint.diagnostic import Problem, Severity
from planlint.model.items import Purpose
from planlint.model.plan import Plan
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import ESSAY


@rule(
    "PL307",
    severity=Severity.WARNING,
    subject=Plan,
    scope="sound",
    source=ESSAY,
    example="""
          [purpose.homes]
          title = "Every family has a safe home"

        - [purpose.jobs]   #~ the plan already has a purpose: purpose.homes
        - title = "Everybody who wants work finds it"
        + [vision.jobs]
        + title = "Everybody who has a home finds work"
        + purpose = "homes"
    """,
)
def several_purposes(plan: Plan, ctx: Context) -> Problems:
    """With two purposes every conflict between them is decided anew, by whoever is in the room."""
    purposes = sorted((item for item in plan.of(Purpose) if ctx.judged(item)), key=lambda item: ctx.order(item.site))
    for later in purposes[1:]:
        first = purposes[0]
        yield Problem(
            later.site.as_header,
            f"the plan already has a purpose: {first.name}",
            help="keep the one that the other serves; the other may be a vision or an outcome",
            related=((first.site.as_header, "the first purpose"),),
        )
