"""PL001: The file is not valid TOML.

  [purpose.homes]
- title = Every family has a home   #~ quotes
+ title = "Every family in the valley has a safe home"
"""

from planlint.rules.kit import ERROR, TOML, Context, Problems, rule


@rule("PL001", ERROR, None, source=TOML)
def invalid_toml(file: object, ctx: Context) -> Problems:
    """A file that is not TOML says nothing; what it meant to say is missing from the plan."""
    return ()
