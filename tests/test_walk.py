"""The walk over what serves what: every place once, every way, rings cut."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from planlint.model.walk import each_once, every_way, names_along, ways


class Point(NamedTuple):
    name: str


class Graph(dict[str, tuple[str, ...]]):
    def links(self, point: Point) -> list[Point]:
        return [Point(name) for name in self[point.name]]


RING = Graph(a=("b", "c"), b=("d",), c=("d", "a"), d=("b",), e=())
NAMES = st.sampled_from("abcde")
EDGES = {name: st.lists(NAMES, max_size=3, unique=True).map(tuple) for name in "abcde"}
GRAPHS = st.fixed_dictionaries(EDGES).map(Graph)


def test_each_once_where_it_is_met_first() -> None:
    met = [(depth, one.name) for depth, one in each_once([Point("a"), Point("e")], RING.links)]
    assert met == [(0, "a"), (1, "b"), (2, "d"), (1, "c"), (0, "e")]


def test_below_everything_that_leads_to_it() -> None:
    drawn = [(depth, one.name) for depth, one in every_way([Point("a"), Point("e")], RING.links)]
    assert drawn == [(0, "a"), (1, "b"), (2, "d"), (1, "c"), (2, "d"), (3, "b"), (0, "e")]


def test_where_a_ring_closes() -> None:
    open_ends = ["".join(one.name for one in way) for way in ways(Point("a"), RING.links)]
    closed = ["".join(one.name for one in way) for way in ways(Point("a"), RING.links, closing=True)]
    assert open_ends == ["abd", "acdb"]
    assert closed == ["abdb", "acdbd", "aca"]


@given(GRAPHS, NAMES)
def test_ways_are_all_ways_that_pass_nothing_twice(graph: Graph, start: str) -> None:
    def slowly(way: str) -> list[str]:
        onward = [name for name in graph[way[-1]] if name not in way]
        return [longer for name in onward for longer in slowly(way + name)] or [way]

    found = ["".join(one.name for one in way) for way in ways(Point(start), graph.links)]
    assert found == slowly(start)
    names = names_along([Point(start)], graph.links)
    assert names == set("".join(found)) == {one.name for _, one in each_once([Point(start)], graph.links)}
    assert names == {one.name for _, one in every_way([Point(start)], graph.links)}


@given(GRAPHS, NAMES)
def test_with_closing_every_link_of_a_way_is_told(graph: Graph, start: str) -> None:
    def slowly(way: str) -> list[str]:
        if way[-1] in way[:-1] or not graph[way[-1]]:
            return [way]
        return [longer for name in graph[way[-1]] for longer in slowly(way + name)]

    assert ["".join(one.name for one in way) for way in ways(Point(start), graph.links, closing=True)] == slowly(start)


def test_as_deep_as_a_plan_nests() -> None:
    count = 50_000
    chain = Graph({str(number): (str(number + 1),) for number in range(count)})
    chain[str(count)] = ()
    (way,) = ways(Point("0"), chain.links)
    assert len(way) == count + 1
