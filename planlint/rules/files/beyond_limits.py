"""PL003: a file beyond the limits."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.rules.rule import Context, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL003",
    severity=Severity.ERROR,
    subject=None,
    source=LANGUAGE,
    example=f"""
          [purpose.homes]
          title = "Every family has a safe home"
        - x-deep = {"[" * 65}{"]" * 65}   #~ deeper than 64
        + x-deep = [[[]]]
    """,
)
def beyond_limits(file: object, ctx: Context) -> Iterable[Problem]:
    """The file is larger, nested deeper or has longer keys than planlint reads.

    A plan is written by people. A file above 1 MiB, nested deeper than 64, or with more than 64 parts in a key is an
    accident or an attack, and is not read.
    """
    return ()
