"""PL102: A required key is missing."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL102",
    severity=Severity.ERROR,
    subject=None,
    source=LANGUAGE,
    example="""
          [purpose.homes]   #~ title
        - description = "For good"
        + title = "Every family in the valley has a safe home"
    """,
)
def missing_key(file: object, ctx: Context) -> Problems:
    """An item without a title cannot be talked about, a metric without a target cannot be reached."""
    return ()
