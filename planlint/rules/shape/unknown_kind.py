"""PL105: A key at the top level of the file is not a kind of item."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL105",
    severity=Severity.ERROR,
    subject=None,
    source=LANGUAGE,
    example="""
        - [keyresult.days-to-keys]   #~ keyresult
        + [key_result.days-to-keys]
          title = "The wait is three weeks"
    """,
)
def unknown_kind(file: object, ctx: Context) -> Problems:
    """What stands under an unknown name is not part of the plan, whatever it says."""
    return ()
