"""What differs between two plans: a table to read, and the laws behind it."""

import copy
import json

# ruff: noqa: E501
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planlint.diff.change import Change, count_by_verb
from planlint.diff.compare import diff
from planlint.diff.effects import effects
from planlint.diff.matching import match
from planlint.diff.values import json_form, leaves, same
from planlint.model.figures.progress import Progress, progress
from planlint.model.figures.shares import number
from planlint.model.items import KINDS, Item
from planlint.model.plan import Plan
from planlint.rules.rule import EXAMPLE_DAY
from planlint.tree import Unreadable
from tests.support.diffing import Files, compare, judged, said


@dataclass(frozen=True)
class Row:
    """One change of a plan, and what is said of it."""

    name: str
    old: Files
    new: Files
    changes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


# A key result with a measure, to be written differently.
WAIT = """
[key_result.wait]
title = "Three weeks"
status = "on-track"
metric.name = "days"
metric.baseline = 58
metric.target = 21
"""

# fmt: off
TABLE = [
    # What is no change.
    Row("nothing", WAIT, WAIT),
    Row("an empty plan", "", ""),
    Row("a comment", WAIT, "# How long people wait\n" + WAIT),
    Row(
        "layout",
        WAIT,
        """
        [key_result]
        wait = { title = "Three weeks", status = "on-track", metric = { target = 21, name = "days", baseline = 58 } }
        """,
    ),
    Row("a table of its own", WAIT, WAIT.replace("metric.name", "[key_result.wait.metric]\nname").replace("metric.", "")),
    Row("order of items", '[task.a]\ntitle = "A"\n[task.b]\ntitle = "B"\n', '[task.b]\ntitle = "B"\n[task.a]\ntitle = "A"\n'),
    Row("a whole number with a decimal point", WAIT, WAIT.replace("21", "21.0")),
    Row("a date in quotes", "[task.a]\ndue = 2026-10-15", '[task.a]\ndue = "2026-10-15"', (), ("I PL802 task.a due",)),
    Row("only `formerly`", '[task.a]\ntitle = "A"', '[task.a]\ntitle = "A"\nformerly = ["b"]'),
    Row("what is no item", 'x-note = 1\n"$schema" = "a"\n[x-mine.a]\nb = 1', 'x-note = 2\n"$schema" = "b"'),
    Row("a scalar where items are expected", "task = 1", "task = 2\n[goal.a]\ntitle = 'no kind'"),
    Row("line ends", '[task.a]\ndescription = """a\nb"""\n', {"plan.toml": b'[task.a]\r\ndescription = """a\r\nb"""\r\n'}),
    # Items come and go.
    Row("added", "", WAIT, ("added key_result.wait",)),
    Row("removed", WAIT, "", ("removed key_result.wait",), ("E PL805 key_result.wait before",)),
    Row("added in a file of its own", {"a.toml": WAIT}, {"a.toml": WAIT, "b.toml": "[task.a]"}, ("added task.a",)),
    Row("removed with its file", {"a.toml": WAIT, "b.toml": "[task.a]"}, {"a.toml": WAIT}, ("removed task.a",)),
    Row("people, teams, periods", "", "[person.a]\n[team.b]\n[period.c]", ("added person.a", "added team.b", "added period.c")),
    Row("a table that breaks the schema", "[task.a]", "[task.a]\ntitel = 1", ("changed task.a titel: nothing -> 1",)),
    # Fields.
    Row("a value", WAIT, WAIT.replace("21", "30"), ("changed key_result.wait metric.target: 21 -> 30",), ("E PL801 key_result.wait metric.target",)),
    Row("a value is written", WAIT, WAIT + "metric.current = 40", ("changed key_result.wait metric.current: nothing -> 40",)),
    Row("a value goes", WAIT, WAIT.replace("metric.baseline = 58", ""), ("changed key_result.wait metric.baseline: 58 -> nothing",), ("E PL803 key_result.wait metric.baseline before",)),
    Row("a date", "[task.a]\ndue = 2026-10-15", "[task.a]\ndue = 2026-11-01", ('changed task.a due: "2026-10-15" -> "2026-11-01"',), ("I PL802 task.a due",)),
    Row("a date becomes a period", "[task.a]\ndue = 2026-12-31", '[task.a]\ndue = "2026"', ('changed task.a due: "2026-12-31" -> "2026"',)),
    Row("true is not 1", "[person.a]\nactive = true", "[person.a]\nactive = 1", ("changed person.a active: true -> 1",)),
    Row("true in an array is not 1", "[task.a]\nx-l = [true]", "[task.a]\nx-l = [1]", ("changed task.a x-l: [true] -> [1]",)),
    Row("numbers in an array", "[task.a]\nx-l = [1, 2.0]", "[task.a]\nx-l = [1.0, 2]"),
    Row("nan is what it was", "[task.a]\nx-n = nan", "[task.a]\nx-n = nan # still\n"),
    Row("an infinite number", "[task.a]\nx-n = inf", "[task.a]\nx-n = -inf", ('changed task.a x-n: "inf" -> "-inf"',)),
    Row("one text and an array of one", '[tactic.a]\nkey_result = "k"', '[tactic.a]\nkey_result = ["k"]', ('changed tactic.a key_result: "k" -> ["k"]',)),
    Row("an array is whole", '[team.a]\nmembers = ["x", "y"]', '[team.a]\nmembers = ["x", "z"]', ('changed team.a members: ["x", "y"] -> ["x", "z"]',)),
    Row("the order of an array counts", '[team.a]\nmembers = ["x", "y"]', '[team.a]\nmembers = ["y", "x"]', ('changed team.a members: ["x", "y"] -> ["y", "x"]',)),
    Row("tables in an array", "[task.a]\nx-l = [{b = 1}]", "[task.a]\nx-l = [{b = 2}]", ('changed task.a x-l: [{"b": 1}] -> [{"b": 2}]',)),
    Row(
        "each step of the milestones",
        '[key_result.k]\nmilestones.alpha = 2026-06-30\nmilestones.beta = "undated"',
        '[key_result.k]\nmilestones.alpha = 2026-06-30\nmilestones.beta = "2026-Q4"\nmilestones.stable = 2027-03-31',
        (
            'changed key_result.k milestones.beta: "undated" -> "2026-Q4"',
            'changed key_result.k milestones.stable: nothing -> "2027-03-31"',
        ),
    ),
    Row(
        "a table goes",
        WAIT,
        '[key_result.wait]\ntitle = "Three weeks"\nstatus = "on-track"',
        (
            "changed key_result.wait metric.baseline: 58 -> nothing",
            'changed key_result.wait metric.name: "days" -> nothing',
            "changed key_result.wait metric.target: 21 -> nothing",
        ),
        ("E PL801 key_result.wait metric before",),
    ),
    Row(
        "a table becomes a number",
        '[key_result.k]\nstatus = "on-track"\nmetric.target = 1',
        '[key_result.k]\nstatus = "on-track"\nmetric = 1',
        ("changed key_result.k metric: nothing -> 1", "changed key_result.k metric.target: 1 -> nothing"),
        ("E PL801 key_result.k metric before",),
    ),
    Row("an empty table", "[task.a]", "[task.a.x-t]", ("changed task.a x-t: nothing -> {}",)),
    Row("deep inside", "[task.a]\nx-t.b.c = 1", "[task.a]\nx-t.b.c = 2", ("changed task.a x-t.b.c: 1 -> 2",)),
    Row("a key with a dot in it", "[key_result.k]\nstart = '2026'\nmilestones.'v1.2' = '2026'", "[key_result.k]\nstart = '2026'\nmilestones.'v1.2' = '2027'", ('changed key_result.k milestones.v1.2: "2026" -> "2027"',), ("E PL802 key_result.k milestones.v1.2",)),
    # Files.
    Row("moved", {"a.toml": WAIT}, {"b.toml": WAIT}, ("moved key_result.wait: a.toml -> b.toml",)),
    Row(
        "moved with a change",
        {"a.toml": WAIT},
        {"b.toml": WAIT.replace("21", "30")},
        ("moved key_result.wait: a.toml -> b.toml", "changed key_result.wait metric.target: 21 -> 30"),
        ("E PL801 key_result.wait metric.target",),
    ),
    Row(
        "split over files",
        {"a.toml": '[task.a]\ntitle = "A"\n[task.b]\ntitle = "B"\n'},
        {"a.toml": '[task.a]\ntitle = "A"\n', "b.toml": '[task.b]\ntitle = "B"\n'},
        ("moved task.b: a.toml -> b.toml",),
    ),
    Row(
        "claimed twice: the first path in byte order counts",
        {"b.toml": '[task.a]\ntitle = "B"'},
        {"b.toml": '[task.a]\ntitle = "B"', "é.toml": '[task.a]\ntitle = "E"', "Z.toml": '[task.a]\ntitle = "Z"'},
        ("moved task.a: b.toml -> Z.toml", 'changed task.a title: "B" -> "Z"'),
    ),
    # Names.
    Row(
        "renamed, and says so",
        '[task.old]\ntitle = "A"',
        '[task.new]\ntitle = "Another"\nformerly = ["old"]',
        ("renamed task.new: task.old -> task.new", 'changed task.new title: "A" -> "Another"'),
    ),
    Row(
        "the way back",
        '[task.new]\ntitle = "A"\nformerly = ["old"]',
        '[task.old]\ntitle = "Another"',
        ("renamed task.old: task.new -> task.old", 'changed task.old title: "A" -> "Another"'),
    ),
    Row(
        "renamed in silence: one title, one parent",
        '[task.old]\ntitle = "A"\ntactic = "t"\nstatus = "todo"',
        '[task.new]\ntitle = "A"\ntactic = "t"\nstatus = "done"',
        ("renamed task.new: task.old -> task.new", 'changed task.new status: "todo" -> "done"'),
    ),
    Row(
        "another parent: another item",
        '[task.old]\ntitle = "A"\ntactic = "t"',
        '[task.new]\ntitle = "A"\ntactic = "u"',
        ("added task.new", "removed task.old"),
    ),
    Row(
        "a parent written as an array: another item",
        '[task.old]\ntitle = "A"\ntactic = "t"',
        '[task.new]\ntitle = "A"\ntactic = ["t"]',
        ("added task.new", "removed task.old"),
    ),
    Row("without a title nothing tells", "[task.old]", "[task.new]", ("added task.new", "removed task.old")),
    Row("a title that is no text tells nothing", "[task.a]\ntitle = 1", "[task.b]\ntitle = 1", ("removed task.a", "added task.b")),
    Row(
        "two of one title: nobody knows which",
        '[task.a]\ntitle = "A"\n[task.b]\ntitle = "A"',
        '[task.c]\ntitle = "A"',
        ("removed task.a", "removed task.b", "added task.c"),
    ),
    Row(
        "two of one title, but one says which",
        '[task.a]\ntitle = "A"\n[task.b]\ntitle = "A"',
        '[task.c]\ntitle = "A"\nformerly = ["b"]\n[task.d]\ntitle = "A"',
        ("renamed task.c: task.b -> task.c", "renamed task.d: task.a -> task.d"),
    ),
    Row("another kind is another item", '[task.a]\ntitle = "A"', '[tactic.a]\ntitle = "A"', ("added tactic.a", "removed task.a")),
    Row(
        "a reference that follows a rename",
        '[tactic.old]\ntitle = "T"\n[task.a]\ntactic = "old"',
        '[tactic.new]\ntitle = "T"\nformerly = ["old"]\n[task.a]\ntactic = "new"',
        ("renamed tactic.new: tactic.old -> tactic.new", 'changed task.a tactic: "old" -> "new"'),
    ),
    Row(
        "a former id that is alive is no rename",
        "[task.a]",
        '[task.a]\n[task.b]\nformerly = ["a"]',
        ("added task.b",),
    ),
    Row(
        "claimed by two: the first path counts",
        "[task.old]",
        {"b.toml": '[task.x]\nformerly = ["old"]', "a.toml": '[task.y]\nformerly = ["old"]'},
        ("added task.x", "renamed task.y: task.old -> task.y", "moved task.y: plan.toml -> a.toml"),
    ),
    Row(
        "claimed by two in one file: the first written counts",
        "[task.old]",
        '[task.y]\nformerly = ["old"]\n[task.x]\nformerly = ["old"]',
        ("added task.x", "renamed task.y: task.old -> task.y"),
    ),
    Row(
        "claimed by one that was there all the time, and by one that came",
        '[task.z]\nformerly = ["old"]\n[task.old]',
        '[task.z]\nformerly = ["old"]\n[task.x]\nformerly = ["old"]',
        ("renamed task.x: task.old -> task.x",),
    ),
    Row(
        "two become one: the first it names",
        "[task.a]\n[task.b]",
        '[task.c]\nformerly = ["b", "a"]',
        ("removed task.a", "renamed task.c: task.b -> task.c"),
    ),
    Row(
        "renamed and moved",
        {"a.toml": '[task.a]\ntitle = "A"'},
        {"b.toml": '[task.b]\ntitle = "A"'},
        ("renamed task.b: task.a -> task.b", "moved task.b: a.toml -> b.toml"),
    ),
    # Files that cannot be read.
    Row("unreadable in the head", WAIT, "[key_result.wait"),
    Row("unreadable in the base", "[key_result.wait", WAIT),
    Row("unreadable, beside a change", {"a.toml": WAIT, "b.toml": ""}, {"a.toml": "=", "b.toml": "[task.a]"}, ("added task.a",)),
    Row(
        "the same header twice",
        {"a.toml": '[task.a]\ntitle = "A"'},
        {"a.toml": '[task.a]\ntitle = "A"\n[task.a]\ntitle = "B"'},
    ),
    # Order.
    Row(
        "by kind, id, verb, key",
        {"a.toml": '[task.b]\ntitle = "T"\nstatus = "todo"\n[task.a]\n', "b.toml": ""},
        {"a.toml": "", "b.toml": '[task.b]\ntitle = "U"\nstatus = "done"\n[task.c]\n[purpose.z]\n'},
        (
            "added purpose.z",
            "removed task.a",
            "moved task.b: a.toml -> b.toml",
            'changed task.b status: "todo" -> "done"',
            'changed task.b title: "T" -> "U"',
            "added task.c",
        ),
    ),
]

