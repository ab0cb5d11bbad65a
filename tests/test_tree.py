"""What serves what: outlines, what they are narrowed to, bars and measures, and how `planlint tree` draws them."""

import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.cli.main import main
from planlint.model import outline as outline_module
from planlint.model.items import Item, KeyResult
from planlint.model.naming import NamingError, find_item
from planlint.model.outline import Outline, TooManyNodesError, outline
from planlint.model.plan import Plan
from planlint.model.plan_part import part_of
from planlint.model.selection import ItemSelection
from planlint.model.why import why
from planlint.render.plan.tree import tree_json, tree_text
from planlint.render.plan.why import why_text
from planlint.render.text.bars import amount, bar, measure, relative
from planlint.render.text.cells import width
from planlint.render.text.style import Style
from tests.support.planning import made, plan_of

GOLDEN = Path(__file__).parent / "golden" / "tree"
WRITE_GOLDEN = os.environ.get("PLANLINT_GOLDEN") == "write"  # read here: tests see no such variables
DAY = date(2025, 10, 15)
STYLES = {
    "80": Style(80),
    "80-ascii": Style(80, unicode=False),
    "100": Style(100),
    "120": Style(120),
    "120-ascii": Style(120, unicode=False),
}
UNICODE, ASCII = Style(), Style(unicode=False)


def rust() -> Plan:
    return plan_of((GOLDEN / "rust.toml").read_text(encoding="utf-8"))


def outline_of(
    plan: Plan, today: date, root: Item | None = None, selection: ItemSelection | None = None, *, tasks: bool = True
) -> Outline:
    return outline(part_of(plan, root, selection, tasks=tasks), today)


def names(found: Outline) -> list[str]:
    """An outline as indented full names."""
    return ["  " * entry.depth + entry.standing.item.name for entry in found.entries]


def drawn(plan: Plan, item: str | None = None, style: Style = UNICODE, *, tasks: bool = False) -> list[str]:
    root = find_item(plan, item) if item else None
    return tree_text(outline_of(plan, DAY, root, tasks=tasks), style).splitlines()


def line(plan: Plan, item: str, identifier: str, style: Style = UNICODE) -> str:
    """The line an id is drawn on."""
    lines = drawn(plan, item, style, tasks=True)
    return next(one for one in lines[1:] if one.lstrip("│├└─ ").startswith(f"{identifier} "))


def key_result(metric: dict[str, Any] | None = None, **fields: Any) -> KeyResult:
    given = {**fields, "metric": metric} if metric is not None else fields
    return KeyResult("k", given, "plan.toml")


# --- outlines


def test_without_an_item_the_purposes_are_the_roots_then_what_reaches_none() -> None:
    plan = plan_of("""
        [purpose.b]
        title = "B"
        [purpose.a]
        title = "A"
        [vision.v]
        title = "V"
        purpose = ["b", "a"]
        [vision.lost]
        title = "Lost"
        [objective.astray]
        title = "Astray"
        outcome = "gone"
        [key_result.k]
        title = "K"
        objective = "astray"
        [period.p]
        start = 2025-01-01
        end = 2025-12-31
    """)
    assert names(outline_of(plan, DAY)) == [
        "purpose.b",
        "  vision.v",
        "purpose.a",
        "  vision.v",
        "vision.lost",
        "objective.astray",
        "  key_result.k",
    ]


def test_rings_are_cut_and_still_shown() -> None:
    plan = made(
        ("objective", "a", {"key_result": "k"}),
        ("key_result", "k", {"objective": "a"}),
        ("objective", "c", {"key_result": ["m", "k"]}),
        ("key_result", "m", {"objective": "c"}),
    )
    assert names(outline_of(plan, DAY)) == [
        "key_result.k",
        "  objective.a",
        "  objective.c",
        "    key_result.m",
    ]
    assert names(outline_of(plan, DAY, plan.items["objective.a"])) == [
        "objective.a",
        "  key_result.k",
        "    objective.c",
        "      key_result.m",
    ]


