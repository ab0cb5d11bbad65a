"""PL811: A step is no longer reached, or work that was under way is not.

- [key_result.landlord-portal]
- title = "Landlords post vacancies themselves"
- milestones.pilot = 2026-09-30
- milestones.open-to-all = 2026-12-15
- reached = ["pilot"]   #~ step 'pilot' of key_result.landlord-portal was reached and now is not
-
  [task.call-list]
  title = "List the 40 landlords with vacancies"
  status = "doing"
  #--- then
- [key_result.landlord-portal]
- title = "Landlords post vacancies themselves"
- milestones.pilot = 2026-09-30
- milestones.open-to-all = 2026-12-15
-
  [task.call-list]
  title = "List the 40 landlords with vacancies"
- status = "todo"   #~ task.call-list was doing and is now todo
+ status = "blocked"
"""

from planlint.diff.matching import Pair
from planlint.diff.promises import WORK, reached
from planlint.model import KeyResult, Tactic, Task
from planlint.rules.changes.context import ChangeContext
from planlint.rules.kit import INFO, OKR_PLAYBOOK, Problem, Problems, rule


@rule(
    "PL811",
    INFO,
    (KeyResult, Tactic, Task),
    scope="changed",
    source=OKR_PLAYBOOK,
    heading=("step set back", "steps set back"),
)
def progress_reversed(pair: Pair, ctx: ChangeContext) -> Problems:
    """Saying that something is not done after all is honest. It is shown, because a slip of the pen looks the same."""
    for site, name in pair.old.id_sites("reached"):
        if ctx.is_weaker(reached(name), pair.old):
            message = f"step '{name}' of {pair.new.name} was reached and now is not"
            yield Problem(site, message, label="reached before", gone=True, promise=reached(name))
    if ctx.is_weaker(WORK, pair.old):
        was, now = pair.old.status, pair.new.status
        gone = now is None
        message = f"{pair.new.name} was {was} and " + ("is no longer" if gone else f"is now {now}")
        site = (pair.old if gone else pair.new).site.at("status")
        yield Problem(site, message, label="gone" if gone else f"was {was}", gone=gone, promise=WORK)
