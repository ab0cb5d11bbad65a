"""PL107: Two items of one kind have the same id.

  [purpose.homes]
  title = "Every family in the valley has a safe home"
  #--- file: plan/second.toml
- [purpose.homes]   #~ declared twice
+ [vision.housed]
  title = "Everybody is housed"
+ purpose = "homes"
"""

from planlint.rules.kit import ERROR, LANGUAGE, Context, Problems, rule


@rule("PL107", ERROR, None, source=LANGUAGE)
def duplicate_id(file: object, ctx: Context) -> Problems:
    """Two items with one name: a reference to it means one of them, and nobody knows which."""
    return ()
