"""PL106: The id has characters that ids cannot have, or is too long.

- [purpose."safe homes"]   #~ safe homes
+ [purpose.safe-homes]
  title = "Every family has a safe home"
"""

from planlint.rules.kit import ERROR, LANGUAGE, Context, Problems, rule


@rule("PL106", ERROR, None, source=LANGUAGE)
def invalid_id(file: object, ctx: Context) -> Problems:
    """An id is typed in references, commands and commit messages; spaces and punctuation break all three."""
    return ()
