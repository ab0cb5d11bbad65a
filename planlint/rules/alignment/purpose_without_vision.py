"""PL301: The purpose has no vision."""

from planlint.diagnostic import Problem, Severity
from planlint.model.items import Purpose, Vision
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import ESSAY


@rule(
    "PL301",
    severity=Severity.WARNING,
    subject=Purpose,
    scope="open",
    source=ESSAY,
    example="""
          [purpose.homes]   #~ purpose.homes has no vision
          title = "Every family has a safe home"
        +
        + [vision.valley-2030]
        + title = "Nobody in the valley sleeps outside"
        + purpose = "homes"
    """,
)
def purpose_without_vision(item: Purpose, ctx: Context) -> Problems:
    """A purpose nobody can picture fulfilled gives no direction; the vision says what the world looks like then."""
    if not ctx.unsure_about(Vision) and not ctx.plan.children_of(item, Vision):
        yield Problem(
            item.site.as_header,
            f"{item.name} has no vision",
            help=f'say what the world looks like once it is fulfilled: [vision.ID] with purpose = "{item.id}"',
        )
