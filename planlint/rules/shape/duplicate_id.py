"""PL107: Two items of one kind have the same id."""

from planlint.diagnostic import Severity
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL107",
    severity=Severity.ERROR,
    subject=None,
    source=LANGUAGE,
    example="""
          [purpose.homes]
          title = "Every family in the valley has a safe home"
          #--- file: plan/second.toml
        - [purpose.homes]   #~ declared twice
        + [vision.housed]
          title = "Everybody is housed"
        + purpose = "homes"
    """,
)
def duplicate_id(file: object, ctx: Context) -> Problems:
    """Two items with one name: a reference to it means one of them, and nobody knows which."""
    return ()
