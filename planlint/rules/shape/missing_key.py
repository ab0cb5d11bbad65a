"""PL102: A required key is missing.

  [purpose.homes]   #~ title
- description = "For good"
+ title = "Every family in the valley has a safe home"
"""

from planlint.rules.kit import ERROR, LANGUAGE, Context, Problems, rule


@rule("PL102", ERROR, None, source=LANGUAGE)
def missing_key(file: object, ctx: Context) -> Problems:
    """An item without a title cannot be talked about, a metric without a target cannot be reached."""
    return ()
