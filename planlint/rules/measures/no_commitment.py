"""PL414: The key result has no `commitment`.

  [key_result.days-to-keys]   #~ nothing says how firmly key_result.days-to-keys is promised
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
+ commitment = "committed"
"""

from planlint.model import KeyResult
from planlint.rules.kit import INFO, OKR_PLAYBOOK, Context, Problem, Problems, rule


@rule("PL414", INFO, KeyResult, lacks=("commitment",), default=False, source=OKR_PLAYBOOK)
def no_commitment(item: KeyResult, ctx: Context) -> Problems:
    """Seven tenths of a stretch goal are a success, of a promise a failure. Who relies on it has to know which."""
    yield Problem(
        item.header,
        f"nothing says how firmly {item.name} is promised",
        label="add `commitment`",
        help='commitment = "committed", "aspirational" or "learning"',
    )
