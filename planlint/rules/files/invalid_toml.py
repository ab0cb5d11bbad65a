"""PL001: The file is not valid TOML."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
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
def invalid_toml(file: object, ctx: Context) -> Problems:
    """A file that is not TOML says nothing; what it meant to say is missing from the plan."""
    return ()
