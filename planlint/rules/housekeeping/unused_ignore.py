"""PL901: The waiver has nothing to waive.

- [objective.faster-placement]
+ [objective.faster-placement]   # planlint: ignore[PL601] -- until January
  title = "Moving in takes weeks, not months"
- owner = "ines"   # planlint: ignore[PL601] -- until January   #~ the waiver for PL601 has nothing to waive
"""

from planlint.rules.kit import LINTERS, WARNING, Context, Problems, rule


@rule("PL901", WARNING, None, fix="safe", source=LINTERS)
def unused_ignore(comment: object, ctx: Context) -> Problems:
    """A waiver that waives nothing hides the next finding of its kind, which nobody has looked at.

    It is reported only while every file can be read, no item is broken and every reference leads somewhere. Until then
    its rule may be silent only because of that fault.
    """
    return ()
