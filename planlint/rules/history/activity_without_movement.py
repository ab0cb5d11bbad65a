"""PL853: Tasks below the key result were done since its value last moved.

  #--- on 2026-09-01
  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  metric = { name = "days", target = 21, baseline = 58, current = 50 }
  [tactic.desk]
  title = "Run a weekly landlord desk"
  key_result = "days-to-keys"
  [task.list]
  title = "List the landlords with vacancies"
- tactic = "desk"
- [task.room]
- title = "Book the room at the town hall"
- tactic = "desk"
- [task.poster]
- title = "Hang the poster in the library"
  tactic = "desk"
  #--- on 2026-10-10
  [key_result.days-to-keys]       #~ 3 tasks under it were done since its measure last moved, on 1 Sep 2026
  title = "The wait from intake to keys is three weeks"
- metric = { name = "days", target = 21, baseline = 58, current = 50 }
+ metric = { name = "days", target = 21, baseline = 58, current = 44 }
  [tactic.desk]
  title = "Run a weekly landlord desk"
  key_result = "days-to-keys"
  [task.list]
  title = "List the landlords with vacancies"
- tactic = "desk"
- status = "done"
- [task.room]
- title = "Book the room at the town hall"
- tactic = "desk"
- status = "done"
- [task.poster]
- title = "Hang the poster in the library"
  tactic = "desk"
  status = "done"
"""

from planlint.model import KeyResult, Tactic, Task
from planlint.rules.history.past import day_text, no_past, past_of
from planlint.rules.kit import RADICAL_FOCUS, WARNING, Context, Problem, Problems, rule

_MEASURE = frozenset({"metric.current", "reached"})
_STATUS = frozenset({"status"})


@rule("PL853", WARNING, KeyResult, idle=no_past, source=RADICAL_FOCUS)
def activity_without_movement(item: KeyResult, ctx: Context) -> Problems:
    """Work that does not move the number it was chosen for is the wrong work, or the wrong number; both are worth
    knowing before the period is over.
    """
    past = past_of(ctx)
    moved = past.of(item.name).last(_MEASURE)
    if moved is None or not (item.table("metric") or item.milestones):
        return
    done = 0
    for tactic in ctx.plan.children_of(item, Tactic):
        for task in ctx.plan.children_of(tactic, Task):
            finished = past.of(task.name).last(_STATUS)
            done += task.status == "done" and finished is not None and finished.is_later_than(moved)
    if done >= ctx.limits["idle-tasks"]:
        tasks = "1 task under it was" if done == 1 else f"{done} tasks under it were"
        message = f"{tasks} done since its measure last moved, on {day_text(moved.day)}"
        yield Problem(item.site, message, help="measure again, or choose work that moves it")
