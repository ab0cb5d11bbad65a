"""What the commits of a change are for: the items they name, each with its chain up to the purpose, as Markdown."""

from datetime import date

from planlint.model.figures.pace import pace_word
from planlint.model.item_state import standing
from planlint.model.items import Item, KeyResult, Measured, Purpose
from planlint.model.plan import Plan
from planlint.plural import count
from planlint.render.text.bars import measure
from planlint.render.text.markdown import code, cut, inline
from planlint.render.text.style import PLAIN
from planlint.rules.work.context import RangeWork

_MOST_ITEMS = 20
_LONGEST = 200
_NEAR = 2  # links of a chain that are always told


def work_markdown(work: RangeWork, today: date, stale_days: int, heading: str) -> str:
    """Return what the commits serve, each item once; empty where none names an item that the plan has."""
    plan = work.context.plan
    named = dict.fromkeys(name for one in work.naming for each in one.named for name in each.names)
    items = [item for name in named if (item := plan.get(name)) is not None]
    if not items:
        return ""
    lines = [f"{heading} This work serves", ""]
    for item in items[:_MOST_ITEMS]:
        lines += [_chain(plan, item, today, stale_days), ""]
    if len(items) > _MOST_ITEMS:
        lines += [f"and {count(len(items) - _MOST_ITEMS, 'more item')}", ""]
    return "\n".join(lines) + "\n"


def count_words(work: RangeWork) -> str:
    """Return how many of the commits name an item: `3 of 3 commits name an item`."""
    naming = len(work.naming)
    verb = "names" if naming == 1 else "name"
    return f"{naming} of {count(work.total, 'commit')} {verb} an item"


def _chain(plan: Plan, item: Item, today: date, stale_days: int) -> str:
    """Return an item and what it serves: what is near, the first key result with its measure, the purpose."""
    above = plan.chain(item)[1:]
    measured = next((at for at, one in enumerate(above) if isinstance(one, KeyResult)), -1)
    last = max(measured, min(_NEAR, len(above)) - 1)
    parts = [f"{code(cut(item.id, _LONGEST))} {_title(item)}"]
    parts += [_link(plan, one, today, stale_days) for one in above[: last + 1]]
    rest = above[last + 1 :]
    if len(rest) > 1:
        parts.append("…")
    parts += [_link(plan, one, today, stale_days) for one in rest[-1:]]
    return " → ".join(parts)


def _link(plan: Plan, item: Item, today: date, stale_days: int) -> str:
    if isinstance(item, Purpose):
        return f"*{_title(item)}*"
    if not isinstance(item, KeyResult):
        return _title(item)
    pace = standing(plan, item, today, stale_days).pace
    words = [_figure(item), *([pace_word(pace)] if pace is not None else [])]
    return f"**{_title(item)}** ({inline(', '.join(words))})"


def _figure(item: KeyResult) -> str:
    metric = item.metric if isinstance(item, Measured) else None
    text = measure(item, PLAIN)
    return text.partition(" → ")[2] or text if metric is not None and not metric.is_guard_rail else text


def _title(item: Item) -> str:
    return inline(cut(item.title, _LONGEST))
