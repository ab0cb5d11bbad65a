"""Values recorded in plan files: the right place, the item's own style, and not a byte elsewhere."""

from datetime import date
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.edit.errors import EditError
from planlint.edit.fields import Fields
from planlint.edit.set_values import Assignment, Edited, record
from planlint.load import Loaded
from planlint.toml import read, value_at
from planlint.trees import schema_dict
from tests.support.planning import load_files

FIELDS = Fields(schema_dict("plan"))


def recorded(files: dict[str, str | bytes], *assignments: tuple[str, str]) -> Edited:
    """Record `ITEM KEY=VALUE`, given as (item, "KEY=VALUE")."""
    loaded = load_files(dict(files))
    tree = {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    return record(tree, loaded, [_assignment(loaded, item, pair) for item, pair in assignments], FIELDS)


def _assignment(loaded: Loaded, name: str, pair: str) -> Assignment:
    item = loaded.plan.items[name]
    typed, _, text = pair.partition("=")
    key = FIELDS.key(item.kind, typed)
    return Assignment(item, key, FIELDS.value(item.kind, key, text, value_at(item.fields, key)) if text else None)


def after(text: str, *pairs: str, item: str = "key_result.x") -> str:
    """Return a plan file after `KEY=VALUE` for one item."""
    text = dedent(text)
    edited = recorded({"plan.toml": text}, *((item, pair) for pair in pairs))
    return edited.files.get("plan.toml", text.encode()).decode()


HEADER = """\
[key_result.x]
title = "T" # why
objective = "o"
metric.name = "n"
metric.target = 21
metric.current = 40 # as of Monday

# the next one
[key_result.y]
title = "U"
"""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("38 days", 38),
        ("38days", 38),
        ("1 200 Days", 1200),
        ("3,5 days", 3.5),
        ("38 weeks", "write metric.current=38, without 'weeks': it is counted in days"),
        ("1,200 weeks", "write metric.current=1200 or metric.current=1.2, without 'weeks': it is counted in days"),
        ("70%", "write metric.current=70, without '%': it is counted in days"),
    ],
)
def test_a_number_may_have_the_unit_of_its_metric(text: str, value: float | str) -> None:
    key = ("metric", "current")
    if isinstance(value, str):
        with pytest.raises(EditError) as error:
            FIELDS.value("key_result", key, text, unit="days")
        assert error.value.help == value
    else:
        assert FIELDS.value("key_result", key, text, unit="days") == value


@pytest.mark.parametrize(("text", "share"), [("70%", 0.7), ("7 %", 0.07), ("33,3%", 0.333), ("0.7", 0.7), ("0,7", 0.7)])
@pytest.mark.parametrize("key", ["confidence", "score"])
def test_a_share_of_one_may_be_given_in_per_cent(key: str, text: str, share: float) -> None:
    assert FIELDS.value("key_result", (key,), text) == share


@pytest.mark.parametrize(
    ("pair", "old", "new"),
    [
        ("current=38", "metric.current = 40 #", "metric.current = 38 #"),
        ("metric.current=38.5", "metric.current = 40 #", "metric.current = 38.5 #"),
        ("current=-3", "metric.current = 40 #", "metric.current = -3 #"),
        ("current=0x10", "metric.current = 40 #", "metric.current = 16 #"),
        ("current=3,5", "metric.current = 40 #", "metric.current = 3.5 #"),
        ("current=1 200", "metric.current = 40 #", "metric.current = 1200 #"),
        ("current=1e3", "metric.current = 40 #", "metric.current = 1000 #"),
        ("title=New “one”\t", '"T" # why', '"New “one”\\t" # why'),
        ('title=say "a=b"', '"T" # why', '"say \\"a=b\\"" # why'),
        ("confidence=0.7", 'objective = "o"\n', 'objective = "o"\nconfidence = 0.7\n'),
        ("note=Going well", 'objective = "o"\n', 'objective = "o"\nnote = "Going well"\n'),
        ("due=2026-12-31", 'objective = "o"\n', 'objective = "o"\ndue = 2026-12-31\n'),
        ("due=2026-Q4", 'objective = "o"\n', 'objective = "o"\ndue = "2026-Q4"\n'),
        ("objective=a, b", 'objective = "o"\n', 'objective = ["a", "b"]\n'),
        ("tags=a,b", 'objective = "o"\n', 'objective = "o"\ntags = ["a", "b"]\n'),
        ('links=["h://x,y"]', 'objective = "o"\n', 'objective = "o"\nlinks = ["h://x,y"]\n'),
        ("baseline=58", "metric.target = 21\n", "metric.target = 21\nmetric.baseline = 58\n"),
        ("direction=at-most", 'metric.name = "n"\n', 'metric.name = "n"\nmetric.direction = "at-most"\n'),
        ("asks.legal=read it", 'objective = "o"\n', 'objective = "o"\nasks.legal = "read it"\n'),
        ('asks."a b"=read it', 'objective = "o"\n', 'objective = "o"\nasks."a b" = "read it"\n'),
        ("x-cost=12", 'objective = "o"\n', 'objective = "o"\nx-cost = 12\n'),
        ("x-cost=twelve", 'objective = "o"\n', 'objective = "o"\nx-cost = "twelve"\n'),
        ("priority=2", 'objective = "o"\n', 'objective = "o"\npriority = 2\n'),
        ("objective=", 'objective = "o"\n', ""),
        ("current=", "metric.current = 40 # as of Monday\n", ""),
        ("metric=", 'metric.name = "n"\nmetric.target = 21\nmetric.current = 40 # as of Monday\n', ""),
        ("evidence=", "", ""),
        ("current=40.0", "", ""),
    ],
)
def test_one_value_changes_and_nothing_else(pair: str, old: str, new: str) -> None:
    assert after(HEADER, pair) == HEADER.replace(old, new)


