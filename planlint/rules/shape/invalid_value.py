"""PL104: The value has the right type, but the key does not allow it."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL104",
    severity=Severity.ERROR,
    fix="safe",
    subject=None,
    source=LANGUAGE,
    example="""
          [objective.move-in]
          title = "Moving in takes weeks, not months"
        - status = "on track"   #~ on track
        + status = "on-track"
    """,
)
def invalid_value(file: object, ctx: Context) -> Problems:
    """A status that nobody defined, or a confidence of 60, means something to its author only."""
    return ()