# fmt: on


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_what_differs(row: Row) -> None:
    found = compare(row.old, row.new)
    assert tuple(map(said, found.changes)) == row.changes
    assert tuple(judged(found)) == row.findings


def test_each_item_is_counted_once_for_a_verb() -> None:
    found = compare(WAIT + '[task.a]\ntitle = "A"', WAIT.replace("58", "50").replace("21", "30"))
    assert count_by_verb(found.changes) == {"added": 0, "removed": 1, "renamed": 0, "moved": 0, "changed": 1}


def test_what_came_and_what_went_is_given_with_its_fields() -> None:
    (came,) = compare("", "[task.a]\ndue = 2026-10-15\nx-t.at = 07:30:00\nformerly = ['b']").changes
    assert (came.before, came.after) == (None, {"due": "2026-10-15", "x-t": {"at": "07:30:00"}, "formerly": ["b"]})
    (went,) = compare("[task.a]\nx-at = 2026-10-15T07:30:00Z", "").changes
    assert (went.before, went.after) == ({"x-at": "2026-10-15T07:30:00+00:00"}, None)


def test_a_change_is_seen_where_it_stands_and_what_is_gone_where_it_stood() -> None:
    found = compare(
        {"a.toml": '\n[task.a]\ntitle = "A"\n\n[task.b]\ndue = 2026-10-15\nstatus = "todo"', "c.toml": ""},
        {"a.toml": '[task.b]\n# no due\nstatus = """\ndone"""', "c.toml": "\n\n\n[task.c]"},
    )
    assert [(said(change).split(":")[0], change.site.path, found.line(change)) for change in found.changes] == [
        ("removed task.a", "a.toml", 2),
        ("changed task.b due", "a.toml", 1),
        ("changed task.b status", "a.toml", 3),
        ("added task.c", "c.toml", 4),
    ]


