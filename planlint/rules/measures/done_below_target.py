"""PL408: The key result is `done`, but its target is not reached.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
- status = "done"   #~ done at 40 of 21 days
+ status = "closed"
  metric.name = "median days from intake to keys"
  metric.unit = "days"
  metric.target = 21
  metric.baseline = 58
  metric.current = 40
"""

from planlint.model import KeyResult
from planlint.model.figures.progress import progress
from planlint.rules.kit import ERROR, OKR_PLAYBOOK, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import short_of


@rule("PL408", ERROR, KeyResult, scope="sound", needs=("status",), source=OKR_PLAYBOOK)
def done_below_target(item: KeyResult, ctx: Context) -> Problems:
    """Done means that the promise was kept. Where less came of it, saying so is what the next plan learns from."""
    if item.status != "done" or item.text("reason"):
        return
    if progress(ctx.plan, item, ctx.today).value == 1:
        return
    yield Problem(
        item.site.at("status"),
        f"{item.name} is done at {short_of(item)}",
        label="short of the target",
        help='bring the value up to date, say `reason = "…"`, or set status = "closed": the period is over and the '
        "value stands",
    )
