"""PL105: A key at the top level of the file is not a kind of item.

- [keyresult.days-to-keys]   #~ keyresult
+ [key_result.days-to-keys]
  title = "The wait is three weeks"
"""

from planlint.rules.kit import ERROR, LANGUAGE, Context, Problems, rule


@rule("PL105", ERROR, None, source=LANGUAGE)
def unknown_kind(file: object, ctx: Context) -> Problems:
    """What stands under an unknown name is not part of the plan, whatever it says."""
    return ()