CHAIN = """
[purpose.p]
[vision.v]
purpose = "p"
[outcome.o]
vision = "v"
[objective.b]
outcome = "o"
[key_result.k]
objective = ["lost", "b"]
metric.baseline = 0
metric.target = 10
metric.current = 5
[tactic.t]
key_result = "k"
"""


def test_every_change_says_why_its_item_exists() -> None:
    new = CHAIN.replace('[tactic.t]\nkey_result = "k"', '[tactic.u]\nkey_result = "gone"\n[person.x]').replace("5", "6")
    found = compare(CHAIN, new)
    assert [(change.verb, change.item, [item.name for item in found.why(change)]) for change in found.changes] == [
        ("changed", "key_result.k", ["objective.b", "outcome.o", "vision.v", "purpose.p"]),
        ("removed", "tactic.t", ["key_result.k", "objective.b", "outcome.o", "vision.v", "purpose.p"]),
        ("added", "tactic.u", []),
        ("added", "person.x", []),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(CHAIN, CHAIN.replace("current = 5", "current = 5 # soon"), [], id="nothing"),
        pytest.param(
            CHAIN,
            CHAIN.replace("current = 5", "current = 7.5"),
            [(name, 0.5, 0.75) for name in ("purpose.p", "vision.v", "outcome.o", "objective.b", "key_result.k")],
            id="all the way up",
        ),
        pytest.param(
            CHAIN,
            CHAIN + '[key_result.j]\nobjective = "b"\nstatus = "done"\n',
            [(name, 0.5, 0.75) for name in ("purpose.p", "vision.v", "outcome.o", "objective.b")],
            id="what is added has had none",
        ),
        pytest.param(
            CHAIN,
            CHAIN.replace("metric.current = 5", ""),
            [(name, 0.5, None) for name in ("purpose.p", "vision.v", "outcome.o", "objective.b", "key_result.k")],
            id="known no more",
        ),
        pytest.param(
            CHAIN,
            CHAIN.replace("metric.target = 10", ""),
            [(name, 0.5, None) for name in ("purpose.p", "vision.v", "outcome.o", "objective.b", "key_result.k")],
            id="no target any more",
        ),
        pytest.param(
            CHAIN,
            CHAIN.replace("current = 5", "current = 5.0001"),
            [(name, 0.5, 0.50001) for name in ("purpose.p", "vision.v", "outcome.o", "objective.b", "key_result.k")],
            id="however small",
        ),
        pytest.param(
            CHAIN,
            CHAIN.replace("objective.b]", 'objective.c]\nformerly = ["b"]').replace("current = 5", "current = 10"),
            [(name, 0.5, 1.0) for name in ("purpose.p", "vision.v", "outcome.o", "objective.c", "key_result.k")],
            id="under the new name",
        ),
        pytest.param(
            CHAIN.replace('"b"]\n', '"c"]\n'),
            CHAIN.replace('"b"]\n', '"c"]\n').replace("[objective.b]", '[objective.b]\nformerly = ["c"]'),
            [(name, None, 0.5) for name in ("purpose.p", "vision.v", "outcome.o", "objective.b")],
            id="found again through a former id",
        ),
        pytest.param(
            CHAIN,
            CHAIN.replace("[tactic.t]", '[tactic.t]\nstatus = "done"'),
            [],
            id="actions never count",
        ),
    ],
)
def test_effects_on_the_goals_above(old: str, new: str, expected: list[tuple[str, float | None, float | None]]) -> None:
    found = compare(old, new).effects
    assert [(one.item, number(one.before.value), number(one.after.value)) for one in found] == expected


