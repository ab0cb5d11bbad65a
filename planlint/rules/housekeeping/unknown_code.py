"""PL903: No rule has this code, or the waiver cannot be read.

- [objective.faster-placement]   # planlint: ignore[PL6O1] -- hiring until January   #~ there is no rule 'PL6O1'
+ [objective.faster-placement]   # planlint: ignore[PL601, overdue] -- hiring until January
  title = "Moving in takes weeks, not months"
"""

from planlint.rules.kit import ERROR, LINTERS, Context, Problems, rule


@rule("PL903", ERROR, None, source=LINTERS)
def unknown_code(comment: object, ctx: Context) -> Problems:
    """A misspelt code waives, selects or ignores nothing, while everybody believes that it does."""
    return ()
