"""PL106: The id has characters that ids cannot have, or is too long."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL106",
    severity=Severity.ERROR,
    subject=None,
    source=LANGUAGE,
    example="""
        - [purpose."safe homes"]   #~ safe homes
        + [purpose.safe-homes]
          title = "Every family has a safe home"
    """,
)
def invalid_id(file: object, ctx: Context) -> Problems:
    """An id is typed in references, commands and commit messages; spaces and punctuation break all three."""
    return ()
