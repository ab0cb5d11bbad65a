"""PL001: a file that is not TOML."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.rules.rule import Context, rule
from planlint.rules.sources import TOML


@rule(
    "PL001",
    severity=Severity.ERROR,
    subject=None,
    source=TOML,
    example="""
          [purpose.homes]
        - title = Every family has a home   #~ quotes
        + title = "Every family in the valley has a safe home"
    """,
)
def invalid_toml(file: object, ctx: Context) -> Iterable[Problem]:
    """The file is not valid TOML.

    A file that is not TOML says nothing; what it meant to say is missing from the plan.
    """
    return ()