def test_siblings_stand_by_priority_then_as_written() -> None:
    plan = made(
        ("outcome", "o", {}),
        *(("objective", name, {"outcome": "o", "priority": n}) for name, n in (("d", 2), ("c", 0), ("b", 10))),
        *(("objective", name, {"outcome": "o"}) for name in ("z", "a")),
        ("objective", "wrong", {"outcome": "o", "priority": "1"}),
    )
    assert [name.rpartition(".")[2] for name in names(outline_of(plan, DAY))[1:]] == ["c", "d", "b", "z", "a", "wrong"]


def test_tasks_are_left_out_unless_asked_for_or_the_root() -> None:
    plan = rust()
    tactic, task = plan.items["tactic.implement-mvp"], plan.items["task.implementation"]
    assert names(outline_of(plan, DAY, tactic, tasks=False)) == ["tactic.implement-mvp"]
    assert names(outline_of(plan, DAY, tactic)) == ["tactic.implement-mvp", "  task.implementation"]
    assert names(outline_of(plan, DAY, task, tasks=False)) == ["task.implementation"]


def test_an_outline_that_nobody_could_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outline_module, "MOST_NODES", 1000)
    items: list[tuple[str, str, dict[str, Any]]] = [("outcome", "o", {})]
    above: dict[str, Any] = {"outcome": "o"}
    for level in range(12):
        for side in "ab":
            items.append(("objective", f"o{level}{side}", above))
            items.append(("key_result", f"k{level}{side}", {"objective": f"o{level}{side}"}))
        above = {"key_result": [f"k{level}a", f"k{level}b"]}
    with pytest.raises(TooManyNodesError):
        outline_of(made(*items), DAY)


def test_a_plan_may_be_as_deep_as_it_likes() -> None:
    items: list[tuple[str, str, dict[str, Any]]] = [("objective", "o0", {})]
    for n in range(1, 1000):
        items.append(("key_result", f"k{n}", {"objective": f"o{n - 1}"}))
        items.append(("objective", f"o{n}", {"key_result": f"k{n}"}))
    found = outline_of(made(*items), DAY)
    assert found.entries[-1].depth == 1998
    assert tree_json(found).count('"children"') == 1999
    assert max(width(line) for line in tree_text(found, UNICODE).splitlines()) <= 80


# --- narrowed


TEAMS = """
    [purpose.p]
    title = "P"
    [vision.v]
    title = "V"
    purpose = "p"
    [outcome.o]
    title = "O"
    vision = "v"
    [objective.now]
    title = "Now"
    outcome = "o"
    period = "2025-H2"
    owner = "ines"
    tags = ["growth"]
    asks.legal = "review the lease"
    [objective.then]
    title = "Then"
    outcome = "o"
    period = "winter"
    owner = "legal"
    [key_result.k]
    title = "K"
    objective = "now"
    status = "on-track"
    [key_result.m]
    title = "M"
    objective = "then"
    owner = "old-mia"
    status = "done"
    [tactic.c]
    title = "C"
    key_result = "k"
    [task.t]
    title = "T"
    tactic = "c"
    assignee = "tomas"
    status = "doing"
    [person.ines]
    name = "Ines"
    [person.mia]
    name = "Mia"
    formerly = ["old-mia"]
    [person.tomas]
    name = "Tomas"
    [team.legal]
    name = "Legal"
    members = ["mia"]
    [team.desk]
    name = "Desk"
    lead = "tomas"
    [period.winter]
    start = 2025-12-01
    end = 2026-02-28
    formerly = ["cold"]
"""
WAY = ["purpose.p", "vision.v", "outcome.o"]


def kept(**asked: tuple[str, ...]) -> list[str]:
    return [name.strip() for name in names(outline_of(plan_of(TEAMS), DAY, selection=ItemSelection(**asked)))]


