"""PL101: a key the plan language does not have."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.rules.rule import Context, rule
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
def unknown_key(file: object, ctx: Context) -> Iterable[Problem]:
    """The key is not part of the plan language.

    A misspelt key is read by nobody: the plan looks complete and is not.
    """
    return ()
