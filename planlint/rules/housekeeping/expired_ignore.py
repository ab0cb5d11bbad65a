"""PL902: The last day of the waiver has passed.

- [objective.soon]   # planlint: ignore[PL601] until 2026-09-30   #~ the waiver for PL601 ended on 2026-09-30
+ [objective.soon]   # planlint: ignore[PL601] until 2026-12-31
  title = "Moving in takes weeks, not months"
"""

from planlint.rules.kit import ERROR, LINTERS, Context, Problems, rule


@rule("PL902", ERROR, None, source=LINTERS)
def expired_ignore(comment: object, ctx: Context) -> Problems:
    """An end was set for the exception so that somebody would look at it again. That day has come."""
    return ()