@pytest.mark.parametrize(
    ("asked", "below"),
    [
        ({"kinds": ("objective",)}, ["objective.now", "objective.then"]),
        ({"kinds": ("outcome",)}, []),
        ({"kinds": ("key_result", "outcome")}, ["objective.now", "key_result.k", "objective.then", "key_result.m"]),
        ({"owners": ("mia",)}, ["objective.then", "key_result.m"]),
        ({"owners": ("old-mia",)}, ["objective.then", "key_result.m"]),
        ({"owners": ("tomas",)}, ["objective.now", "key_result.k", "tactic.c", "task.t"]),
        ({"owners": ("ines",)}, ["objective.now", "key_result.k", "tactic.c"]),
        ({"teams": ("legal",)}, ["objective.now", "objective.then", "key_result.m"]),
        ({"teams": ("desk",)}, ["objective.now", "key_result.k", "tactic.c", "task.t"]),
        ({"periods": ("winter",)}, ["objective.then", "key_result.m"]),
        ({"periods": ("cold",)}, ["objective.then", "key_result.m"]),
        ({"periods": ("2025-H2",)}, ["objective.now", "key_result.k", "tactic.c", "task.t"]),
        ({"statuses": ("doing",)}, ["objective.now", "key_result.k", "tactic.c", "task.t"]),
        ({"statuses": ("closed",)}, ["objective.then", "key_result.m"]),
        ({"statuses": ("open",), "kinds": ("key_result",)}, ["objective.now", "key_result.k"]),
        ({"tags": ("growth",)}, ["objective.now"]),
        ({"tags": ("growth",), "kinds": ("outcome", "objective")}, ["objective.now"]),
    ],
)
def test_a_selection_keeps_what_matches_and_the_way_to_it(asked: dict[str, tuple[str, ...]], below: list[str]) -> None:
    assert kept(**asked) == [*WAY, *below]


@pytest.mark.parametrize(
    "asked", [{"statuses": ("blocked",)}, {"periods": ("2031",)}, {"tags": ("growth",), "kinds": ("task",)}]
)
def test_what_is_known_and_matches_nothing_leaves_nothing(asked: dict[str, tuple[str, ...]]) -> None:
    assert kept(**asked) == []


def test_below_an_item_only_what_matches_there_is_kept() -> None:
    plan = plan_of(TEAMS)
    selection = ItemSelection(owners=("tomas",))
    assert names(outline_of(plan, DAY, plan.items["key_result.k"], selection))[0] == "key_result.k"
    assert names(outline_of(plan, DAY, plan.items["key_result.m"], selection)) == []


@pytest.mark.parametrize(
    ("asked", "message", "help"),
    [
        ({"kinds": ("keyresult",)}, "there is no kind 'keyresult'", "did you mean 'key_result'?"),
        ({"owners": ("inez",)}, "there is no person or team 'inez'", "did you mean 'ines'?"),
        ({"teams": ("ines",)}, "there is no team 'ines'", "there are: desk, legal"),
        ({"periods": ("wintr",)}, "there is no period 'wintr'", "did you mean 'winter'?"),
        ({"statuses": ("on_track",)}, "there is no status 'on_track'", "did you mean 'on-track'?"),
        ({"tags": ("grwth",)}, "there is no tag 'grwth'", "did you mean 'growth'?"),
    ],
)
def test_a_word_the_plan_does_not_know_is_refused(asked: dict[str, tuple[str, ...]], message: str, help: str) -> None:
    with pytest.raises(NamingError) as caught:
        kept(**asked)
    assert (caught.value.message, caught.value.help) == (message, help)


def test_without_a_directory_owners_are_those_who_are_written() -> None:
    plan = made(("objective", "b", {"owner": "the board"}), ("key_result", "k", {"objective": "b"}))
    assert len(outline_of(plan, DAY, selection=ItemSelection(owners=("the board",))).entries) == 2
    with pytest.raises(NamingError, match="there is no team 'the board'"):
        outline_of(plan, DAY, selection=ItemSelection(teams=("the board",)))


# --- bars, measures, days