def test_what_cannot_be_read_is_listed_by_side_and_path() -> None:
    found = compare(
        {"b.toml": "=", "a.toml": "a = 1\n[", "same.toml": "["},
        {"b.toml": "[task.x]", "c.toml": b"\xff", "d.toml": Unreadable("it is a link"), "same.toml": "["},
    )
    assert [one[:3] for one in found.both.unreadable] == [
        ("base", "a.toml", "line 2: `[` is never closed"),
        ("base", "b.toml", "line 1: a key is missing before `=`"),
        ("head", "c.toml", "line 1: byte 0xFF is not UTF-8"),
        ("head", "d.toml", "the file cannot be read: it is a link"),
    ]
    assert found.changes == ()


# The laws.

words = st.text(st.sampled_from("ab.é"), max_size=2)
scalars = st.one_of(
    st.booleans(),
    st.integers(-3, 3),
    st.floats(),
    words,
    st.dates(),
    st.datetimes(),
    st.times(),
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=5
)
names = st.tuples(st.sampled_from(sorted(KINDS)), st.sampled_from(["a", "b", "c"]))
fields = st.dictionaries(
    st.sampled_from(["title", "metric", "objective", "x-a", "x-b"]), values | st.sampled_from(["A", "B"]), max_size=4
)
contents = st.dictionaries(names, fields, max_size=6)
Contents = dict[tuple[str, str], dict[str, Any]]


