"""PL206: A former id is the id of an item, or several items list it.

- [key_result.waiting-time]
+ [key_result.days-to-answer]
  title = "The wait for an answer is a day"

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  formerly = ["waiting-time"]   #~ 'waiting-time' is the id of another key result
"""

from planlint.model import Plan
from planlint.rules.kit import ERROR, LANGUAGE, Context, Problem, Problems, Site, rule


@rule("PL206", ERROR, Plan, source=LANGUAGE)
def former_id_conflict(plan: Plan, ctx: Context) -> Problems:
    """History follows a former id to one item; where two could be meant it follows the wrong one half of the time."""
    claims: dict[str, list[Site]] = {}
    for item in plan.claimants:
        for site, old in item.id_sites("formerly"):
            name = f"{item.kind}.{old}"
            if plan.knows(item.kind, old):
                yield _alive(plan, site, name)
            else:
                claims.setdefault(name, []).append(site)
    for name, sites in claims.items():
        first, *later = sorted(sites, key=ctx.order)
        for site in later:
            yield Problem(
                site,
                f"'{name.partition('.')[2]}' is claimed as a former id twice",
                help="only one item can have had it",
                related=((first, "first claimed here"),),
            )


def _alive(plan: Plan, site: Site, name: str) -> Problem:
    kind, _, identifier = name.partition(".")
    owner = plan.get(name)
    is_itself = site.pointer[:2] == (kind, identifier)
    whose = "its own id" if is_itself else f"the id of another {kind.replace('_', ' ')}"
    related = ((owner.site, f"{name} is alive"),) if owner is not None and not is_itself else ()
    return Problem(
        site, f"'{identifier}' is {whose}", help="take it out of `formerly`, or rename the other", related=related
    )