@pytest.mark.parametrize(
    ("text", "pairs", "result"),
    [
        (  # a table of its own
            '[key_result.x]\ntitle = "T"\n\n[key_result.x.metric]\nname = "n"\ntarget = 3\n',
            ["current=2", "confidence=0.5"],
            '[key_result.x]\ntitle = "T"\nconfidence = 0.5\n\n'
            '[key_result.x.metric]\nname = "n"\ntarget = 3\ncurrent = 2\n',
        ),
        (  # an empty one
            '[key_result.x]\n[key_result.x.metric] # soon\n[key_result.y]\ntitle = "T"\n',
            ["current=2"],
            '[key_result.x]\n[key_result.x.metric] # soon\ncurrent = 2\n[key_result.y]\ntitle = "T"\n',
        ),
        (  # only the table inside has a header
            '# a\n[key_result.x.metric]\nname = "n"\n',
            ["title=T"],
            '# a\n[key_result.x]\ntitle = "T"\n\n[key_result.x.metric]\nname = "n"\n',
        ),
        (  # inline tables
            '[key_result]\nx = { title = "T", metric = {name = "n", target = 3} } # c\n',
            ["current=2", "confidence=0.5", "title=U"],
            '[key_result]\nx = { title = "U", metric = {name = "n", target = 3, current = 2}, confidence = 0.5 } # c\n',
        ),
        ("[key_result]\nx = {}\n", ["title=T"], '[key_result]\nx = { title = "T" }\n'),
        (
            "[key_result.x]\nmetric = { name = 'n', current = 4, target = 3 }\n",
            ["current="],
            "[key_result.x]\nmetric = { name = 'n', target = 3 }\n",
        ),
        (
            "[key_result.x]\nmetric = { name = 'n', current = 4 }\n",
            ["current="],
            "[key_result.x]\nmetric = { name = 'n' }\n",
        ),
        (
            "key_result = { x = { title = 'T', metric.name = 'n', metric.target = 3 } }\n",
            ["target=", "owner=ines"],
            "key_result = { x = { title = 'T', metric.name = 'n', owner = \"ines\" } }\n",
        ),
        (  # dotted keys at the top, and below the kind
            'key_result.x.title="T"\nkey_result.x.metric.name="n"\nkey_result.y.title="U"\n',
            ["current=2", "owner=ines"],
            'key_result.x.title="T"\nkey_result.x.owner="ines"\nkey_result.x.metric.name="n"\n'
            'key_result.x.metric.current=2\nkey_result.y.title="U"\n',
        ),
        (
            '[key_result]\nx.title = "T"\ny.title = "U"\n',
            ["owner=ines"],
            '[key_result]\nx.title = "T"\nx.owner = "ines"\ny.title = "U"\n',
        ),
        (  # the measure first, and what belongs together stays together
            '[key_result.x]\nmetric.name = "n"\nmetric.target = 3\ntitle = "T"\n',
            ["current=2"],
            '[key_result.x]\nmetric.name = "n"\nmetric.target = 3\nmetric.current = 2\ntitle = "T"\n',
        ),
        (  # comments above a line stay above it
            '[key_result.x]\ntitle = "T"\n# planlint: ignore[PL305] -- later\nmetric.target = 3\n',
            ["owner=ines", "metric.name=n"],
            '[key_result.x]\ntitle = "T"\nowner = "ines"\nmetric.name = "n"\n'
            "# planlint: ignore[PL305] -- later\nmetric.target = 3\n",
        ),
        (  # columns and indentation
            '[key_result.x]\n  title     = "T"\n  objective = "o"\n',
            ["owner=ines", "confidence=0.5"],
            '[key_result.x]\n  title     = "T"\n  objective = "o"\n  owner     = "ines"\n  confidence = 0.5\n',
        ),
        (  # no line end at the end
            '[key_result.x]\ntitle = "T"',
            ["owner=ines"],
            '[key_result.x]\ntitle = "T"\nowner = "ines"',
        ),
        (  # a text of several lines is one value
            '[key_result.x]\ntitle = "T"\nnote = """\none\ntwo\n"""\nmetric.target = 3\n',
            ["note=short", "owner=ines"],
            '[key_result.x]\ntitle = "T"\nowner = "ines"\nnote = "short"\nmetric.target = 3\n',
        ),
        (  # quoted ids and keys
            "[key_result.'x']\ntitle = 'T'\n'metric'.\"target\" = 3\n",
            ["target=4", "current=1"],
            "[key_result.'x']\ntitle = 'T'\n'metric'.\"target\" = 4\nmetric.current = 1\n",
        ),
    ],
)
def test_what_is_added_follows_the_style_of_the_item(text: str, pairs: list[str], result: str) -> None:
    assert after(text, *pairs) == result


