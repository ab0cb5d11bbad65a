"""PL205: The reference uses a former id of the item.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
  formerly = ["waiting-time"]

  [tactic.landlord-desk]
  title = "Run a weekly landlord desk"
- key_result = "waiting-time"   #~ 'waiting-time' is now 'days-to-keys'
+ key_result = "days-to-keys"
"""

from collections.abc import Iterator

from planlint.model import DIRECTORY, Item, Plan
from planlint.rules.kit import LANGUAGE, WARNING, Context, Problem, Problems, Remedy, Site, rule
from planlint.rules.references.links import ALL_KINDS, Named, loose_links, no_loose_links, people_named, periods_named

_DIRECTORY = tuple(f"{kind.kind}." for kind in DIRECTORY)


@rule(
    "PL205",
    WARNING,
    ALL_KINDS,
    fix="safe",
    scope="all",
    idle=lambda ctx: no_loose_links(ctx) and not any(name.startswith(_DIRECTORY) for name in ctx.plan.former),
    source=LANGUAGE,
)
def former_reference(item: Item, ctx: Context) -> Problems:
    """An old id still leads to the item, and stops doing so on the day somebody takes it out of `formerly`."""
    for link in loose_links(item, ctx.plan):
        now = ctx.plan.resolve(link.kind, link.id)
        if now is not None:
            yield _problem(link.site, link.id, now, link.written_as(now.id))
    former = ctx.plan.former
    if any(name.startswith(_DIRECTORY) for name in former):
        for site, identifier, kinds in _directory(item, ctx.plan):
            if not any(ctx.plan.knows(kind, identifier) for kind in kinds):
                renamed = [former[name] for kind in kinds if (name := f"{kind}.{identifier}") in former]
                yield from (_problem(site, identifier, now, now.id) for now in renamed[:1])


def _directory(item: Item, plan: Plan) -> Iterator[Named]:
    """Yield the people, teams and periods that an item names."""
    yield from people_named(item, plan)
    yield from (Named(site, text, ("period",)) for site, text in periods_named(item))


def _problem(site: Site, old: str, now: Item, text: str) -> Problem:
    return Problem(
        site,
        f"'{old}' is now '{now.id}'",
        label="its former id",
        help=f"write '{now.id}'",
        related=((now.site, f"{now.name} was renamed"),),
        remedy=Remedy.writing(site, text),
    )
