"""PL904: The waiver does not give a reason.

- [objective.faster-placement]   # planlint: ignore[PL601]   #~ the waiver for PL601 has no reason
+ [objective.faster-placement]   # planlint: ignore[PL601] -- hiring until January
  title = "Moving in takes weeks, not months"
"""

from planlint.rules.kit import INFO, LINTERS, Context, Problems, rule


@rule("PL904", INFO, None, default=False, source=LINTERS)
def ignore_without_reason(comment: object, ctx: Context) -> Problems:
    """In half a year nobody knows whether an exception without a reason may go."""
    return ()
