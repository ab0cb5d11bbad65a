"""PL104: The value has the right type, but the key does not allow it.

  [objective.move-in]
  title = "Moving in takes weeks, not months"
- status = "on track"   #~ on track
+ status = "on-track"
"""

from planlint.rules.kit import ERROR, LANGUAGE, Context, Problems, rule


@rule("PL104", ERROR, None, fix="safe", source=LANGUAGE)
def invalid_value(file: object, ctx: Context) -> Problems:
    """A status that nobody defined, or a confidence of 60, means something to its author only."""
    return ()