@pytest.mark.parametrize(
    ("value", "expected", "cells", "plain"),
    [
        (0.0, None, "░░░░░░░░░░", "----------"),
        (1.0, None, "██████████", "##########"),
        (1 / 3, 0.58, "███░░┃░░░░", "###--|----"),
        (0.8, 1.0, "████████░┃", "########-|"),
        (0.5, 0.0, "█████░░░░░", "#####-----"),
        (None, None, "··········", ".........."),
        (None, 0.31, "···┃······", "...|......"),
        (0.949, None, "█████████░", "#########-"),
    ],
)
def test_a_bar_has_ten_cells_and_a_mark(value: float | None, expected: float | None, cells: str, plain: str) -> None:
    assert (bar(value, expected, UNICODE), bar(value, expected, ASCII)) == (cells, plain)


@given(st.floats(0, 1), st.none() | st.floats(0, 1), st.booleans())
def test_every_bar_is_ten_cells_wide(value: float, expected: float | None, unicode: bool) -> None:
    assert width(bar(value, expected, Style(unicode=unicode))) == 10


@pytest.mark.parametrize(
    ("number", "text"),
    [(40, "40"), (40.0, "40"), (-0.0, "0"), (3.5, "3.5"), (96.64, "96.64"), (1e300, "1e+300"), (None, "?")],
)
def test_numbers_are_written_as_people_do(number: float | None, text: str) -> None:
    assert amount(number) == text


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (key_result({"baseline": 0, "target": 3, "current": 1, "unit": "RFCs"}), "1 of 3 RFCs"),
        (key_result({"target": 3, "current": 1.0}), "1 of 3"),
        (key_result({"baseline": 58, "target": 21, "current": 40, "unit": "days"}), "58 → 40 of 21 days"),
        (key_result({"target": 97.5, "unit": "%"}), "? of 97.5 %"),
        (key_result({"baseline": 96.64, "target": 99.95, "unit": "%"}), "96.64 → ? of 99.95 %"),
        (key_result({"baseline": 1, "current": 2}), "1 → 2 of ?"),
        (key_result({"target": 0, "current": 1, "direction": "at-most"}), "✗ 1, at most 0"),
        (key_result({"target": 95, "current": 99, "unit": "%", "direction": "at-least"}), "● 99, at least 95 %"),
        (key_result({"target": 95, "direction": "at-least"}), "○ ?, at least 95"),
        (key_result(milestones={"a": 1, "b": 2}, reached=["a", "c"]), "1 of 2 steps"),
        (key_result(milestones={"a": 1}), "0 of 1 step"),
        (key_result(status="done"), "no measure"),
        (key_result({"target": 123456789, "unit": "a unit " * 9}), "? of 123456789 a unit a unit a unit a …"),
    ],
)
def test_a_measure(item: KeyResult, text: str) -> None:
    assert measure(item, UNICODE) == text


def test_a_measure_in_ascii() -> None:
    assert measure(key_result({"baseline": 58, "target": 21, "current": 40}), ASCII) == "58 -> 40 of 21"
    broken = key_result({"target": 0, "current": 1, "direction": "at-most"})
    assert measure(broken, ASCII) == "! 1, at most 0"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 12, 31), "in 77 days"),
        (date(2025, 10, 16), "in 1 day"),
        (DAY, "today"),
        (date(2025, 10, 14), "1 day ago"),
        (date(2025, 10, 12), "3 days ago"),
    ],
)
def test_days_are_said_from_today(day: date, text: str) -> None:
    assert relative(day, DAY) == text


# --- lines


def one_objective(*below: tuple[str, str, dict[str, Any]], **fields: Any) -> Plan:
    objective = {"title": "Faster", "outcome": "o", "period": "2025-H2", "owner": "ines", **fields}
    return made(("outcome", "o", {"title": "Housed"}), ("objective", "b", objective), *below)


