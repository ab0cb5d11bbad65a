"""PL302: The vision has no outcome."""

from planlint.diagnostic import Problem, Severity
from planlint.model.items import Outcome, Vision
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import ESSAY


@rule(
    "PL302",
    severity=Severity.WARNING,
    subject=Vision,
    scope="open",
    source=ESSAY,
    example="""
          [vision.valley-2030]   #~ vision.valley-2030 has no outcome
          title = "Nobody in the valley sleeps outside"
        +
        + [outcome.stay-housed]
        + title = "Families who move in stay housed"
        + vision = "valley-2030"
    """,
)
def vision_without_outcome(item: Vision, ctx: Context) -> Problems:
    """A vision is reached through value that people receive; without an outcome nobody knows whose life gets better."""
    if not ctx.unsure_about(Outcome) and not ctx.plan.children_of(item, Outcome):
        yield Problem(
            item.site.as_header,
            f"{item.name} has no outcome",
            help=f'name the lasting value it stands for: [outcome.ID] with vision = "{item.id}"',
        )
