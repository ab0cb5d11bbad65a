"""PL604: A person who is not active owns the item or is assigned to it.

  [person.tomas]
  name = "Tomas Reis"
  active = false

  [tactic.landlord-desk]
  title = "Run a weekly landlord desk"
  owner = "tomas"   #~ 'tomas' owns tactic.landlord-desk and is not active
+ status = "done"
"""

from collections.abc import Mapping

from planlint.model import Item, KeyResult, Objective, Outcome, Person, Plan, Tactic, Task, memoized
from planlint.rules.kit import GITLAB, WARNING, Context, Problem, Problems, rule


@memoized
def _inactive(plan: Plan) -> Mapping[str, Person]:
    """The people who are not active by the ids that name them; an id that is a team's too is the team's."""
    return {
        identifier: person
        for person in plan.of(Person)
        if person.fields.get("active") is False
        for identifier in (person.id, *person.ids("formerly"))
        if plan.resolve("person", identifier) is person and not plan.knows("team", identifier)
    }


@rule(
    "PL604",
    WARNING,
    (Outcome, Objective, KeyResult, Tactic, Task),
    needs=("owner", "assignee"),
    idle=lambda ctx: not _inactive(ctx.plan),
    source=GITLAB,
)
def inactive_person(item: Item, ctx: Context) -> Problems:
    """Somebody who has left keeps the name on the work, and so hides that the work has nobody."""
    inactive = _inactive(ctx.plan)
    key, verb = ("assignee", "has") if isinstance(item, Task) else ("owner", "owns")
    named = item.text(key)
    person = inactive.get(named) if named is not None else None
    if person is not None:
        yield Problem(
            item.site.at(key),
            f"'{named}' {verb} {item.name} and is not active",
            help="hand it over to somebody who is",
            related=((person.site.at("active"), f"{person.name} is not active"),),
        )
