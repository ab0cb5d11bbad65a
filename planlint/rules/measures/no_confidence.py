"""PL416: The key result has no `confidence`."""

from planlint.diagnostic import Problem, Severity
from planlint.model.items import KeyResult
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import RADICAL_FOCUS


@rule(
    "PL416",
    severity=Severity.INFO,
    subject=KeyResult,
    scope="open",
    lacks=("confidence",),
    default=False,
    source=RADICAL_FOCUS,
    example="""
          [key_result.days-to-keys]   #~ nobody says how likely key_result.days-to-keys is
          title = "The wait from intake to keys is three weeks"
          objective = "faster-placement"
        + confidence = 0.5
    """,
)
def no_confidence(item: KeyResult, ctx: Context) -> Problems:
    """Confidence falls weeks before the number does. It is the earliest sign there is, and costs one digit."""
    yield Problem(
        item.site.as_header,
        f"nobody says how likely {item.name} is",
        label="add `confidence`",
        help="confidence = 0.5 is a good beginning: as likely as not",
    )