def plan_of(items: Contents, path: str = "plan.toml") -> Plan:
    return Plan.of_items(KINDS[kind](name, table, path) for (kind, name), table in items.items())


def turned(table: Any) -> Any:
    """Return the same value with the keys of every table in the other order."""
    if isinstance(table, dict):
        return {key: turned(table[key]) for key in reversed(table)}
    return [turned(one) for one in table] if isinstance(table, list) else table


@given(items=contents)
def test_a_plan_does_not_differ_from_itself(items: Contents) -> None:
    plan = plan_of(items)
    assert diff(plan, plan) == diff(plan, plan_of(copy.deepcopy(items))) == ()


@given(items=contents, other=contents)
@example(
    items={("key_result", "c"): {"title": {}}},
    other={("key_result", "c"): {"title": {"": {"": False}, ".": True}}},
).via("keys that look the same once they are joined")
def test_layout_order_and_files_do_not_show(items: Contents, other: Contents) -> None:
    found = [change for change in diff(plan_of(items), plan_of(other)) if change.verb != "moved"]
    turned_round = plan_of({key: turned(other[key]) for key in reversed(other)}, "elsewhere.toml")
    assert [change for change in diff(plan_of(items), turned_round) if change.verb != "moved"] == found


def leaves_by_name(plan: Plan) -> dict[str, dict[tuple[str, ...], Any]]:
    return {name: leaves(dict(item.fields)) if item.fields else {} for name, item in plan.items.items()}


