"""PL004: a file that cannot be opened."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.rules.rule import Context, rule
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
def unreadable_file(file: object, ctx: Context) -> Iterable[Problem]:
    """The file cannot be opened.

    As long as a plan file cannot be opened nobody knows whether the plan is whole: it may hold anything.
    """
    return ()
