"""PL854: What the item serves has changed since the item was last changed.

  #--- on 2026-09-01
  [tactic.desk]
  title = "Run a weekly landlord desk"
  [task.list]
  title = "List the landlords with vacancies"
  tactic = "desk"
  #--- on 2026-10-01
  [tactic.desk]
  title = "Buy a house of our own"
  [task.list]
- title = "List the landlords with vacancies"
+ title = "List the houses for sale"
  tactic = "desk"     #~ tactic 'desk' got another title on 1 Oct 2026, and this was last changed on 1 Sep 2026
"""

from planlint.model import Item, KeyResult, Objective, Outcome, Tactic, Task, Vision, words_of
from planlint.rules.history.past import day_text, no_past, past_of
from planlint.rules.kit import DOORSTOP, INFO, Context, Problem, Problems, rule

_MEANING = ("title", "metric.name", "metric.unit", "metric.target", "metric.baseline", "metric.direction", "metric")


@rule(
    "PL854", INFO, (Vision, Outcome, Objective, KeyResult, Tactic, Task), default=False, idle=no_past, source=DOORSTOP
)
def suspect_link(item: Item, ctx: Context) -> Problems:
    """When the goal changes, what was planned for the old goal may be beside the point. A look and any change of the
    item settles it.
    """
    past = past_of(ctx)
    own = past.of(item.name).changes
    if not own:
        return
    for site, kind, identifier in item.written_parents():
        parent = ctx.plan.resolve(kind, identifier)
        changes = past.of(parent.name).changes if parent is not None else ()
        newer = [one for one in changes if one.key in _MEANING and one.is_later_than(own[-1])]
        if parent is not None and newer:
            what = "title" if newer[-1].key == "title" else "measure"
            message = (
                f"{words_of(kind)} '{parent.id}' got another {what} on {day_text(newer[-1].day)}, "
                f"and this was last changed on {day_text(own[-1].day)}"
            )
            yield Problem(site, message, help="look whether it still serves that, and say so in a note or a new title")
