"""PL004: The file cannot be opened."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL004",
    severity=Severity.ERROR,
    subject=None,
    source=LANGUAGE,
    example="""
          [purpose.homes]
          title = "Every family in the valley has a safe home"
        - #--- unreadable: plan/people.toml #~ permission denied
        + #--- file: plan/people.toml
        + [person.ines]
        + name = "Ines"
    """,
)
def unreadable_file(file: object, ctx: Context) -> Problems:
    """As long as a plan file cannot be opened nobody knows whether the plan is whole: it may hold anything."""
    return ()