STEPS = """\
[key_result.x]
milestones.alpha = 2026-01-31
milestones.beta = 2026-03-31
reached = [
  "alpha", # on time
]
"""


@pytest.mark.parametrize(
    ("pair", "reached"),
    [
        ("reached=beta", 'reached = [\n  "alpha", # on time\n  "beta",\n]\n'),
        ("reached=alpha,beta", 'reached = [\n  "alpha", # on time\n  "beta",\n]\n'),
        ("reached=alpha", 'reached = [\n  "alpha", # on time\n]\n'),
        ("reached=[beta]", 'reached = [\n  "beta", # on time\n]\n'),
        ('reached=["beta", "alpha"]', 'reached = [\n  "beta",\n  "alpha", # on time\n]\n'),
        ("reached=", ""),
    ],
)
def test_steps_are_added_and_brackets_replace_them(pair: str, reached: str) -> None:
    assert after(STEPS, pair) == STEPS[: STEPS.index("reached")] + reached


@pytest.mark.parametrize(
    ("pairs", "left"),
    [
        (["current=38"], ["metric.current = 38"]),
        (["current=38", "confidence=0.5"], ["metric.current = 38"]),
        (["current=40"], ["metric.current = 40"]),  # said again today
        (["confidence=0.5"], ["metric.current = 40", "metric.as_of = 2026-09-30"]),
    ],
)
def test_a_value_is_not_left_with_the_day_of_another(pairs: list[str], left: list[str]) -> None:
    text = HEADER.replace("40 # as of Monday", "40\nmetric.as_of = 2026-09-30")
    lines = after(text, *pairs).splitlines()
    assert [line for line in lines if line.startswith(("metric.current", "metric.as_of"))] == left


def test_a_value_may_come_with_its_day() -> None:
    text = HEADER.replace("40 # as of Monday", "40\nmetric.as_of = 2026-09-30")
    loaded = load_files({"plan.toml": text})
    item, day = loaded.plan.items["key_result.x"], date(2026, 11, 20)
    assignments = [Assignment(item, ("metric", "current"), 37), Assignment(item, ("metric", "as_of"), day)]
    written = record({"plan.toml": text.encode()}, loaded, assignments, FIELDS).files["plan.toml"].decode()
    assert written == text.replace("current = 40", "current = 37").replace("2026-09-30", "2026-11-20")


def test_a_target_that_is_agreed_on_is_owed_no_longer() -> None:
    owed = '[key_result.k]\ntitle = "K"\nmetric.name = "n"\nmetric.target_by = 2026-11-30\nmetric.current = 3\n'
    agreed = owed.replace("metric.target_by = 2026-11-30", "metric.target = 9\nmetric.baseline = 2")
    assert after(owed, "target=9", "baseline=2", item="key_result.k") == agreed


