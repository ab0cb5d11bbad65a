"""Where work went: an outline of the plan with the commits made for each item and what is below it."""

from collections.abc import Iterator, Mapping

from planlint.history.work import Work
from planlint.model.outline import Outline
from planlint.plural import count
from planlint.printable import plain
from planlint.render.text.cells import cut, width
from planlint.render.text.style import Style

_NONE = "none"
_LEAST_TITLE = 20


def tree_work_text(facts: Outline, work: Mapping[str, Work], style: Style) -> str:
    """Return the outline, an item a line, with its commits at the right end of the line."""
    return "".join(f"{line}\n" for line in _lines(facts, work, style))


def _lines(facts: Outline, work: Mapping[str, Work], style: Style) -> Iterator[str]:
    for entry in facts.entries:
        item = entry.standing.item
        made = work.get(item.name)
        right = count(len(made.commits), "commit") if made else _NONE
        left = f"{'  ' * entry.depth}{plain(item.id)}  "
        room = max(style.room - width(left) - width(right) - 2, _LEAST_TITLE)
        title = cut(plain(item.title), room, style.ellipsis)
        gap = max(style.room - width(left) - width(title) - width(right), 2)
        yield left + title + " " * gap + (right if made else style.paint(right, "aside"))
