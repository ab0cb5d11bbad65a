"""PL411: The key result has no `evidence`.

  [key_result.days-to-keys]   #~ nothing says where key_result.days-to-keys can be checked
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
+ evidence = "intake register, monthly report"
"""

from planlint.model import KeyResult
from planlint.rules.kit import OKR_PLAYBOOK, WARNING, Context, Problem, Problems, rule


@rule("PL411", WARNING, KeyResult, lacks=("evidence",), default=False, source=OKR_PLAYBOOK)
def no_evidence(item: KeyResult, ctx: Context) -> Problems:
    """A number that anyone can look up needs no trust, and whoever takes over can go on measuring the same thing."""
    yield Problem(
        item.header,
        f"nothing says where {item.name} can be checked",
        label="add `evidence`",
        help='evidence = "URL or named source"',
    )
