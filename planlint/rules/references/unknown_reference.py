"""PL201: The reference names an item that does not exist.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"

  [tactic.landlord-desk]
  title = "Run a weekly landlord desk"
- key_result = "days-to-kyes"   #~ there is no key result 'days-to-kyes'
+ key_result = "days-to-keys"
"""

from collections.abc import Mapping

from planlint.model import KINDS, Item, Plan, memoized, words_of
from planlint.plural import with_article
from planlint.rules.kit import ERROR, ESSAY, Context, Problem, Problems, Remedy, rule
from planlint.rules.references.links import ALL_KINDS, Link, ids_of, kinds_with, loose_links, no_loose_links
from planlint.rules.titles import plain, plain_titles
from planlint.toml.bare_name import bare_name


@rule("PL201", ERROR, ALL_KINDS, fix="safe", scope="all", idle=no_loose_links, source=ESSAY)
def unknown_reference(item: Item, ctx: Context) -> Problems:
    """Work that serves something which is gone, or never was, cannot be walked up to the purpose."""
    if ctx.unopened:
        return
    for link in loose_links(item, ctx.plan):
        if ctx.plan.resolve(link.kind, link.id) is not None:
            continue
        if link.field != "depends_on" and kinds_with(ctx.plan, link.id):
            continue  # it exists as another kind: PL202 says so
        yield _problem(link, ctx)


def _problem(link: Link, ctx: Context) -> Problem:
    if link.kind not in KINDS:
        help = "name an item of the same kind by its id, or any other by its full name, kind.id"
        return Problem(link.site, f"'{link.kind}' is not a kind of item", label="unknown kind", help=help)
    words, ids = words_of(link.kind), ids_of(ctx.plan, link.kind)
    label, meant = f"no such {words}", None
    if (found := _by_title(ctx.plan, link.kind).get(plain(link.id))) is not None:
        help, meant = f"write '{found.id}', the id of the {words} with this title", found.id
    elif several := _several(link, ctx):
        texts = ", ".join(f'"{one}"' for one in several)
        label, help = "several ids in one text", f"write a list: [{texts}]"
    elif (near := ids.nearest(link.id)) is not None:
        help, meant = f"did you mean '{near}'?", ids.clear(link.id)
        found = ctx.plan.get(f"{link.kind}.{near}")
    elif bare_name(link.id) == link.id:
        help = f"declare [{link.kind}.{link.id}], or name one that exists"
    else:  # what is not an id cannot be declared either
        help = f"name the id of {with_article(words)}"
    return Problem(
        link.site,
        f"there is no {words} '{link.id}'",
        label=label,
        help=help,
        related=((found.site, f"'{found.id}' is declared here"),) if found else (),
        remedy=Remedy.writing(link.site, None if meant is None else link.written_as(meant)),
    )


def _several(link: Link, ctx: Context) -> list[str]:
    """The ids of several items that stand in one text; none where a list cannot be meant."""
    ids = link.id.replace(",", " ").split() if link.field == link.kind else []
    return ids if len(ids) > 1 and all(ctx.plan.resolve(link.kind, one) for one in ids) else []


@memoized
def _by_title(plan: Plan, kind: str) -> Mapping[str, Item | None]:
    """The one item of a kind that has a title, by the plain title; None where several have it."""
    by_title: dict[str, Item | None] = {}
    for name, title in plain_titles(plan).items():
        if name.startswith(f"{kind}."):
            by_title[title] = None if title in by_title else plan.items[name]
    return by_title
