"""The map on the first page: the whole plan from its purposes down, a line an item, folded to a few screens."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planlint.model.items import GOALS, Item, KeyResult
from planlint.model.plan_part import part_of
from planlint.render.site.contents import SiteContents
from planlint.render.site.preview import ChangeMark, Preview, touched_names
from planlint.render.site.rows import ItemRow

_FIRST_SIGHT = 60  # lines of the map that are open at first


class MapLine(NamedTuple):
    """A row at its place in the map: how deep, how many stand below it, and whether they are shown at first.

    `again` says that it stands in the map before, with all that serves it; `same_kind` that the sibling before it is of
    its kind. `work` counts the commits made for it. `mark` is what a change does to it; `gone` are the items below it
    that the change removes.
    """

    row: ItemRow
    depth: int
    below: int
    is_open: bool
    again: bool
    same_kind: bool = False
    work: int = 0
    mark: ChangeMark | None = None
    gone: Sequence[Item] = ()


def map_lines(contents: SiteContents, rows: Mapping[str, ItemRow], preview: Preview | None) -> Iterator[MapLine]:
    """Yield the plan from its purposes down; what serves several items stands with what serves it below the first."""
    part = part_of(contents.plan)
    lines: list[tuple[int, Item, bool]] = []
    met: set[str] = set()
    todo = [(0, top) for top in reversed(part.tops)]
    while todo:
        depth, item = todo.pop()
        lines.append((depth, item, item.name in met))
        if item.name not in met:
            met.add(item.name)
            todo.extend((depth + 1, child) for child in reversed(part.children(item)))
    level = _open_level([depth for depth, _, _ in lines])
    few = len(lines) < _FIRST_SIGHT // 2
    kinds: list[str] = []  # of the line before and of all it stands below
    touched = touched_names(preview, contents.plan) if preview else frozenset()
    for depth, item, again in lines:
        row = rows[item.name]
        is_goal = isinstance(item, GOALS) and not isinstance(item, KeyResult)
        same_kind = kinds[depth : depth + 1] == [item.kind]
        kinds[depth:] = [item.kind]
        at_first = depth < level and row.is_open and (is_goal or few)
        yield MapLine(
            row,
            depth,
            0 if again else len(contents.plan.children(item)),
            item.name in touched if preview else at_first,
            again,
            same_kind,
            len(work.commits) if (work := contents.work_of(item.name)) else 0,
            preview.marks.get(item.name) if preview else None,
            preview.removed.get(item.name, ()) if preview and not again else (),
        )


def _open_level(depths: list[int]) -> int:
    """Return the depth above which lines are open, so that what is seen at first fits a few screens."""
    level = 1
    while level <= max(depths, default=0) and sum(depth <= level for depth in depths) <= _FIRST_SIGHT:
        level += 1
    return level
