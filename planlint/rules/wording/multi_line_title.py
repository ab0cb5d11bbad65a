"""PL702: The title has more than one line."""

from planlint.model import Item
from planlint.rules.kit import OKR_PLAYBOOK, WARNING, Context, Problem, Problems, Remedy, Replace, rule
from planlint.rules.titles import TITLED, titles


@rule(
    "PL702",
    WARNING,
    TITLED,
    fix="unsafe",
    idle=lambda ctx: "".join(titles(ctx.plan)).isprintable(),
    source=OKR_PLAYBOOK,
    example='''
          [objective.faster-placement]
        - title = """Moving in takes weeks, not months   #~ the title of objective.faster-placement has 2 lines
        - for every family on the list"""
        + title = "Moving in takes weeks, not months"
        + description = "For every family on the list."
    ''',
)
def multi_line_title(item: Item, ctx: Context) -> Problems:
    """A title stands in lists, trees and messages, where there is room for one line; the second is lost
    or in the way.
    """
    title = item.text("title")
    if title is None or title.isprintable():  # a line end is not printable
        return
    count = len(title.strip().splitlines())
    if count > 1:
        yield Problem(
            item.site.at("title"),
            f"the title of {item.name} has {count} lines",
            help="say it in one line, and move the rest to `description`",
            remedy=Remedy((Replace(item.site.at("title"), " ".join(title.split())),), safe=False),
        )
