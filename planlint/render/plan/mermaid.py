"""A part of a plan as a Mermaid flowchart, which GitHub and GitLab draw in Markdown."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planlint.model.items import words_of
from planlint.model.subgraph import Node, Subgraph
from planlint.plural import count
from planlint.render.plan.boxes import LINES, MISSING, PAINTS, Paint, edges_of, label, missing_id, missing_label, tone

# What GitHub draws: beyond either it shows an error instead of a picture.
MOST_EDGES = 500
MOST_TEXT = 50_000  # UTF-16 units

# Labels are read as Mermaid, then as Markdown, then as HTML: what means something in one of them is written as an
# entity. A full stop between digits and a hyphen inside a word are safe, and stay readable.
_SIGNIFICANT = re.compile(r"(?:(?<=\d)\.(?=\d)|(?<=[^\W_])-(?=[^\W_]))|([-\"#$%&()*+.:;<=>@\[\\\]^_`{|}~\u200b])")
# Pairs that are looked for when the entities are letters again: formulas, icons, and Mermaid's own marks for them.
_PAIR = re.compile(r"\$(?=\$)|:(?=fa-)|\ufb02(?=\xb0)|\xb6(?=\xdf)")
_APART = "\u200b"  # a space without width
_TONES = {
    "error": f"stroke:{LINES['error']},stroke-width:3px",
    "warning": f"stroke:{LINES['warning']},stroke-width:3px",
    "aside": "stroke-dasharray:4 3",
}
_MISSING_CLASS = "missing"


class _Box(NamedTuple):
    """An item's node, written: its id, its label, and a dashed box for every item that is missing above it."""

    node: Node
    id: str
    text: str
    missing: tuple[str, ...]


class _Chart(NamedTuple):
    text: str
    edges: int

    @property
    def fits(self) -> bool:
        """Whether GitHub draws it; lengths are counted as JavaScript does."""
        return self.edges <= MOST_EDGES and len(self.text.encode("utf-16-le")) // 2 <= MOST_TEXT


def mermaid(graph: Subgraph) -> str:
    """Return a flowchart of the items and what they serve; what is too much for GitHub is left out, and counted.

    What is farthest from where the view begins is left out first. In a view from above arrows lead down to what
    serves an item, in a view from an item up to what it serves.
    """
    boxes = _boxes(graph)
    whole = _chart(graph, boxes, ())
    if whole.fits:
        return whole.text
    too_many = bisect_left(range(len(boxes)), True, key=lambda most: not _part(graph, boxes, most).fits)
    return _part(graph, boxes, too_many - 1).text


def _part(graph: Subgraph, boxes: Sequence[_Box], most: int) -> _Chart:
    return _chart(graph, boxes[:most], boxes[most:])


def _boxes(graph: Subgraph) -> list[_Box]:
    nodes = sorted(graph.nodes, key=lambda node: node.depth)
    boxes = []
    for number, node in enumerate(nodes, 1):
        missing = tuple(_written(missing_label(one)) for one in node.breaks)
        boxes.append(_Box(node, f"n{number}", _written(label(node, graph)), missing))
    return boxes


def _chart(graph: Subgraph, drawn: Sequence[_Box], left_out: Sequence[_Box]) -> _Chart:
    ids = {box.node.name: box.id for box in drawn}
    edges = [edge for box in drawn for edge in edges_of(box.node, ids, upward=graph.upward)]
    lines = [
        f"flowchart {'BT' if graph.upward else 'TD'}",
        *(line for box in drawn for line in _statements(box)),
        *([f'rest["{_written(_note(left_out))}"]:::{_MISSING_CLASS}'] if left_out else []),
        *(f"{edge.tail} {'-.->' if edge.is_broken else '-->'} {edge.head}" for edge in edges),
        *_styles(drawn, bool(left_out)),
    ]
    return _Chart("\n  ".join(lines) + "\n", len(edges))


def _statements(box: _Box) -> Iterator[str]:
    yield f'{box.id}["{box.text}"]:::{box.node.standing.item.kind}'
    for at, text in enumerate(box.missing):
        yield f'{missing_id(box.id, at)}["{text}"]:::{_MISSING_CLASS}'


def _styles(drawn: Sequence[_Box], with_note: bool) -> Iterator[str]:
    kinds = {box.node.standing.item.kind for box in drawn}
    for kind, paint in PAINTS.items():
        if kind in kinds:
            yield _class(kind, paint)
    if with_note or any(box.missing for box in drawn):
        yield f"{_class(_MISSING_CLASS, MISSING)},stroke-dasharray:4 3"
    for name, style in _TONES.items():
        ids = [box.id for box in drawn if tone(box.node.standing) == name]
        if ids:
            yield f"classDef {name} {style}"
            yield f"class {','.join(ids)} {name}"


def _class(name: str, paint: Paint) -> str:
    return f"classDef {name} fill:{paint.fill},stroke:{paint.line},color:{paint.text}"


def _note(left_out: Sequence[_Box]) -> list[str]:
    kinds = Counter(box.node.standing.item.kind for box in left_out)
    counts = [count(kinds[kind], words_of(kind)) for kind in PAINTS if kind in kinds]
    return ["left out, because GitHub draws no more:", ", ".join(counts), "narrow it with ITEM or --kind"]


def _written(parts: Sequence[str]) -> str:
    """Return harmless texts as the inside of a quoted label, each on a line; Mermaid breaks longer ones itself."""
    return "<br/>".join(_SIGNIFICANT.sub(_entity, _PAIR.sub(rf"\g<0>{_APART}", part)) for part in parts)


def _entity(match: re.Match[str]) -> str:
    significant = match[1]
    if significant is None:
        return match[0]
    return "#quot;" if significant == '"' else f"#{ord(significant)};"