def test_fields_stand_in_one_order_with_what_a_check_in_changes_last() -> None:
    pairs = ["as_of=2026-10-31", "current=4", "path.2027=3", "evidence=e", "note=n", "confidence=0.5", "reason=r"]
    pairs += ["cadence=weekly", "owner=ann", "milestones.a=2026-10-31", "due=2026-12-31", "baseline=9", "unit=days"]
    pairs += ["target=2", "name=wait", "x-board=1"]
    assert after('[key_result.x]\ntitle = "T"\n', *pairs) == dedent("""\
        [key_result.x]
        title = "T"
        due = 2026-12-31
        milestones.a = 2026-10-31
        owner = "ann"
        cadence = "weekly"
        x-board = 1
        reason = "r"
        confidence = 0.5
        note = "n"
        evidence = "e"
        metric.name = "wait"
        metric.unit = "days"
        metric.target = 2
        metric.path.2027 = 3
        metric.baseline = 9
        metric.current = 4
        metric.as_of = 2026-10-31
    """)


def test_the_first_step_follows_the_milestones() -> None:
    text = STEPS[: STEPS.index("reached")]
    assert after(f"{text}\n[x-y]\n", "reached=alpha") == f'{text}reached = ["alpha"]\n\n[x-y]\n'


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = (
        b"\xef\xbb\xbf"
        + HEADER.replace("\n", "\r\n").encode()
        + STEPS.replace("\n", "\r\n").replace(".x", ".z").encode()
    )
    edited = recorded(
        {"plan.toml": text},
        ("key_result.x", "confidence=0.5"),
        ("key_result.z", "reached=beta"),
        ("key_result.y", "title=V"),
    )
    expected = text.replace(b'"o"\r\n', b'"o"\r\nconfidence = 0.5\r\n').replace(b'"U"', b'"V"')
    assert edited.files["plan.toml"] == expected.replace(b"# on time\r\n", b'# on time\r\n  "beta",\r\n')


def test_several_items_in_several_files_and_what_changed_is_told() -> None:
    edited = recorded(
        {"a.toml": HEADER, "b.toml": '[task.t]\ntitle = "T"\nstatus = "todo"\n', "c.toml": '[task.u]\ntitle = "U"\n'},
        ("key_result.x", "current=41"),
        ("key_result.x", "current=42"),
        ("task.t", "status=done"),
        ("task.u", "title=U"),
    )
    assert sorted(edited.files) == ["a.toml", "b.toml"]
    assert [(one.item, one.key, one.before, one.after, one.path) for one in edited.changes] == [
        ("key_result.x", ("metric", "current"), 40, 42, "a.toml"),
        ("task.t", ("status",), "todo", "done", "b.toml"),
    ]


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("curent=3", "a key result has no key 'curent': did you mean 'current'?"),
        ("assignee=ines", "a key result has no key 'assignee': it can have title"),
        ("metric.curent=3", "`metric` has no key 'curent': did you mean 'metric.current'?"),
        ("metric=3", "`metric` is a table: name a key inside it, as metric.KEY=VALUE"),
        ("title.en=3", "`title` is not a table, so it has no key 'en': write title=VALUE"),
        ("a b=3", "'a b' is not a key: a key is written as KEY or TABLE.KEY"),
        ("x#=3", "'x#' is not a key"),
        ("current=many", "metric.current: 'many' is not a number: write it in digits, as metric.current=38"),
        ("current=38%", "metric.current: '38%' is not a number: write metric.current=38, without '%'"),
        ("weight=2 kg", "weight: '2 kg' is not a number: write weight=2, without 'kg'"),
        (
            "target=1,000",
            "metric.target: '1,000' can be read as two numbers: write metric.target=1000 or metric.target=1",
        ),
        (
            "target=1,500",
            "metric.target: '1,500' can be read as two numbers: write metric.target=1500 or metric.target=1.5",
        ),
        ("current=nan", "metric.current: 'nan' is not a number"),
        ("current=1e999", "metric.current: '1e999' is not a number"),
        (
            "current=9223372036854775808",
            "metric.current: '9223372036854775808' is too large: a whole number has at most 19",
        ),
        (f"current={'9' * 301}", "metric.current: '999999999999999999999999999999999999999…' is too large: a whole"),
        ("due=31.12.2026", "due: '31.12.2026' is not a date: write due=2026-12-31"),
        ("due=12/11/2026", "due: '12/11/2026' is not a date: write due=2026-11-12 or due=2026-12-11"),
        ("priority=1.5", "priority: '1.5' is not a whole number"),
        ("due=2026-02-30", "due: '2026-02-30' is not a day of the calendar"),
        ("due=2026-2-3", "due: '2026-2-3' is not a date: write due=2026-02-03"),
        ("tags=[1]", "tags: [1] is not a list of texts"),
    ],
)
def test_what_cannot_be_meant_is_refused(pair: str, message: str) -> None:
    with pytest.raises(EditError) as caught:
        after(HEADER, pair)
    assert f"{caught.value.message}: {caught.value.help}".startswith(message)