MOVING = {"objective": "b", "metric": {"target": 10, "current": 3}}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "··········  ? of 10  silent  ines"),
        ({"baseline": 0}, "··········  ? of 10  silent  ines"),
        ({"baseline": 0, "current": 3}, "███░░┃░░░░  3 of 10  behind  ines"),
        ({"baseline": 0, "current": 5}, "█████┃░░░░  5 of 10  slow  ines"),
        ({"baseline": 0, "current": 6}, "█████┃░░░░  6 of 10  on pace  ines"),
    ],
)
def test_a_key_result_is_a_bar_a_measure_a_state_an_owner(fields: dict[str, Any], words: str) -> None:
    plan = one_objective(("key_result", "k", {"objective": "b", "metric": {"target": 10, **fields}}))
    assert re.sub(" {2,}", "  ", line(plan, "b", "k")) == f"└─ k  {words}"


@pytest.mark.parametrize("status", ["done", "closed", "dropped", "planned"])
def test_a_written_state_that_settles_it_comes_before_its_pace(status: str) -> None:
    plan = one_objective(
        ("key_result", "k", {"objective": "b", "status": status, "metric": {"baseline": 0, "target": 10, "current": 1}})
    )
    found = line(plan, "b", "k")
    assert status in found
    assert ("┃" in found) == (status == "planned")


def test_a_written_status_stands_where_there_is_no_pace() -> None:
    plan = one_objective(("key_result", "k", {"objective": "b", "status": "off-track"}))
    assert line(plan, "b", "k").split()[-2:] == ["off-track", "ines"]


def test_a_key_result_below_what_is_closed_is_closed() -> None:
    plan = one_objective(("key_result", "k", MOVING), status="closed")
    assert line(plan, "b", "k").split()[-2:] == ["closed", "ines"]
    assert drawn(plan, "o")[3].endswith("2025-H2, closed")


RAIL = {"target": 0, "current": 1, "direction": "at-most"}


def test_a_guard_rail_holds_or_is_broken() -> None:
    plan = one_objective(("key_result", "g", {"objective": "b", "metric": RAIL}))
    assert re.sub(" {2,}", "  ", line(plan, "b", "g")) == "└─ g  guard-rail  ✗ 1, at most 0  broken  ines"
    assert drawn(plan, "b")[1:4] == [
        "rests on no key results · 2025-H2 · ines",
        "guard-rail g is broken: ✗ 1, at most 0",
        "│",
    ]
    assert "1 guard-rail broken" in drawn(plan, "o")[1]


def test_a_broken_guard_rail_is_named_where_it_has_no_line() -> None:
    plan = one_objective(("key_result", "g", {"objective": "b", "metric": RAIL}))
    found = outline_of(plan, DAY, selection=ItemSelection(kinds=("objective",)))
    assert tree_text(found, UNICODE).splitlines()[-1] == "      guard-rail g is broken: ✗ 1, at most 0"


@pytest.mark.parametrize(
    ("tasks", "words"),
    [
        ([], ""),
        ([{"status": "done"}, {"status": "dropped"}, {}], "1 of 2 tasks"),
        ([{"status": "doing", "assignee": "ines"}], "0 of 1 task, now t0"),
        ([{"status": "doing", "assignee": "mia"}], "0 of 1 task, now t0 (mia)"),
        ([{"status": "doing", "priority": 2}, {"status": "doing", "priority": 1}], "0 of 2 tasks, now t1"),
        ([{"status": "blocked"}], "0 of 1 task, t0 is blocked"),
        ([{"depends_on": ["t1"]}, {"tactic": "other"}], "0 of 1 task, waits for t1"),
        ([{"depends_on": ["task.t1"]}, {}], "0 of 2 tasks"),
        ([{"depends_on": ["t1"]}, {"tactic": "other", "status": "done"}], "0 of 1 task"),
    ],
)
def test_tasks_are_summed_on_the_line_of_their_tactic(tasks: list[dict[str, Any]], words: str) -> None:
    plan = one_objective(
        ("key_result", "k", MOVING),
        ("tactic", "c", {"key_result": "k"}),
        ("tactic", "other", {}),
        *(("task", f"t{n}", {"tactic": "c", **fields}) for n, fields in enumerate(tasks)),
    )
    found = next(one for one in drawn(plan, "b") if " c " in f"{one} ")
    assert re.sub(" {2,}", "  ", found) == f"  └─ c  {words}".rstrip()


