"""PL416: The key result has no `confidence`.

  [key_result.days-to-keys]   #~ nobody says how likely key_result.days-to-keys is
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
+ confidence = 0.5
"""

from planlint.model import KeyResult
from planlint.rules.kit import INFO, RADICAL_FOCUS, Context, Problem, Problems, rule


@rule("PL416", INFO, KeyResult, lacks=("confidence",), default=False, source=RADICAL_FOCUS)
def no_confidence(item: KeyResult, ctx: Context) -> Problems:
    """Confidence falls weeks before the number does. It is the earliest sign there is, and costs one digit."""
    yield Problem(
        item.header,
        f"nobody says how likely {item.name} is",
        label="add `confidence`",
        help="confidence = 0.5 is a good beginning: as likely as not",
    )
