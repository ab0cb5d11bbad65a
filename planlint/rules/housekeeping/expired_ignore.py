"""PL902: The last day of the waiver has passed."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import LINTERS


@rule(
    "PL902",
    severity=Severity.ERROR,
    subject=None,
    source=LINTERS,
    example="""
        - [objective.soon]   # planlint: ignore[PL601] until 2026-09-30   #~ the waiver for PL601 ended on 2026-09-30
        + [objective.soon]   # planlint: ignore[PL601] until 2026-12-31
          title = "Moving in takes weeks, not months"
    """,
)
def expired_ignore(comment: object, ctx: Context) -> Problems:
    """An end was set for the exception so that somebody would look at it again. That day has come."""
    return ()