def test_a_tactic_says_what_it_waits_for_itself_and_whose_it_is_if_somebody_else() -> None:
    plan = one_objective(
        ("key_result", "k", MOVING),
        ("tactic", "c", {"key_result": "k", "owner": "mia", "depends_on": ["key_result.first", "d"]}),
        ("tactic", "d", {"status": "done"}),
        ("key_result", "first", {}),
    )
    found = re.sub(" {2,}", "  ", next(one for one in drawn(plan, "b") if " c " in one))
    assert found == "  └─ c  waits for first  mia"
    assert drawn(plan, "b")[-1].endswith("1 tactic without tasks")


def test_a_task_is_its_status_what_it_waits_for_and_when_it_is_due() -> None:
    plan = one_objective(
        ("key_result", "k", MOVING),
        ("tactic", "c", {"key_result": "k"}),
        ("task", "late", {"tactic": "c", "due": date(2025, 10, 12), "assignee": "mia"}),
        ("task", "wait", {"tactic": "c", "status": "todo", "depends_on": ["late"], "due": date(2025, 12, 1)}),
        ("task", "past", {"tactic": "c", "status": "done", "due": date(2025, 10, 1)}),
    )
    assert [re.sub(" {2,}", "  ", one) for one in drawn(plan, "c", tasks=True)[3:]] == [
        "├─ late  todo, due 12 Oct 2025, 3 days ago  mia",
        "├─ wait  todo, waits for late, due 1 Dec 2025",
        "└─ past  done",
    ]


def test_an_astray_root_says_where_its_chain_ends() -> None:
    plan = made(("outcome", "homes", {"vision": "v"}), ("objective", "b", {"title": "Faster", "outcome": "hoems"}))
    assert drawn(plan, "b") == [
        "Faster                                                                 objective",
        "rests on no key results",
        "so that  ??  outcome 'hoems' does not exist; did you mean 'homes'?",
    ]


def test_the_foot_says_only_what_is_needed() -> None:
    plan = one_objective(
        ("key_result", "k", {"objective": ["b", "d"]}), ("objective", "d", {"outcome": "o"}), due="undated"
    )
    assert drawn(plan, "b")[-1] == "k also serves d"
    assert not any("also serves" in one for one in drawn(plan))
    many = [("objective", f"d{n}", {}) for n in range(7)]
    above = ["b", *(name for _, name, _ in many)]
    plan = one_objective(("key_result", "k", {"objective": above}), *many, due="undated")
    assert drawn(plan, "b")[-1] == "k also serves d0, d1, d2, d3, d4 and 2 more"


# --- what is printed


