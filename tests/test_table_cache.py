"""The reader of many versions held to the reader of one: whatever was read before, a version holds what it says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.load.plan import items_of
from planlint.load.table_cache import TableReader
from planlint.toml import Fault, read

LINES = st.sampled_from(
    [
        *("[task.a]", "[task.b]", "[key_result.a]", "[task.a.metric]", "[[task.a.steps]]", "[task.'b']", "[other]"),
        *('status = "todo"', 'status = "done"', "'status' = \"done\"", 'status = "done" # said', "status = 'a = 1'"),
        *("n = 1", "n = 2", "n = 1.0", "n = true", "n = 2027-01-01", "n = 2027-01-01T07:30:00", "n = 07:30:00"),
        *("metric.n = 1", "metric.n = 2", "metric.m = 2", "metric = { n = 1 }", "metric = { n = 2 }", 'metric."n" = 3'),
        *("n = [1,", "2,", "]", "n = [1]", "n = [2]", "x = {", "}", "# n = 1", "# n = 2", ""),
        *('text = """', '"""', 'text = """one"""', "text = '''", "'''", 'text = "{"', 'text = "[task.a]"', "broken ="),
    ]
)
BLOCKS = st.sampled_from(
    [
        '[task.a]\ntext = """\nn = 1\n"""\n',
        "[task.b]\nn = 1\ntext = '''\nn = 1\n'''\n",
        "[task.b]\nn = 1\nmetric.n = 1\nmetric.m = 1\n",
        "[key_result.a]\nmetric = { n = 1 }\n",
        "[task.a.metric]\nn = 1\n",
        "[[task.a.steps]]\nn = 1\n",
        "[task.c]\nn = [1,\n2,\n]\nstatus = 'done'\n",
        "# n = 1\n[other]\nn = 1\n",
    ]
)
NEAR = st.sampled_from(["n = 1", "n = 2", "metric.n = 2", "metric = { n = 2 }", "n = [2,", "[task.a]", "[task.b]"])
ONE_LINE = st.tuples(st.integers(0, 8), st.just(1), st.one_of(NEAR, NEAR, LINES).map(lambda line: [line]))
SOME_LINES = st.tuples(st.integers(0, 12), st.integers(0, 3), st.lists(LINES, max_size=3))
CHANGES = st.lists(st.one_of(ONE_LINE, ONE_LINE, SOME_LINES), min_size=1, max_size=2)
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n"])


def told(version: bytes) -> str:
    """Return what one version says, read alone."""
    try:
        return repr(sorted((item.name, repr(item)) for item in items_of(read("plan.toml", version))))
    except Fault as fault:
        return fault.with_line


def told_by(reader: TableReader, version: bytes) -> str:
    """Return what a reader says that has read others before."""
    try:
        return repr(sorted((name, repr(item)) for name, item in reader.items("plan.toml", version).items()))
    except Fault as fault:
        return fault.with_line


@settings(max_examples=500)
@given(st.lists(BLOCKS, max_size=3, unique=True), st.lists(CHANGES, max_size=4), ENDS)
def test_what_was_read_before_changes_nothing(
    blocks: list[str], edits: list[list[tuple[int, int, list[str]]]], end: str
) -> None:
    reader = TableReader()
    lines = "".join(blocks).splitlines()
    for changes in ([], *edits):
        for at, gone, came in changes:
            lines[at : at + gone] = came
        version = end.join([*lines, ""]).encode()
        assert told_by(reader, version) == told(version)


def test_a_line_that_sets_the_same_key_is_read_alone() -> None:
    reader = TableReader()
    first = reader.items("plan.toml", b'[task.a]\ntitle = "A"\nstatus = "todo"\n\n[task.b]\ntitle = "B"\n')
    second = reader.items("plan.toml", b'[task.a]\ntitle = "A"\nstatus = "done"\n\n[task.b]\ntitle = "B"\n')
    assert second["task.a"].fields == {"title": "A", "status": "done"}
    assert second["task.a"].fields["title"] is first["task.a"].fields["title"]
    assert second["task.b"] is first["task.b"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('[task.a]\ntitle = """\nstatus = "todo"\n"""\n', '[task.a]\ntitle = """\nstatus = "done"\n"""\n'),
        ("[task.a]\ntitle = '''\nn = 1\n'''\n", "[task.a]\ntitle = '''\nn = 2\n'''\n"),
        ("[task.a]\nmetric.n = 1\nmetric.m = 1\n", "[task.a]\nmetric = { n = 2 }\nmetric.m = 1\n"),
        ("[task.a.metric]\nn = 1\n", "[task.a.metric]\nn = 2\n"),
        ("[[task.a.steps]]\nn = 1\n", "[[task.a.steps]]\nn = 2\n"),
        ("[task.a]\nn = 1\n[task.a.metric]\nn = 1\n", "[task.a]\nn = 1\n[task.a.metric]\nn = 2\n"),
        ("[task.a]\nn = 1\nm = 1\n", "[task.a]\nm = 2\nm = 1\n"),
        ("[task.a]\nn = 1\n", "[task.a]\nn = 07:30\n"),
        ("[task.a]\nn = 1\n", "[task.a]\nn = [[1]]\n"),
        ("[task.a]\nn = [\n1,\n]\n", "[task.a]\nn = [\n2,\n]\n"),
    ],
)
def test_a_line_that_does_not_stand_alone_is_read_with_its_table(first: str, second: str) -> None:
    reader = TableReader()
    for version in (first.encode(), second.encode()):
        assert told_by(reader, version) == told(version)
