"""PL903: No rule has this code, or the waiver cannot be read."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import LINTERS


@rule(
    "PL903",
    severity=Severity.ERROR,
    subject=None,
    source=LINTERS,
    example="""
        - [objective.faster-placement]   # planlint: ignore[PL6O1] -- hiring until January   #~ there is no rule 'PL6O1'
        + [objective.faster-placement]   # planlint: ignore[PL601, overdue] -- hiring until January
          title = "Moving in takes weeks, not months"
    """,
)
def unknown_code(comment: object, ctx: Context) -> Problems:
    """A misspelt code waives, selects or ignores nothing, while everybody believes that it does."""
    return ()
