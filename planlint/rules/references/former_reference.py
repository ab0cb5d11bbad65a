"""PL205: a reference that uses the id something had before it was renamed."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Remedy, Replace, Severity
from planlint.model.items import Item
from planlint.rules.references.links import ALL_KINDS, loose_links, no_loose_links
from planlint.rules.rule import Context, rule
from planlint.rules.sources import LANGUAGE


@rule(
    "PL205",
    severity=Severity.WARNING,
    fix="safe",
    subject=ALL_KINDS,
    scope="all",
    idle=no_loose_links,
    source=LANGUAGE,
    bad="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        formerly = ["waiting-time"]

        [tactic.landlord-desk]
        title = "Run a weekly landlord desk"
        key_result = "waiting-time"   #~ 'waiting-time' is now 'days-to-keys'
    """,
    good="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"
        formerly = ["waiting-time"]

        [tactic.landlord-desk]
        title = "Run a weekly landlord desk"
        key_result = "days-to-keys"
    """,
)
def former_reference(item: Item, ctx: Context) -> Iterable[Problem]:
    """The reference uses a former id of the item.

    An old id still leads to the item, and stops doing so on the day somebody takes it out of `formerly`.
    """
    for link in loose_links(item, ctx.plan):
        now = ctx.plan.resolve(link.kind, link.id)
        if now is not None:
            yield Problem(
                link.site,
                f"'{link.id}' is now '{now.id}'",
                label="its former id",
                help=f"write '{now.id}'",
                related=((now.site, f"{now.name} was renamed"),),
                remedy=Remedy((Replace(link.site, link.written_as(now.id)),)),
            )
