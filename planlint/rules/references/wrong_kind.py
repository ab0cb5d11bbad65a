"""PL202: The reference names an item of a kind that cannot stand there.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"
+
+ [tactic.landlord-desk]
+ title = "Run a weekly landlord desk"
+ key_result = "days-to-keys"

  [task.call-list]
  title = "List the 40 landlords with vacancies"
- tactic = "days-to-keys"   #~ 'days-to-keys' is a key result
+ tactic = "landlord-desk"
"""

from planlint.model import KINDS, Item, words_of
from planlint.plural import with_article
from planlint.rules.kit import ERROR, ESSAY, Context, Problem, Problems, rule
from planlint.rules.references.links import ALL_KINDS, Link, kinds_with, loose_links, no_loose_links, serves


@rule("PL202", ERROR, ALL_KINDS, scope="all", idle=no_loose_links, source=ESSAY)
def wrong_kind(item: Item, ctx: Context) -> Problems:
    """Each level answers a question of its own; a skipped one leaves nobody to answer it."""
    for link in loose_links(item, ctx.plan):
        if link.field == "depends_on" or ctx.plan.resolve(link.kind, link.id) is not None:
            continue
        others = kinds_with(ctx.plan, link.id)
        if others:
            yield _problem(item, link, others[0], ctx)


def _problem(item: Item, link: Link, other: str, ctx: Context) -> Problem:
    kind, found_kind = words_of(item.kind), with_article(words_of(other))
    message = f"'{link.id}' is {found_kind}, not {with_article(words_of(link.kind))}"
    skipped = _between(item.kind, other)
    if other in item.parent_kinds:
        help = f"name it in `{other}`"
    elif link.field == "continues":
        help = f"{with_article(kind)} continues another {kind}"
    elif skipped:
        help = f"the level between is skipped: name the {' and '.join(skipped)} through which it serves '{link.id}'"
    else:
        help = f"{with_article(kind)} serves {serves(item.kind)}"
    found = ctx.plan.get(f"{other}.{link.id}")
    related = ((found.site, f"'{link.id}' is declared here"),) if found else ()
    return Problem(link.site, message, label=found_kind, help=help, related=related)


def _between(kind: str, upper: str) -> list[str]:
    """The levels between a kind and one further up, in words, from below; empty where there is no way up."""
    levels = ["purpose", "vision", "outcome", "objective", "key_result", "tactic", "task"]
    if kind not in KINDS or kind not in levels:
        return []
    below, above = levels.index(kind), levels.index(upper)
    return [words_of(level) for level in reversed(levels[above + 1 : below])]
