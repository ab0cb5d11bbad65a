"""The outline of `planlint tree` as a table: an item a row, each once."""

from planlint.model.subgraph import Node, Subgraph
from planlint.render.plan.item_line import node as node_object
from planlint.render.text.csv import csv_text

_OF_STANDING = (
    *("item", "kind", "title", "status", "open", "begun", "in_force", "reported"),
    *("progress", "rests_on", "of", "score", "expected", "pace", "owner", "start", "due"),
)
HEADER = (*_OF_STANDING, "parents", "depth")


def tree_csv(graph: Subgraph) -> str:
    """Return the values of `tree`'s JSON as CSV, in the order of the outline.

    `rests_on` and `of` are the pair that JSON has as one array: how many values are known, of how many.
    `parents` are full names with a space between them, and `depth` is 0 where the outline begins.
    """
    return csv_text(HEADER, map(_row, graph.nodes))


def _row(node: Node) -> list[object]:
    progress = node.standing.progress
    known, asked = (progress.known, progress.asked) if progress.asked else (None, None)
    values = {**node_object(node.standing), "rests_on": known, "of": asked}
    return [*(values[name] for name in _OF_STANDING), " ".join(node.parents), node.depth]
