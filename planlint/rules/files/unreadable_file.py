"""PL004: The file cannot be opened.

  [purpose.homes]
  title = "Every family in the valley has a safe home"
- #--- unreadable: plan/people.toml #~ permission denied
+ #--- file: plan/people.toml
+ [person.ines]
+ name = "Ines"
"""

from planlint.rules.kit import ERROR, LANGUAGE, Context, Problems, rule


@rule("PL004", ERROR, None, source=LANGUAGE)
def unreadable_file(file: object, ctx: Context) -> Problems:
    """As long as a plan file cannot be opened nobody knows whether the plan is whole: it may hold anything."""
    return ()
