"""Where a name stands or is missing, and whether the plan says who there is."""

from planlint.model import Item, Person, Plan, Team
from planlint.rules.kit import Context, Site
from planlint.rules.references.links import has_directory

_NAMING = ("owner", "assignee", "with", "members", "lead")


def names_hardly_anybody(ctx: Context) -> bool:
    """Whether a plan names at most one person, so that it is no question who answers for what."""
    plan = ctx.plan
    named = {person.id for person in plan.of(Person)}
    for alike in plan.alike:
        for key in _NAMING:
            if alike.has(key, str):
                named.update(alike.column(key))
            elif key in alike[0].fields:
                named.update(name for item in alike for name in item.ids(key))
        for item in alike if "agreed" in alike[0].fields else ():
            named.update(who for who in item.table("agreed").values() if isinstance(who, str))
    people = {person.id if (person := plan.resolve("person", name)) else name for name in named}
    return len(people) <= 1 and not plan.of(Team)


def site_of_missing_name(item: Item, key: str) -> Site:
    """Return where a name has to be written: at an empty text, else in the item's header."""
    return item.site.at(key) if key in item.fields else item.header


def is_empty_and_reported(plan: Plan, item: Item, key: str) -> bool:
    """Whether an empty text stands for a name that PL207 looks for in vain."""
    return key in item.fields and has_directory(plan)
