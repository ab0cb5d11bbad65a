"""What a picture of a plan says in its boxes, and in which colours; each picture format draws it its own way."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planlint.model.item_state import ItemState
from planlint.model.items import KeyResult, Objective, Tactic, Task, words_of
from planlint.model.subgraph import Node, Subgraph
from planlint.model.why import Break
from planlint.printable import plain
from planlint.render.plan.item_line import brief, is_settled
from planlint.render.text.bars import due_words, figure_of, measure, state_cell
from planlint.render.text.style import PLAIN, Tone

LONGEST_WORD = 64  # cells; a sound id has no more
_LONGEST_PART = 120


class Paint(NamedTuple):
    """The colours of a box: they carry their own contrast, so that they read on light and dark pages."""

    fill: str
    line: str
    text: str = "#111827"


PAINTS: Mapping[str, Paint] = {
    "purpose": Paint("#fde68a", "#92400e"),
    "vision": Paint("#fed7aa", "#9a3412"),
    "outcome": Paint("#d9f99d", "#3f6212"),
    "objective": Paint("#a7f3d0", "#065f46"),
    "key_result": Paint("#bae6fd", "#075985"),
    "tactic": Paint("#ddd6fe", "#5b21b6"),
    "task": Paint("#e5e7eb", "#374151"),
}
MISSING = Paint("#ffffff", "#b91c1c")
LINES: Mapping[Tone, str] = {"error": "#b91c1c", "warning": "#b45309"}


class Edge(NamedTuple):
    """An arrow between two boxes by their ids; a broken one leads to or from what is missing."""

    tail: str
    head: str
    is_broken: bool


def edges_of(node: Node, ids: Mapping[str, str], *, upward: bool) -> Iterator[Edge]:
    """Yield the edges between an item and what it serves, as far as that has a box; `ids` are by full name."""
    own = ids[node.name]
    above = [(ids[parent], False) for parent in node.parents if parent in ids]
    above += [(missing_id(own, at), True) for at in range(len(node.breaks))]
    for parent, is_broken in above:
        yield Edge(own, parent, is_broken) if upward else Edge(parent, own, is_broken)


def missing_id(own: str, at: int) -> str:
    """Return the id of the box for what an item names and what is missing; `at` counts from 0."""
    return f"{own}m{at + 1}"


def label(node: Node, graph: Subgraph) -> list[str]:
    """Return the parts of an item's label: kind and id, title, how it does; harmless, each of bounded length."""
    one = node.standing
    weakest = graph.weakest if graph.weakest and graph.weakest.item.name == node.name else None
    parts = [
        PLAIN.dot.join((words_of(one.item.kind), PLAIN.cut(plain(one.item.id), LONGEST_WORD))),
        # Line ends in a title are for people who read the file.
        PLAIN.cut(plain(" ".join(one.item.title.split())), _LONGEST_PART),
        PLAIN.dot.join(PLAIN.cut(fact, LONGEST_WORD) for fact in _facts(one) if fact),
        PLAIN.cut(f"weakest link: {plain(weakest.because)}", _LONGEST_PART) if weakest else "",
    ]
    return [part for part in parts if part]


def missing_label(broken: Break) -> list[str]:
    """Return the parts of the label that stands where an item should be."""
    return ["??", PLAIN.cut(plain(broken.says), _LONGEST_PART)]


def tone(one: ItemState) -> Tone | None:
    """Return how an item does as a tone, or None; its label says the same in words."""
    return state_cell(one.state).tone


def _facts(one: ItemState) -> Iterator[str]:
    """Yield what there is to say of an item, without bars: labels are set in proportional letters."""
    item = one.item
    if isinstance(item, KeyResult):
        yield measure(item, PLAIN)
        yield plain(one.state)
        yield due_words(one.due, one.today, is_open=False) if one.due else ""
    else:
        if not isinstance(item, (Objective, Tactic, Task)) and one.progress.value is not None:
            yield figure_of(one.progress)
        yield brief(one, PLAIN)
        yield "" if is_settled(one) or isinstance(item, Task) else plain(one.state)
    if one.owner and not isinstance(item, Objective):
        yield plain(one.owner)
