"""Rings in a directed graph."""

from collections.abc import Mapping, Sequence


def rings(graph: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return one ring for every group of names that lead back to each other.

    Each ring begins with the group's first name, follows the edges and is as short as possible; rings are sorted.
    """
    found = []
    for group in _groups(graph):
        first = min(group)
        way = _way_back(graph, first, group)
        if way is not None:
            found.append(way)
    return sorted(found)


def _way_back(graph: Mapping[str, Sequence[str]], first: str, group: set[str]) -> list[str] | None:
    """The shortest way from a name back to itself inside its group; None where there is none."""
    ways = [[first]]
    seen: set[str] = set()
    while ways:
        longer = []
        for way in ways:
            for name in graph.get(way[-1], ()):
                if name == first:
                    return way
                if name in group and name not in seen:
                    seen.add(name)
                    longer.append([*way, name])
        ways = longer
    return None


def _groups(graph: Mapping[str, Sequence[str]]) -> list[set[str]]:
    """The strongly connected components, by Kosaraju's two walks, without recursion."""
    finished: list[str] = []
    seen: set[str] = set()
    for root in graph:
        if root in seen:
            continue
        seen.add(root)
        stack = [(root, iter(graph.get(root, ())))]
        while stack:
            name, onward = stack[-1]
            step = next((other for other in onward if other not in seen), None)
            if step is None:
                finished.append(name)
                stack.pop()
            else:
                seen.add(step)
                stack.append((step, iter(graph.get(step, ()))))
    backward: dict[str, list[str]] = {}
    for name, others in graph.items():
        for other in others:
            backward.setdefault(other, []).append(name)
    groups = []
    placed: set[str] = set()
    for root in reversed(finished):
        if root in placed:
            continue
        group = {root}
        todo = [root]
        placed.add(root)
        while todo:
            for other in backward.get(todo.pop(), ()):
                if other not in placed:
                    placed.add(other)
                    group.add(other)
                    todo.append(other)
        groups.append(group)
    return groups
