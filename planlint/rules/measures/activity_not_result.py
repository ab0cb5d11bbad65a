"""PL405: The title begins with an activity, not with a result.

  [key_result.landlord-portal]
- title = "Launch the landlord portal"   #~ 'Launch' says what is done, not what changes
+ title = "Landlords post vacancies themselves"
  objective = "faster-placement"
  metric.name = "vacancies posted by landlords"
  metric.target = 120
+
+ [key_result.launch-errors]
+ title = "Launch errors fall to five a week"
+ objective = "faster-placement"
+ metric.name = "errors a week"
+ metric.target = 5
"""

from planlint.model import KeyResult
from planlint.rules.kit import INFO, OKR_PLAYBOOK, WARNING, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import has_way
from planlint.rules.titles import none_begins
from planlint.rules.words import ACTIVITIES, beginning, foreign, leading, leads_as_verb


@rule(
    "PL405",
    WARNING,
    KeyResult,
    needs=("metric", "milestones"),  # without a measure PL401 asks for what this would ask for
    idle=lambda ctx: none_begins(ctx.plan, KeyResult, ctx.words("activities", ACTIVITIES)),
    source=OKR_PLAYBOOK,
    gives_way_to=("PL401",),
)
def activity_not_result(item: KeyResult, ctx: Context) -> Problems:
    """An activity can be completed while nothing gets better for anyone. A key result is what the activity is for; the
    activity itself is a tactic below it.
    """
    title = item.text("title") or ""
    word = leading(title, ctx.listed(beginning, "activities", ACTIVITIES))
    if word is None:
        return
    # Words that a team has added itself hold in its own language and grammar.
    if word.casefold() in ACTIVITIES and (foreign(title) or not leads_as_verb(title, word)):
        return
    yield Problem(
        item.site.at("title"),
        f"'{word}' says what is done, not what changes",
        label="an activity",
        help="say what is true for somebody once it is done, and make the activity a tactic of it",
        severity=INFO if has_way(item) else None,
    )
