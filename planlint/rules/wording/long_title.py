"""PL701: The title is longer than the limit.

  [task.call-list]
- title = "List the landlords with vacancies and ask each of them how long the flat has been empty, what it costs and who decides, and by when"   #~ has 131 characters, more than 120
+ title = "List the landlords with vacancies"
+ description = "Ask each of them how long the flat has been empty, what it costs and who decides."
"""  # noqa: E501

from planlint.model import Item
from planlint.rules.kit import OKR_PLAYBOOK, WARNING, Context, Problem, Problems, rule
from planlint.rules.titles import TITLED, titles


@rule(
    "PL701",
    WARNING,
    TITLED,
    idle=lambda ctx: max(map(len, titles(ctx.plan)), default=0) <= ctx.limits["title-length"],
    source=OKR_PLAYBOOK,
    gives_way_to=("PL702",),
)
def long_title(item: Item, ctx: Context) -> Problems:
    """A title is what people remember and repeat. What cannot be said in one breath is not yet decided."""
    title = item.text("title") or ""
    limit = ctx.limits["title-length"]
    if len(title) <= limit or len(title.strip().splitlines()) > 1:  # of several lines PL702 speaks
        return
    yield Problem(
        item.site.at("title"),
        f"the title of {item.name} has {len(title)} characters, more than {limit}",
        label="too long to remember",
        help="keep what it is, and move the rest to `description`; or raise `limits.title-length`",
    )
