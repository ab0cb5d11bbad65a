"""PL101: The key is not part of the plan language."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL101",
    severity=Severity.ERROR,
    fix="safe",
    subject=None,
    source=LANGUAGE,
    example="""
          [purpose.homes]
          title = "Every family has a safe home"
        - descripton = "For good"   #~ descripton
        + description = "For good"
        + x-board = "kept as an extension"
    """,
)
def unknown_key(file: object, ctx: Context) -> Problems:
    """A misspelt key is read by nobody: the plan looks complete and is not."""
    return ()
