"""PL414: The key result has no `commitment`."""

from planlint.diagnostic import Problem, Severity
from planlint.model.items import KeyResult
from planlint.rules.rule import Context, Problems, rule
from planlint.rules.sources import OKR_PLAYBOOK


@rule(
    "PL414",
    severity=Severity.INFO,
    subject=KeyResult,
    scope="open",
    lacks=("commitment",),
    default=False,
    source=OKR_PLAYBOOK,
    example="""
          [key_result.days-to-keys]   #~ nothing says how firmly key_result.days-to-keys is promised
          title = "The wait from intake to keys is three weeks"
          objective = "faster-placement"
        + commitment = "committed"
    """,
)
def no_commitment(item: KeyResult, ctx: Context) -> Problems:
    """Seven tenths of a stretch goal are a success, of a promise a failure. Who relies on it has to know which."""
    yield Problem(
        item.site.as_header,
        f"nothing says how firmly {item.name} is promised",
        label="add `commitment`",
        help='commitment = "committed", "aspirational" or "learning"',
    )
