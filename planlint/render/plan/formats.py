"""Which renderer draws a part of a plan in which format."""

from planlint.model.subgraph import Subgraph


def render_subgraph(graph: Subgraph, form: str) -> str:
    """Return a part of a plan in one of the formats `mermaid`, `dot` and `csv`."""
    if form == "mermaid":
        from planlint.render.plan.mermaid import mermaid

        return mermaid(graph)
    if form == "dot":
        from planlint.render.plan.dot import dot

        return dot(graph)
    from planlint.render.plan.csv import tree_csv

    return tree_csv(graph)
