"""PL704: The title is empty, is a placeholder or contains one.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"

  [key_result.days-to-keys]
- title = "New key result"   #~ 'New key result' stands where the title
+ title = "The wait from intake to keys is three weeks"
  objective = "faster-placement"

  [key_result.no-returns]
- title = "XX % of families stay for a year"   #~ the title of key_result.no-returns has a gap: 'XX'
+ title = "90 % of families stay for a year"
  objective = "faster-placement"
"""

from planlint.model import Item
from planlint.rules.kit import OKRA, WARNING, Context, Problem, Problems, rule
from planlint.rules.titles import TITLED, core_titles, first_words, plain, titles
from planlint.rules.wording.lists import PLACEHOLDERS
from planlint.rules.wording.placeholders import Placeholders, placeholders_of


@rule(
    "PL704",
    WARNING,
    TITLED,
    idle=lambda ctx: not _listed(ctx).may_be_in(titles(ctx.plan), first_words(ctx.plan)),
    source=OKRA,
)
def placeholder(item: Item, ctx: Context) -> Problems:
    """A gap that looks like a plan is counted as one. What is not known yet is better left out, or said
    to be unknown.
    """
    bare = core_titles(ctx.plan).get(item.name)
    if bare is None:
        return
    title = item.fields["title"]
    found = _listed(ctx).found_in(title, bare)
    if found is None:
        return
    if not found:
        message = f"the title of {item.name} is empty"
    elif plain(found) == plain(title):
        message = f"'{found}' stands where the title of {item.name} should"
    else:
        message = f"the title of {item.name} has a gap: '{found}'"
    yield Problem(
        item.site.at("title"),
        message,
        label="still to be written",
        help="say what is meant, or take it out until that is known",
    )


def _listed(ctx: Context) -> Placeholders:
    return ctx.listed(placeholders_of, "placeholders", PLACEHOLDERS)
