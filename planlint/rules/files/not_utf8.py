"""PL002: The file is not UTF-8 text."""

from planlint.rules.kit import ERROR, TOML, Context, Problems, rule


@rule(
    "PL002",
    ERROR,
    None,
    source=TOML,
    example="""
          [purpose.homes]
        - title = "Jede Familie in M\udcfcnchen hat ein Zuhause"   #~ not UTF-8
        + title = "Jede Familie in München hat ein Zuhause"
    """,
)
def not_utf8(file: object, ctx: Context) -> Problems:
    """TOML is UTF-8. In any other encoding names turn into noise, and nobody can say which letters were meant."""
    return ()
