"""PL505: The due date or the end is before the start.

  [period.winter]
  start = 2026-11-01
- end = 2026-02-28   #~ period.winter ends on 2026-02-28, before it starts on 2026-11-01
+ end = 2027-02-28

  [task.call-list]
  title = "List the landlords with vacancies"
  start = 2026-11-02
- due = 2026-10-30   #~ task.call-list is due on 2026-10-30, before it starts on 2026-11-02
+ due = 2026-11-30
"""

from datetime import date

from planlint.model import Item, KeyResult, Objective, Period, Tactic, Task, as_day
from planlint.model.figures.effective import effective_due
from planlint.model.periods import first_day
from planlint.rules.kit import ERROR, LANGUAGE, Context, Problem, Problems, rule
from planlint.rules.time.days import due_site


@rule("PL505", ERROR, (Objective, KeyResult, Tactic, Task, Period), needs=("start",), source=LANGUAGE)
def due_before_start(item: Item, ctx: Context) -> Problems:
    """There is no day on which such work could be done; nearly always the year is mistyped or only one
    day was moved.
    """
    if isinstance(item, Period):
        first, last = as_day(item.fields["start"]), as_day(item.fields.get("end"))
        if first is not None and last is not None and last < first:
            yield _problem(item, "end", f"ends on {last}", first)
        return
    start, due = first_day(ctx.plan, item.fields["start"]), effective_due(ctx.plan, item)
    if start is None or due is None or due >= start:
        return
    if "due" in item.fields:
        yield _problem(item, "due", f"is due on {due}", start)
    else:
        yield Problem(
            item.site.at("start"),
            f"{item.name} starts on {start}, after it is due on {due}",
            help="correct the day that is not meant, or write its own `due`",
            related=((due_site(ctx.plan, item), f"due on {due}"),),
        )


def _problem(item: Item, key: str, ends: str, start: date) -> Problem:
    return Problem(
        item.site.at(key),
        f"{item.name} {ends}, before it starts on {start}",
        help="correct the day that is not meant",
        related=((item.site.at("start"), f"it starts on {start}"),),
    )
