"""Columns of a terminal: nothing that must be seen is cut, and lines keep to the room."""

from hypothesis import given
from hypothesis import strategies as st

from planlint.render.text.cells import width
from planlint.render.text.columns import ID, Cell, Column, Columns
from planlint.render.text.style import Style

TITLE = Column(yields=1, least=8, fills=True)
MEASURE = Column(yields=2, least=6, keeps="numbers")
OWNER = Column(side="right", yields=3, least=6)


def drawn(rows: list[tuple[str, ...]], room: int) -> list[str]:
    cells = [[Cell(text) for text in row] for row in rows]
    columns = Columns((ID, TITLE, MEASURE, OWNER), cells, Style(), room)
    return [line for row in cells for line in columns.lines(row)]


def test_titles_take_the_room_that_is_left() -> None:
    assert drawn([("first", "The first of all", "1 of 2 steps", "ines"), ("b", "B", "3", "tomas")], 50) == [
        "  first  The first of all      1 of 2 steps   ines",
        "  b      B                     3             tomas",
    ]


def test_titles_are_cut_before_units_and_numbers_never() -> None:
    row = ("first", "The first of all", "120 of 500 sign-ups", "ines")
    assert drawn([row], 46) == ["  first  The first…  120 of 500 sign-ups  ines"]
    assert drawn([row], 36) == ["  first  The fir…  120 of 500…  ines"]


def test_a_cell_may_reach_over_what_its_row_leaves_empty() -> None:
    rows = [("a", "A", "120 of 500 sign-ups a month", ""), ("b", "B", "3", "tomas")]
    assert drawn(rows, 36)[0] == "  a  A  120 of 500 sign-ups a month"


def test_an_id_that_is_too_long_stands_alone_and_whole() -> None:
    rows = [("a" * 40, "A title", "3 of 4", "ines"), ("b", "B", "3", "tomas")]
    assert drawn(rows, 60)[0].strip() == "a" * 40
    assert drawn(rows, 60)[1].split() == ["A", "title", "3", "of", "4", "ines"]


IDS = st.integers(1, 20).map(lambda n: "i" * n)
TITLES = st.integers(0, 60).map(lambda n: ("word " * 12)[:n].strip())
MEASURES = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 30)).map(
    lambda one: f"{one[0]} of {one[1]} {'u' * one[2]}".strip()
)
OWNERS = st.integers(0, 18).map(lambda n: "o" * n)


@given(st.lists(st.tuples(IDS, TITLES, MEASURES, OWNERS), min_size=1, max_size=5), st.integers(80, 140))
def test_ids_and_numbers_are_whole_and_no_line_is_too_long(rows: list[tuple[str, str, str, str]], room: int) -> None:
    columns = Columns((ID, TITLE, MEASURE, OWNER), [[Cell(text) for text in row] for row in rows], Style(), room)
    for row in rows:
        lines = columns.lines([Cell(text) for text in row])
        assert max(map(width, lines)) <= room
        assert len(lines) == 1  # ids of up to 20 characters break no row
        assert row[0] in lines[0]
        assert " ".join(row[2].split()[:3]) in lines[0]
