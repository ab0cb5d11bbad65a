"""PL406: The title says which way something changes, but not how far.

  [key_result.days-to-keys]
- title = "Improve the way families move in"   #~ 'Improve' names no end that can be checked
+ title = "Improve the wait from intake to keys to 21 days"
  objective = "faster-placement"
"""

import re

from planlint.model import KeyResult
from planlint.rules.kit import INFO, OKR_PLAYBOOK, WARNING, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import has_way
from planlint.rules.titles import none_begins
from planlint.rules.words import VAGUE, beginning, foreign, leading, says_how_much

_DIGIT = r"\d"


@rule(
    "PL406",
    WARNING,
    KeyResult,
    idle=lambda ctx: none_begins(ctx.plan, KeyResult, ctx.words("vague", VAGUE)),
    default=False,
    source=OKR_PLAYBOOK,
)
def vague_result(item: KeyResult, ctx: Context) -> Problems:
    """Something always improves a little. A title that says how far lets everyone who reads it see the end."""
    title = item.text("title")
    if title is None or re.search(_DIGIT, title):
        return
    word = leading(title, ctx.listed(beginning, "vague", VAGUE))
    if word is None or (word.casefold() in VAGUE and (foreign(title) or says_how_much(title))):
        return
    yield Problem(
        item.site.at("title"),
        f"'{word}' names no end that can be checked",
        label="how far?",
        help="say from where to where, or what is true in the end",
        severity=INFO if has_way(item) else None,
    )
