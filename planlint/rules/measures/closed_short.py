"""PL421: The key result was committed and is `closed` below its target, without a note or a reason.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
  commitment = "committed"
  status = "closed"   #~ key_result.days-to-keys was committed and is closed at 40 of 21 days
+ note = "Two landlords withdrew in November; the desk goes on."
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21
  metric.baseline = 58
  metric.current = 40
"""

from collections.abc import Collection

from planlint.model import KeyResult, Plan, memoized
from planlint.model.figures.progress import progress
from planlint.rules.kit import OKR_PLAYBOOK, WARNING, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import short_of


@rule("PL421", WARNING, KeyResult, scope="sound", needs=("commitment",), source=OKR_PLAYBOOK)
def closed_short(item: KeyResult, ctx: Context) -> Problems:
    """Others built on a committed key result. Where it fell short, a sentence is owed to them and to the next plan.
    That it goes on in another period is one.
    """
    if item.status != "closed" or item.text("commitment") != "committed":
        return
    if item.text("note") or item.text("reason") or item.name in _carried(ctx.plan):
        return
    if progress(ctx.plan, item, ctx.today).value == 1:
        return
    yield Problem(
        item.site.at("status"),
        f"{item.name} was committed and is closed at {short_of(item)}",
        label="short of the target",
        help="say in `note` or `reason` what came in between and what follows from it",
    )


@memoized
def _carried(plan: Plan) -> Collection[str]:
    """The key results that others continue."""
    texts = {text for one in plan.of(KeyResult) if (text := one.text("continues")) is not None}
    return {earlier.name for text in texts if (earlier := plan.resolve("key_result", text)) is not None}