VIEWS: dict[str, tuple[str | None, bool]] = {
    "outcome": ("fast-flexible-builds", False),
    "tactic": ("draft-with-teams", True),
    "whole": (None, True),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("view", VIEWS)
def test_golden(view: str, style: str) -> None:
    item, tasks = VIEWS[view]
    plan = rust()
    shown = tree_text(outline_of(plan, DAY, find_item(plan, item) if item else None, tasks=tasks), STYLES[style])
    path = GOLDEN / f"rust-{view}.{style}.txt"
    if WRITE_GOLDEN:
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == path.read_text(encoding="utf-8")


def test_json_is_exact() -> None:
    plan = made(
        ("outcome", "o", {"title": "Housed"}),
        ("objective", "b", {"title": "Faster", "outcome": "o", "period": "2025-H2", "owner": "ines"}),
        ("key_result", "k", {"title": "Weeks", "objective": "b", "metric": {"baseline": 0, "target": 3, "current": 1}}),
    )
    key_result = {
        "item": "key_result.k",
        "kind": "key_result",
        "title": "Weeks",
        "status": None,
        "open": True,
        "begun": True,
        "in_force": True,
        "reported": "measured",
        "progress": 0.333333,
        "rests_on": None,
        "score": None,
        "expected": 0.579235,
        "pace": 0.575472,
        "owner": "ines",
        "start": "2025-07-01",
        "due": "2025-12-31",
        "children": [],
    }
    objective = {
        **key_result,
        "item": "objective.b",
        "kind": "objective",
        "title": "Faster",
        "reported": None,
        "rests_on": [1, 1],
        "children": [key_result],
    }
    housed = {
        **objective,
        "item": "outcome.o",
        "kind": "outcome",
        "title": "Housed",
        "begun": False,
        "owner": None,
        "start": None,
        "due": None,
        "children": [objective],
    }
    shown = tree_json(outline_of(plan, DAY))
    assert json.loads(shown) == {"version": 1, "roots": [housed]}
    assert list(json.loads(shown)["roots"][0]) == list(housed)
    assert tree_json(outline_of(made(), DAY)) == '{"version": 1, "roots": []}\n'
    assert tree_json(outline_of(made(("purpose", "p", {}), ("purpose", "q", {})), DAY)).splitlines()[1].endswith("[]},")


def test_colour_only_paints() -> None:
    for room in (80, 120):
        painted = tree_text(outline_of(rust(), DAY, tasks=False), Style(room, color=True))
        assert "\x1b[1mFoundational software" in painted
        assert "\x1b[1;31mbehind" in painted
        bare = re.sub("\x1b\\[[0-9;]*m", "", painted)
        assert re.sub(r" +$", "", bare, flags=re.MULTILINE) == tree_text(
            outline_of(rust(), DAY, tasks=False), Style(room)
        )


HOSTILE = "\x1b[2J\u202eevil\r\n家族\t\u0301" + "x" * 300


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_hostile_text_cannot_act_or_break_lines(style: Style) -> None:
    name = "a\x1b]0;x"
    fields: dict[str, Any] = {"title": HOSTILE, "owner": HOSTILE, "period": "\u2028", "status": "\x07"}
    plan = made(
        ("outcome", "o", {"title": HOSTILE, "metric": {**RAIL, "unit": HOSTILE}}),
        ("objective", name, {**fields, "outcome": "o"}),
        ("key_result", name, {**fields, "objective": name, "metric": {"target": 3, "unit": HOSTILE}}),
        ("tactic", name, {**fields, "key_result": name}),
        ("task", name, {"title": HOSTILE, "tactic": name, "status": "\x1b[1m", "assignee": "\u202e"}),
        ("objective", "lost", {"outcome": "\x1b[2J"}),
    )
    found = outline_of(plan, DAY)
    for text in (tree_text(found, style), tree_json(found)):
        assert not set(text) & {"\x1b", "\u202e", "\r", "\t", "\u2028", "\x07"}
    assert json.loads(tree_json(found))["roots"][0]["title"] == HOSTILE


texts = st.text(st.sampled_from("ab é家\u0301👩‍👩‍👧1."), max_size=120)
ids = st.text(st.sampled_from("ab-"), min_size=1, max_size=20)
numbers = st.none() | st.integers(-99999, 99999) | st.floats(-1e6, 1e6)


@given(
    names=st.lists(ids, min_size=5, max_size=5),
    titles=st.lists(texts, min_size=5, max_size=5),
    owner=st.text("ab ", max_size=30),
    metric=st.fixed_dictionaries({"baseline": numbers, "target": numbers, "current": numbers, "unit": texts}),
    status=st.sampled_from(["on-track", "planned", "dropped", "done", None]),
    room=st.integers(40, 150),
    unicode=st.booleans(),
)
def test_no_line_is_wider_than_the_room(
    names: list[str],
    titles: list[str],
    owner: str,
    metric: dict[str, Any],
    status: str | None,
    room: int,
    unicode: bool,
) -> None:
    o, b, k, c, t = names
    plan = made(
        ("outcome", o, {"title": titles[0], "metric": {**metric, "direction": "at-least"}}),
        ("objective", b, {"title": titles[1], "outcome": o, "owner": owner, "period": "2025-H2", "status": status}),
        ("key_result", k, {"title": titles[2], "objective": b, "metric": metric, "status": status}),
        ("key_result", k + "x", {"title": titles[2], "objective": b, "metric": {**metric, "direction": "at-most"}}),
        ("tactic", c, {"title": titles[3], "key_result": [k, k + "x"], "depends_on": [f"key_result.{k}"]}),
        ("task", t, {"title": titles[4], "tactic": c, "assignee": owner, "status": status, "due": date(2025, 12, 1)}),
    )
    for shown in tree_text(outline_of(plan, DAY), Style(room, unicode=unicode)).splitlines():
        assert width(shown) <= room
        assert unicode or not set(shown) & set("█░┃·…→●○✗│├└")


# --- the command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "planlint.toml").touch()
    (tmp_path / "plan.toml").write_text((GOLDEN / "rust.toml").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANLINT_TODAY", "2025-10-15")
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "golden"),
    [
        (["fast-flexible-builds"], "rust-outcome.80.txt"),
        (["draft-with-teams"], "rust-tactic.80.txt"),
        (["--tasks"], "rust-whole.80.txt"),
        (["--kind", "purpose,vision,outcome,objective,key_result,tactic", "--kind", "task"], "rust-whole.80.txt"),
    ],
)
def test_the_command_draws(folder: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], golden: str) -> None:
    assert main(["tree", *arguments]) == 0
    assert capfd.readouterr().out == (GOLDEN / golden).read_text(encoding="utf-8")


