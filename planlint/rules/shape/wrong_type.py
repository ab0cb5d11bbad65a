"""PL103: The value has the wrong TOML type."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL103",
    severity=Severity.ERROR,
    fix="safe",
    subject=None,
    source=LANGUAGE,
    example="""
          [objective.move-in]
          title = "Moving in takes weeks, not months"
        - priority = "1"   #~ priority
        + priority = 1
    """,
)
def wrong_type(file: object, ctx: Context) -> Problems:
    """A number in quotes is text: it cannot be compared, added up or drawn."""
    return ()
