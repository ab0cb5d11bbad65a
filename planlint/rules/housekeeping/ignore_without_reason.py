"""PL904: The waiver does not give a reason."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import LINTERS


@rule(
    "PL904",
    severity=Severity.INFO,
    subject=None,
    default=False,
    source=LINTERS,
    example="""
        - [objective.faster-placement]   # planlint: ignore[PL601]   #~ the waiver for PL601 has no reason
        + [objective.faster-placement]   # planlint: ignore[PL601] -- hiring until January
          title = "Moving in takes weeks, not months"
    """,
)
def ignore_without_reason(comment: object, ctx: Context) -> Problems:
    """In half a year nobody knows whether an exception without a reason may go."""
    return ()