def test_the_command_gives_json_with_tasks(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["tree", "implement-mvp", "--format", "json"]) == 0
    (root,) = json.loads(capfd.readouterr().out)["roots"]
    assert [child["item"] for child in root["children"]] == ["task.implementation"]


def test_nothing_that_matches_is_said_and_no_failure(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["tree", "--status", "off-track"]) == 0
    shown = capfd.readouterr()
    assert (shown.out, shown.err) == ("", "nothing matches\n")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["fast-flexible-build"], "there is no item 'fast-flexible-build'\n  help: did you mean outcome"),
        (["--owner", "davidtwc"], "there is no person or team 'davidtwc'\n  help: did you mean 'davidtwco'?"),
        (["--tag", ","], "--tag names nothing"),
    ],
)
def test_wrong_usage_ends_with_two(
    folder: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], error: str
) -> None:
    assert main(["tree", *arguments]) == 2
    shown = capfd.readouterr()
    assert shown.out == ""
    assert error in shown.err


def test_too_much_to_read_names_the_way_out(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outline_module, "MOST_NODES", 10)
    assert main(["tree"]) == 2
    assert "help: name an ITEM to start from, or some kinds with --kind" in capfd.readouterr().err


RESTING = """
[vision.v]
title = "V"
[outcome.half]
title = "Half of it is known"
vision = "v"
[objective.known]
title = "Known"
outcome = "half"
period = "2025"
[key_result.told]
title = "Told"
objective = "known"
metric.baseline = 0
metric.target = 4
metric.current = 1
[key_result.untold]
title = "Untold"
objective = "known"
metric.baseline = 0
metric.target = 4
[objective.unknown]
title = "Unknown"
outcome = "half"
period = "2025"
[outcome.over]
title = "It is over"
vision = "v"
[objective.ended]
title = "Ended"
outcome = "over"
period = "2024"
status = "closed"
[key_result.last]
title = "Last"
objective = "ended"
metric.baseline = 0
metric.target = 4
metric.current = 2
"""


def test_a_figure_says_what_it_rests_on_or_when_it_was_wherever_it_stands() -> None:
    for room in (80, 120):
        shown = drawn(plan_of(RESTING), style=Style(room))
        assert [" ".join(line.split()) for line in shown if " half " in line or " over " in line] == [
            "├─ half Half of it is known 0.25 from 1 of 2 outcome",
            "└─ over It is over 0.50 in 2024 outcome",
        ]
        [line] = [line for line in shown if "known " in line and "Known" in line]
        assert "0.25 from 1 of 2" in line
        chain = why_text(why(plan_of(RESTING), find_item(plan_of(RESTING), "told"), DAY), Style(room))
        assert "0.25 from 1 of 2" in chain
