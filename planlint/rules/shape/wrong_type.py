"""PL103: The value has the wrong TOML type.

  [objective.move-in]
  title = "Moving in takes weeks, not months"
- priority = "1"   #~ priority
+ priority = 1
"""

from planlint.rules.kit import ERROR, LANGUAGE, Context, Problems, rule


@rule("PL103", ERROR, None, fix="safe", source=LANGUAGE)
def wrong_type(file: object, ctx: Context) -> Problems:
    """A number in quotes is text: it cannot be compared, added up or drawn."""
    return ()
