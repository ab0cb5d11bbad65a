"""What a commit does to a snapshot, held to the diff of the two whole plans, each read alone."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.diff.compare import diff
from planlint.history.snapshot import Snapshot
from planlint.load.plan import items_of
from planlint.load.table_cache import TableReader
from planlint.load.two_versions import plan_of_files
from planlint.model import Plan
from planlint.toml import read

PATHS = st.sampled_from(("a.toml", "b.toml"))
VALUES = st.sampled_from(('"x"', '"y"', "1", "1.0", "true", "2027-01-01"))
KEYS = st.sampled_from(("title", "n", "metric.n", "formerly", "'n'"))
TABLES = st.tuples(
    st.sampled_from(("task.a", "task.b", "key_result.a", "period.a")),
    st.lists(st.tuples(KEYS, VALUES), max_size=3, unique_by=lambda one: one[0].strip("'")),
)
FILES = st.lists(TABLES, max_size=3, unique_by=lambda table: table[0])
Tables = list[tuple[str, list[tuple[str, str]]]]
Files = Mapping[str, Tables]


def text(tables: Tables) -> bytes:
    """Return a file that holds tables."""
    lines = (f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in fields) for name, fields in tables)
    return "".join(lines).encode()


def plan_of(files: Files) -> Plan:
    """Return the plan that files hold, each read alone."""
    return plan_of_files({path: tuple(items_of(read(path, text(tables)))) for path, tables in files.items()})


@st.composite
def new_values(draw: st.DrawFn, tables: Tables) -> Tables:
    """Draw other values for some of the fields."""
    return [
        (name, [(key, draw(VALUES) if draw(st.booleans()) else value) for key, value in fields])
        for name, fields in tables
    ]


@settings(max_examples=300)
@given(st.data())
def test_what_is_put_in_changes_what_the_whole_plans_tell(data: st.DataObject) -> None:
    reader = TableReader()
    known: list[tuple[Snapshot, Files]] = [(Snapshot(), {})]
    for _ in range(data.draw(st.integers(1, 5))):
        older, files = known[-1] if data.draw(st.booleans()) else data.draw(st.sampled_from(known))
        written = {
            path: data.draw(new_values(files[path]) if path in files and data.draw(st.booleans()) else FILES)
            for path in data.draw(st.lists(PATHS, min_size=1, max_size=2, unique=True))
        }
        snapshot = older.copy()
        found = snapshot.put({path: reader.items(path, text(tables)) for path, tables in written.items()})
        now = {**files, **written}
        assert found.changes() == diff(plan_of(files), plan_of(now))
        if data.draw(st.booleans()):  # else nobody goes on from there, and nothing holds what was read
            known.append((snapshot, now))


def test_a_version_of_a_file_may_follow_another_than_the_one_it_came_from() -> None:
    reader = TableReader()
    versions = (("1", "1"), ("2", "1"), ("2", "2"))
    first, _, third = (reader.items("a.toml", f"[task.a]\nm = {m}\nn = {n}\n".encode()) for m, n in versions)
    snapshot = Snapshot()
    snapshot.put({"a.toml": first})
    told = snapshot.put({"a.toml": third}).changes()
    assert [(change.key, change.before, change.after) for change in told] == [("m", 1, 2), ("n", 1, 2)]
