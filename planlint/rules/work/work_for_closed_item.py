"""PL863: A commit names an item that had been closed or dropped before it.

  [task.call-list]   #~ names task.call-list, which was dropped before
  title = "List the landlords with vacancies"
- status = "dropped"
+ status = "done"
  #--- commit: src/intake.py
  # Ask for the visit before the form
  #
  # Plan-Item: call-list
"""

from planlint.commit import Commit
from planlint.rules.kit import ESSAY, WARNING, Problem, Problems, rule
from planlint.rules.work.context import RangeCommit, WorkContext


@rule(
    "PL863",
    WARNING,
    Commit,
    scope="range",
    heading=("commit for a closed item", "commits for closed items"),
    source=ESSAY,
)
def work_for_closed_item(one: RangeCommit, ctx: WorkContext) -> Problems:
    """The team decided to stop, and work goes on. Either the work serves something else, or the decision has changed
    and the plan does not say so.
    """
    for named in one.named:
        if len(named.names) == 1 and named.ended is not None:
            name = named.names[0]
            item = ctx.plan.get(name)
            site = one.site if item is None else item.site
            message = f"{one.called} names {name}, which was {named.ended} before"
            yield Problem(site, message, help="name an item that is open, or open this one again")
