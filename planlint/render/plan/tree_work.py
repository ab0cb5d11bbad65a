"""Where work went: an outline of the plan with the commits made for each item and what is below it."""

from collections.abc import Iterator, Mapping

from planlint.history.work import Work
from planlint.model.outline import Outline
from planlint.plural import count
from planlint.printable import plain
from planlint.render.text.columns import Cell, at_edges
from planlint.render.text.style import Style

_LEAST_TITLE = 20


def tree_work_text(facts: Outline, work: Mapping[str, Work], style: Style) -> str:
    """Return the outline, an item a line, with its commits at the right end of the line."""
    return "".join(f"{line}\n" for line in _lines(facts, work, style))


def _lines(facts: Outline, work: Mapping[str, Work], style: Style) -> Iterator[str]:
    for entry in facts.entries:
        item = entry.standing.item
        made = work.get(item.name)
        right = Cell(count(len(made.commits), "commit")) if made else Cell("none", "aside")
        before = f"{'  ' * entry.depth}{plain(item.id)}  "
        yield at_edges(Cell(plain(item.title)), right, style, before=before, least=_LEAST_TITLE)
