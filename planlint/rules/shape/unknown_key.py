"""PL101: The key is not part of the plan language.

  [purpose.homes]
  title = "Every family has a safe home"
- descripton = "For good"   #~ descripton
+ description = "For good"
+ x-board = "kept as an extension"
"""

from planlint.rules.kit import ERROR, LANGUAGE, Context, Problems, rule


@rule("PL101", ERROR, None, fix="safe", source=LANGUAGE)
def unknown_key(file: object, ctx: Context) -> Problems:
    """A misspelt key is read by nobody: the plan looks complete and is not."""
    return ()
