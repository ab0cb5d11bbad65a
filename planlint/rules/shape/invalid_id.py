"""PL106: an id with characters that ids do not have."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.rules.rule import Context, rule
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
def invalid_id(file: object, ctx: Context) -> Iterable[Problem]:
    """The id has characters that ids cannot have, or is too long.

    An id is typed in references, commands and commit messages; spaces and punctuation break all three.
    """
    return ()
