"""PL861: A commit names an item that the plan does not have.

  [task.call-list]
  title = "List the landlords with vacancies"
  #--- commit: src/intake.py #~ names 'call-lst', which is no goal or action of the plan
  # Ask for the visit before the form
  #
- # Plan-Item: call-lst
+ # Plan-Item: call-list
"""

from planlint.bounds import listing
from planlint.commit import Commit
from planlint.rules.kit import DOORSTOP, ERROR, Problem, Problems, rule
from planlint.rules.work.context import RangeCommit, WorkContext


@rule(
    "PL861",
    ERROR,
    Commit,
    scope="range",
    heading=("unknown item named by a commit", "unknown items named by commits"),
    source=DOORSTOP,
)
def unknown_plan_item(one: RangeCommit, ctx: WorkContext) -> Problems:
    """Whoever asks later why a line exists gets no answer. Ids count as the plan has them at the commit or in the end,
    former ids included.
    """
    for named in one.named:
        if len(named.names) == 1:
            continue
        if named.names:
            what = "which may mean several items"
            help = f"{one.amend}write one of {listing(named.names)}"
        else:
            what = "which is no goal or action of the plan"
            near = f"did you mean {named.nearest}?" if named.nearest else "`planlint tree` lists what there is"
            help = f"{one.amend}{near}"
        yield Problem(one.site, f"{one.called} names '{named.text}', {what}", help=help)
