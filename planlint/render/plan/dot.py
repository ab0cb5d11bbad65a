"""A part of a plan as a DOT digraph, for Graphviz and what reads its language."""

from collections.abc import Iterator, Sequence

from planlint.model.subgraph import Node, Subgraph
from planlint.printable import plain
from planlint.render.plan.boxes import (
    LINES,
    LONGEST_WORD,
    MISSING,
    PAINTS,
    Paint,
    edges_of,
    label,
    missing_id,
    missing_label,
    tone,
)
from planlint.render.text.cells import wrap
from planlint.render.text.style import PLAIN, Tone

_ROOM = 36  # cells in a line of a box: Graphviz breaks none itself
# In a quoted string DOT knows two signs, in a label Graphviz knows escapes and HTML's entities as well.
_ESCAPES = str.maketrans({'"': r"\"", "\\": r"\\", "&": "&amp;"})


def dot(graph: Subgraph) -> str:
    """Return a digraph of the items and what they serve, all of them.

    In a view from above arrows lead down to what serves an item, in a view from an item up to what it serves.
    """
    ids = {node.name: f"n{number}" for number, node in enumerate(graph.nodes, 1)}
    lines = [
        f"rankdir={'BT' if graph.upward else 'TB'}",
        'node [shape=box fontname="Helvetica,Arial,sans-serif" fontsize=11 margin="0.15,0.08"]',
        'edge [color="#6b7280" arrowsize=0.7]',
        *(line for node in graph.nodes for line in _node(node, ids[node.name], graph)),
        *(
            f"{edge.tail} -> {edge.head}{' [style=dashed]' if edge.is_broken else ''}"
            for node in graph.nodes
            for edge in edges_of(node, ids, upward=graph.upward)
        ),
    ]
    return "digraph plan {\n" + "".join(f"  {line}\n" for line in lines) + "}\n"


def _node(node: Node, own: str, graph: Subgraph) -> Iterator[str]:
    name = PLAIN.cut(plain(node.name), LONGEST_WORD)
    yield _box(own, label(node, graph), PAINTS[node.standing.item.kind], tone(node.standing), tip=name)
    for at, one in enumerate(node.breaks):
        yield _box(missing_id(own, at), missing_label(one), MISSING, "aside", tip="missing")


def _box(own: str, parts: Sequence[str], paint: Paint, felt: Tone | None, *, tip: str) -> str:
    attributes = {
        "label": r"\n".join(_escaped(line) for part in parts for line in wrap(part, _ROOM)),
        "tooltip": _escaped(tip),
        "style": "rounded,filled,dashed" if felt == "aside" else "rounded,filled",
        "fillcolor": paint.fill,
        "fontcolor": paint.text,
        "color": LINES.get(felt, paint.line) if felt else paint.line,
        "penwidth": "3" if felt in LINES else "1",
    }
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"{own} [{written}]"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
