"""PL862: A commit changes files whose commits have to name an item, and names none.

  [task.call-list]
  title = "List the landlords with vacancies"
  #--- commit: src/intake.py #~ changes src/intake.py and names no item
  # Ask for the visit before the form
+ #
+ # Plan-Item: call-list
"""

from planlint.commit import Commit
from planlint.rules.kit import ERROR, ESSAY, Problem, Problems, rule
from planlint.rules.work.context import RangeCommit, WorkContext


@rule(
    "PL862",
    ERROR,
    Commit,
    scope="range",
    heading=("commit that names no item", "commits that name no item"),
    source=ESSAY,
)
def work_without_item(one: RangeCommit, ctx: WorkContext) -> Problems:
    """The settings say which files these are: `require` below `[work]`. Merges, reverts and commits that go into
    another one are not asked.
    """
    if one.required is not None and not one.named:
        message = f"{one.called} changes {one.required} and names no item of the plan"
        yield Problem(one.site, message, help=f"{one.amend}add a line `{ctx.word}: ID` to its message")
