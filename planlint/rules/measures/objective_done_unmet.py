"""PL424: The objective is `done`, but not all of its key results are met.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
- status = "done"   #~ objective.faster-placement is done, and 1 key result is not met: days-to-keys
+ status = "closed"

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"
  metric.name = "median days from intake to keys"
  metric.target = 21
  metric.baseline = 58
  metric.current = 40
"""

from planlint.bounds import listing
from planlint.model import KeyResult, Objective
from planlint.model.figures.progress import is_met
from planlint.plural import count
from planlint.rules.kit import OKR_PLAYBOOK, WARNING, Context, Problem, Problems, rule


@rule("PL424", WARNING, Objective, scope="sound", needs=("status",), source=OKR_PLAYBOOK, gives_way_to=("PL805",))
def objective_done_unmet(item: Objective, ctx: Context) -> Problems:
    """The key results are how one was to know that it is done. Where they say otherwise, a sentence is owed: what was
    reached, and what was not needed after all.
    """
    if item.status != "done" or item.text("reason"):
        return
    unmet = [child for child in ctx.plan.children_of(item, KeyResult) if not _is_settled(child, ctx)]
    if unmet:
        results = f"{count(len(unmet), 'key result')} {'is' if len(unmet) == 1 else 'are'} not met"
        yield Problem(
            item.site.at("status"),
            f"{item.name} is done, and {results}: {listing(child.id for child in unmet)}",
            help='set status = "closed": the period is over and the values stand; or say why in `reason`',
            related=tuple((child.header, "not met") for child in unmet),
        )


def _is_settled(child: KeyResult, ctx: Context) -> bool:
    """Whether nothing is left of a key result; a bound that holds asks for nothing more."""
    if child.status == "dropped" or child.name in ctx.plan.broken:
        return True
    return bool(child.metric and child.metric.holds) if child.is_guard_rail else is_met(ctx.plan, child, ctx.today)