def applied(changes: tuple[Change, ...], old: Plan) -> dict[str, dict[tuple[str, ...], Any]]:
    """Return the values of a plan after these changes."""
    result = leaves_by_name(old)
    for change in changes:
        if change.verb == "removed":
            del result[change.item]
    came = {change.item: leaves(change.after) if change.after else {} for change in changes if change.verb == "added"}
    given_up = {change.after: result.pop(change.before) for change in changes if change.verb == "renamed"}
    result |= came | given_up
    for change in changes:
        if change.verb == "changed":
            keys = tuple(str(key) for key in change.site.pointer[2:])
            result[change.item].pop(keys, None)
            if change.after is not None:
                result[change.item][keys] = change.after
    return result


@given(old=contents, new=contents)
def test_the_changes_lead_from_the_old_values_to_the_new_ones(old: Contents, new: Contents) -> None:
    before, after = plan_of(old), plan_of(new)
    assert same(
        {
            name: {repr(keys): value for keys, value in found.items()}
            for name, found in applied(diff(before, after), before).items()
        },
        {name: {repr(keys): value for keys, value in found.items()} for name, found in leaves_by_name(after).items()},
    )


@given(old=contents, new=contents)
def test_the_way_back_mirrors_the_way_there(old: Contents, new: Contents) -> None:
    there, back = diff(plan_of(old), plan_of(new)), diff(plan_of(new), plan_of(old))
    opposite = {"added": "removed", "removed": "added", "renamed": "renamed", "changed": "changed"}
    newer = {change.before: change.after for change in there if change.verb == "renamed"}
    mirrored = [
        (
            opposite[change.verb],
            change.before if change.verb == "renamed" else newer.get(change.item, change.item),
            change.key,
            repr(change.after),
            repr(change.before),
        )
        for change in back
    ]
    assert sorted(mirrored, key=repr) == sorted(
        (
            (
                change.verb,
                change.after if change.verb == "renamed" else change.item,
                change.key,
                repr(change.before),
                repr(change.after),
            )
            for change in there
        ),
        key=repr,
    )


