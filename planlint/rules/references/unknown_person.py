"""PL207: The plan has no person or team with this id.

  [person.ines]
  name = "Ines Duarte"

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
- owner = "@ines"   #~ there is no person or team '@ines'
+ owner = "ines"
"""

from collections import defaultdict
from collections.abc import Mapping

from planlint.model import Item, Person, Plan, Team, memoized
from planlint.rules.kit import ERROR, GITLAB, Context, Problem, Problems, Remedy, rule
from planlint.rules.references.links import ALL_KINDS, Named, has_directory, ids_of, people_named
from planlint.rules.titles import plain


@rule(
    "PL207",
    ERROR,
    ALL_KINDS,
    fix="safe",
    scope="all",
    idle=lambda ctx: bool(ctx.unopened) or not _has_directory(ctx.plan),
    needs=("owner", "with", "members", "lead", "assignee", "asks", "agreed"),
    source=GITLAB,
    gives_way_to=("PL603",),
)
def unknown_person(item: Item, ctx: Context) -> Problems:
    """An owner whom nobody can find answers for nothing. Names are free text until the plan says who there is."""
    plan = ctx.plan
    for named in people_named(item, plan):
        if any(plan.leads_somewhere(f"{kind}.{named.id}") for kind in named.kinds):
            continue
        what = " or ".join(named.kinds)
        help, meant = _way_out(plan, named)
        yield Problem(
            named.site,
            f"there is no {what} '{named.id}'",
            label=f"no such {what}",
            help=help,
            remedy=Remedy.writing(named.site, meant),
        )


def _has_directory(plan: Plan) -> bool:
    return has_directory(plan) or any(name.startswith(("person.", "team.")) for name in plan.broken)


def _way_out(plan: Plan, named: Named) -> tuple[str, str | None]:
    """Return what to do about a name that nobody has, and the id that is clearly meant by it, if one is."""
    known, bare = ids_of(plan, *named.kinds), named.id.removeprefix("@")
    if bare in known:
        return f"write '{bare}', without the @", bare
    if (identifier := _by_name(plan, named)) is not None:
        return f"write '{identifier}', the id of the {' or '.join(named.kinds)} with this name", identifier
    if (near := known.nearest(bare)) is not None:
        return f"did you mean '{near}'?", known.clear(bare)
    return "declare " + " or ".join(f"[{kind}.ID]" for kind in named.kinds) + ", or name somebody who exists", None


def _by_name(plan: Plan, named: Named) -> str | None:
    """The id of the one person or team that is called what stands where an id belongs."""
    called = [item.id for item in _called(plan).get(plain(named.id), ()) if item.kind in named.kinds]
    return called[0] if len(called) == 1 and named.id.strip() else None


@memoized
def _called(plan: Plan) -> Mapping[str, list[Item]]:
    """The people and teams by what they are called."""
    by_name = defaultdict[str, list[Item]](list)
    for item in (*plan.of(Person), *plan.of(Team)):
        by_name[plain(item.text("name") or "")].append(item)
    return by_name