def test_dates_and_booleans_of_the_directory_kinds() -> None:
    text = '[person.rob]\nname = "Rob"\n\n[period.h]\nstart = 2026-01-01\nend = 2026-06-30\n'
    assert after(text, "active=false", item="person.rob") == text.replace('"Rob"\n', '"Rob"\nactive = false\n')
    assert after(text, "end=2026-07-31", item="period.h") == text.replace("06-30", "07-31")
    with pytest.raises(EditError, match="active: 'no' is not true or false"):
        after(text, "active=no", item="person.rob")
    with pytest.raises(EditError, match="end: '2026-Q2' is not a date"):
        after(text, "end=2026-Q2", item="period.h")


def test_an_item_declared_twice_or_about_to_vanish_is_refused() -> None:
    with pytest.raises(EditError, match=r"key_result\.x is declared twice: a\.toml, b\.toml"):
        recorded({"a.toml": HEADER, "b.toml": HEADER}, ("key_result.x", "current=1"))
    with pytest.raises(EditError, match=r"nothing would be left of key_result\.x"):
        after('[key_result]\nx.title = "T"\n', "title=")


def test_what_would_make_a_file_too_large_is_refused() -> None:
    full = HEADER + "# " + "x" * ((1 << 20) - len(HEADER) - 10) + "\n"
    with pytest.raises(EditError, match="could no longer be read: the file has"):
        recorded({"a.toml": full}, ("key_result.x", "note=" + "y" * 100))


# Laws, over items laid out in every way there is.

_TITLES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_NUMBERS = st.one_of(st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False))
_VALUES: dict[tuple[str, ...], st.SearchStrategy[Any]] = {
    ("title",): _TITLES,
    ("note",): _TITLES,
    ("confidence",): _NUMBERS,
    ("metric", "current"): _NUMBERS,
    ("metric", "baseline"): _NUMBERS,
    ("due",): st.dates(date(1, 1, 1)),
    ("tags",): st.lists(_TITLES, max_size=3),
    ("x-any",): st.one_of(_TITLES, _NUMBERS, st.booleans()),
}
_LAYOUTS = (
    HEADER,
    '[key_result.x.metric]\nname = "n"\n\n[key_result.x]\ntitle = "T"\n\n# after\n[task.t]\ntitle = "z"\n',
    'key_result.x = { title = "T", metric = { name = "n" }, tags = ["a", "b"] } # c\n[task]\nt = {title = "z"}\n',
    '[key_result]\nx.title = "T"\nx.metric.name = "n"\ny = { title = "U" }\n[[x-log]]\na = 1\n[task.t]\ntitle = "z"',
    'key_result."x".title = "T"\nkey_result.x.tags = [ # c\n  "a",\n  "b" ]\n[task.t]\ntitle = "z"\n',
)
_CHANGES = st.lists(
    st.sampled_from(sorted(_VALUES)).flatmap(lambda key: st.tuples(st.just(key), st.none() | _VALUES[key])), max_size=4
)


@settings(deadline=None)
@given(st.sampled_from(_LAYOUTS), st.booleans(), _CHANGES)
def test_what_is_wished_is_read_back_and_all_else_stays(
    text: str, crlf: bool, changes: list[tuple[tuple[str, ...], Any]]
) -> None:
    text = text.replace("\n", "\r\n") if crlf else text
    loaded = load_files({"plan.toml": text})
    item = loaded.plan.items["key_result.x"]
    assignments = [Assignment(item, key, value) for key, value in changes if value is not None or key != ("title",)]
    edited = record({"plan.toml": text.encode()}, loaded, assignments, FIELDS)
    data = edited.files.get("plan.toml", text.encode())
    now = read("plan.toml", data).value
    for one in {one.key: one for one in assignments}.values():
        assert value_at(now, ("key_result", "x", *one.key)) == one.value
    # Lines of others are there still, in their order, whole.
    others = [line for line in text.splitlines(keepends=True) if "U" in line or "z" in line or "log" in line]
    kept = [line for line in data.decode().splitlines(keepends=True) if line in others]
    assert kept == others
    again = load_files({"plan.toml": data})
    same = [Assignment(again.plan.items["key_result.x"], one.key, one.value) for one in assignments[-1:]]
    assert record({"plan.toml": data}, again, same, FIELDS).files == {}
