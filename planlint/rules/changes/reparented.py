"""PL809: The item no longer serves something that it served before.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"

  [key_result.landlord-portal]
  title = "Landlords post vacancies themselves"

  [tactic.landlord-desk]
  title = "Run a weekly landlord desk"
  key_result = "days-to-keys"
  #--- then
  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"

  [key_result.landlord-portal]
  title = "Landlords post vacancies themselves"

  [tactic.landlord-desk]
  title = "Run a weekly landlord desk"
- key_result = "landlord-portal"   #~ served key_result.days-to-keys and now serves key_result.landlord-portal
+ key_result = ["days-to-keys", "landlord-portal"]
"""

from planlint.bounds import listing
from planlint.diff.matching import Pair
from planlint.diff.promises import PARENTS
from planlint.model import KeyResult, Objective, Outcome, Tactic, Task, Vision
from planlint.rules.changes.context import ChangeContext
from planlint.rules.changes.links import own_link_broke, parent_site
from planlint.rules.kit import ESSAY, INFO, Problem, Problems, rule


@rule(
    "PL809",
    INFO,
    (Vision, Outcome, Objective, KeyResult, Tactic, Task),
    scope="changed",
    source=ESSAY,
    heading=("parent changed", "parents changed"),
)
def reparented(pair: Pair, ctx: ChangeContext) -> Problems:
    """The same work now answers another "why". That may be the better answer; those who counted on it
    see that it went.
    """
    before = ctx.names(ctx.old.parents(pair.old))
    now = [parent.name for parent in ctx.new.parents(pair.new)]
    left = sorted(before.difference(now))
    if not left or not now or own_link_broke(pair, ctx):
        return
    brief = f"served {listing(left)} and now serves {listing(now)}"
    yield Problem(
        parent_site(pair.new), f"{pair.new.name} {brief}", label="serves something else", brief=brief, promise=PARENTS
    )
