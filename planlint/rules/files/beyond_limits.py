"""PL003: The file is larger, nested deeper or has longer keys than planlint reads."""

from planlint.rules.kit import ERROR, LANGUAGE, Context, Problems, rule


@rule(
    "PL003",
    ERROR,
    None,
    source=LANGUAGE,
    example=f"""
          [purpose.homes]
          title = "Every family has a safe home"
        - x-deep = {"[" * 65}{"]" * 65}   #~ deeper than 64
        + x-deep = [[[]]]
    """,
)
def beyond_limits(file: object, ctx: Context) -> Problems:
    """A plan is written by people. A file above 1 MiB, nested deeper than 64, or with more than 64 parts in a key is an
    accident or an attack, and is not read.
    """
    return ()
