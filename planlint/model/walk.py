"""The walk over what serves what, up or down: depth first, and without recursion however deep a plan nests."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar


class HasName(Protocol):
    """What is walked over: anything with a full name."""

    @property
    def name(self) -> str:
        """The full name."""


Node = TypeVar("Node", bound=HasName)


def each_once(starts: Iterable[Node], links: Callable[[Node], Iterable[Node]]) -> Iterator[tuple[int, Node]]:
    """Yield everything that ways from the starts lead to where it is met first, with its depth there."""
    met: set[str] = set()
    todo = [(0, node) for node in reversed(tuple(starts))]
    while todo:
        depth, node = todo.pop()
        if node.name not in met:
            met.add(node.name)
            yield depth, node
            todo.extend((depth + 1, other) for other in reversed(tuple(links(node))))


def names_along(starts: Iterable[Node], links: Callable[[Node], Iterable[Node]]) -> set[str]:
    """Return the names of the starts and of everything that ways from them lead to."""
    names: set[str] = set()
    todo = list(starts)
    while todo:
        node = todo.pop()
        if node.name not in names:
            names.add(node.name)
            todo.extend(links(node))
    return names


def every_way(
    starts: Iterable[Node], links: Callable[[Node], Iterable[Node]], *, closing: bool = False
) -> Iterator[tuple[int, Node]]:
    """Yield nodes with their depth, each below everything that leads to it.

    A ring is cut where it would begin again; with `closing` that node is still yielded, and not gone on from.
    """
    way: list[str] = []
    passed: set[str] = set()
    todo = [(0, node) for node in reversed(tuple(starts))]
    while todo:
        depth, node = todo.pop()
        passed.difference_update(way[depth:])
        del way[depth:]
        yield depth, node
        if node.name in passed:
            continue
        way.append(node.name)
        passed.add(node.name)
        others = (other for other in reversed(tuple(links(node))) if closing or other.name not in passed)
        todo.extend((depth + 1, other) for other in others)


def ways(start: Node, links: Callable[[Node], Iterable[Node]], *, closing: bool = False) -> Iterator[tuple[Node, ...]]:
    """Yield every way from a node, that node first, to where nothing leads on; see `every_way`."""
    way: list[Node] = []
    for depth, node in every_way([start], links, closing=closing):
        if depth < len(way):
            yield tuple(way)
            del way[depth:]
        way.append(node)
    yield tuple(way)
