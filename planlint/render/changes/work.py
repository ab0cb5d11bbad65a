"""What the commits of a change are for: the items they name, each with its chain up to the purpose, as Markdown."""

from datetime import date
from typing import NamedTuple

from planlint.model.figures.pace import pace_word
from planlint.model.item_state import standing
from planlint.model.items import Item, KeyResult, Purpose
from planlint.plural import count
from planlint.render.text.bars import measure
from planlint.render.text.markdown import code, cut, inline
from planlint.render.text.style import PLAIN
from planlint.rules.work.context import RangeWork

_MOST_ITEMS = 20
_LONGEST = 200
_NEAR = 2  # links of a chain that are always told


class ShownWork(NamedTuple):
    """What the commits of a change are for, and the day on which that is told."""

    work: RangeWork
    today: date
    stale_days: int

    def markdown(self, heading: str) -> str:
        """Return what the commits serve, each item once; empty where none names an item that the plan has."""
        plan = self.work.context.plan
        named = dict.fromkeys(name for one in self.work.naming for each in one.named for name in each.names)
        items = [item for name in named if (item := plan.get(name)) is not None]
        if not items:
            return ""
        left = len(items) - _MOST_ITEMS
        lines = [f"{heading} This work serves", *map(self._chain, items[:_MOST_ITEMS])]
        lines += [f"and {count(left, 'more item')}"] if left > 0 else []
        return "\n\n".join(lines) + "\n\n"

    def end(self) -> str:
        """Return the last line of a comment on a change that leaves the plan as it is."""
        naming = len(self.work.naming)
        told = f"{naming} of {count(self.work.total, 'commit')} {'names' if naming == 1 else 'name'} an item"
        return f"<sub>planlint · {told} · the plan is unchanged</sub>\n"

    def _chain(self, item: Item) -> str:
        """Return an item and what it serves: what is near, the first key result with its measure, the purpose."""
        above = self.work.context.plan.chain(item)[1:]
        measured = next((at for at, one in enumerate(above) if isinstance(one, KeyResult)), -1)
        near = max(measured + 1, min(_NEAR, len(above)))
        parts = [f"{code(cut(item.id, _LONGEST))} {inline(item.title, _LONGEST)}", *map(self._link, above[:near])]
        rest = above[near:]
        parts += ["…"] if len(rest) > 1 else []
        return " → ".join([*parts, *map(self._link, rest[-1:])])

    def _link(self, item: Item) -> str:
        title = inline(item.title, _LONGEST)
        if isinstance(item, Purpose):
            return f"*{title}*"
        if not isinstance(item, KeyResult):
            return title
        pace = standing(self.work.context.plan, item, self.today, self.stale_days).pace
        figure = measure(item, PLAIN)
        if item.metric is not None and not item.is_guard_rail:
            figure = figure.partition(" → ")[2] or figure
        words = [figure, *([pace_word(pace)] if pace is not None else [])]
        return f"**{title}** ({inline(', '.join(words))})"