@given(items=contents, other=contents)
def test_shared_items_are_passed_over_and_the_rest_is_found(items: Contents, other: Contents) -> None:
    old = plan_of(items)
    kept = {name: item for name, item in old.items.items() if name.endswith(".a")}
    new = Plan.of_items({**plan_of(other).items, **kept}.values())
    apart = plan_of({(item.kind, item.id): dict(item.fields) for item in new.items.values()})
    assert diff(old, new) == diff(old, apart)
    assert not {pair.old.name for pair in match(old, new).kept} & kept.keys()


links = st.sampled_from(["a", "b", "c"])
goals = st.dictionaries(
    st.tuples(st.sampled_from(["purpose", "vision", "outcome", "objective", "key_result"]), links),
    st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(("purpose", "vision", "outcome", "objective", "key_result"), links),
            "status": st.sampled_from(["done", "dropped"]),
            "metric": st.fixed_dictionaries(
                {"baseline": st.just(0), "target": st.just(4), "current": st.integers(0, 4)}
            ),
            "formerly": st.lists(links, max_size=1),
        },
    ),
    max_size=8,
)


TAKEN = {"metric": {"baseline": 0, "target": 4, "current": 2}, "objective": "a"}


@given(old=goals, new=goals, shared=st.sets(links))
@example(  # a former id that another item takes, in another file
    old={("key_result", "k"): TAKEN, ("objective", "b"): {"formerly": ["a"]}},
    new={("objective", "a"): {}},
    shared={"b", "k"},
)
def test_effects_are_what_progress_in_full_says(old: Contents, new: Contents, shared: set[str]) -> None:
    kept = {key: fields for key, fields in old.items() if key[1] in shared}
    before = plan_of(old)
    same_items = {item.name: item for item in before.items.values() if item.id in shared}
    after = Plan.of_items({**plan_of(new | kept).items, **same_items}.values())
    found = match(before, after)
    former = {pair.new.name: pair.old.name for pair in found.renamed}
    fresh_old, fresh_new = plan_of(old), plan_of(new | kept)

    def share(plan: Plan, item: Item) -> Progress:
        return progress(plan, item, EXAMPLE_DAY)

    expected = []
    for name, item in fresh_new.items.items():
        was = fresh_old.get(former.get(name, name))
        if was is not None and share(fresh_old, was).value != share(fresh_new, item).value:
            expected.append((name, share(fresh_old, was), share(fresh_new, item)))
    assert [tuple(one) for one in effects(before, after, found, EXAMPLE_DAY)] == expected


@given(value=values)
def test_the_json_form_is_json(value: Any) -> None:
    form = json_form(value)
    assert same(json.loads(json.dumps(form, allow_nan=False)), form)
