"""Why an item exists: names, chains, breaks, the weakest link, and how `planlint why` tells them."""

import json
import os
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.cli.main import main
from planlint.model.items import Item
from planlint.model.naming import NamingError, find_item
from planlint.model.plan import Plan
from planlint.model.why import MOST_CHAINS, Why, why
from planlint.render.plan.why import why_json, why_text
from planlint.render.text.cells import width
from planlint.render.text.style import Style
from tests.support.planning import load_files, made, plan_of

GOLDEN = Path(__file__).parent / "golden"
WRITE_GOLDEN = os.environ.get("PLANLINT_GOLDEN") == "write"  # read here: tests see no such variables
DAY = date(2025, 10, 15)
STYLES = {"80": Style(80), "80-ascii": Style(80, unicode=False), "100": Style(100), "120": Style(120)}
WORK = ("purpose", "vision", "outcome", "objective", "key_result", "tactic", "task")


def rust() -> Plan:
    return plan_of((GOLDEN / "tree" / "rust.toml").read_text(encoding="utf-8"))


# The part of every plan that is above what a test is about.
ABOVE = """
    [purpose.p]
    title = "Homes"
    [vision.v]
    title = "Soon"
    purpose = "p"
    [outcome.o]
    title = "Housed"
    vision = "v"
"""
STRAIGHT = (
    ABOVE
    + """
    [objective.b]
    title = "Faster"
    outcome = "o"
    owner = "ines"
    period = "2025-H2"
    [key_result.k]
    title = "Three weeks"
    objective = "b"
    metric.name = "days"
    metric.baseline = 0
    metric.target = 10
    metric.current = CURRENT
    [tactic.c]
    title = "Desk"
    key_result = "k"
    [task.t]
    title = "Call"
    tactic = "c"
    assignee = "tomas"
"""
)


def straight(current: int = 10, more: str = "", **changed: str) -> Plan:
    """A plan without a fault, and what a test adds to its tables: `k='status = "done"'`."""
    text = dedent(STRAIGHT).replace("CURRENT", str(current))
    for identifier, lines in changed.items():
        kind = {"b": "objective", "k": "key_result", "c": "tactic", "t": "task"}[identifier]
        text = text.replace(f"[{kind}.{identifier}]\n", f"[{kind}.{identifier}]\n{lines}\n")
    return plan_of(text + dedent(more))


def facts(plan: Plan, name: str, today: date = DAY) -> Why:
    return why(plan, find_item(plan, name), today)


def weakest(plan: Plan, name: str = "task.t") -> tuple[str, str] | None:
    found = facts(plan, name).weakest
    return (found.item.name, found.because) if found else None


def broken_lines(plan: Plan, name: str, style: Style | None = None) -> list[str]:
    return [line for line in why_text(facts(plan, name), style or Style(120)).splitlines() if "??" in line]


# --- names


NAMES = """
    [objective.faster]
    title = "A"
    formerly = ["quicker"]
    [key_result.faster]
    title = "B"
    [key_result.days-to-keys]
    title = "C"
    formerly = ["wait", "quicker"]
    [tactic.quick]
    title = "D"
    formerly = ["days-to-keys"]
    [person.ines]
    name = "Ines"
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("objective.faster", "objective.faster"),
        ("days-to-keys", "key_result.days-to-keys"),  # what is so called now, before what once was
        ("wait", "key_result.days-to-keys"),
        ("key_result.wait", "key_result.days-to-keys"),
        ("objective.quicker", "objective.faster"),
        ("tactic.days-to-keys", "tactic.quick"),
    ],
)
def test_an_item_is_found_by_any_of_its_names(text: str, name: str) -> None:
    assert find_item(plan_of(NAMES), text).name == name


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        (
            "faster",
            "several items are called 'faster'",
            "name one of them: objective.faster, key_result.faster",
        ),
        ("quicker", "several items are called 'quicker'", "name one of them: objective.quicker, key_result.quicker"),
        ("days-to-kyes", "there is no item 'days-to-kyes'", "did you mean key_result.days-to-keys?"),
        ("task.quick", "there is no item 'task.quick'", "did you mean tactic.quick?"),
        ("zzz", "there is no item 'zzz'", "`planlint tree` lists what there is"),
        ("", "there is no item ''", "`planlint tree` lists what there is"),
        (
            "person.ines",
            "'person.ines' is not a goal or an action, so it serves nothing",
            "`planlint tree --owner ines` shows what is theirs",
        ),
        (
            "ines",
            "'ines' is not a goal or an action, so it serves nothing",
            "`planlint tree --owner ines` shows what is theirs",
        ),
        ("person.nobody", "there is no item 'person.nobody'", "`planlint tree` lists what there is"),
    ],
)
def test_other_names_are_refused_with_a_way_out(text: str, message: str, help: str) -> None:
    with pytest.raises(NamingError) as caught:
        find_item(plan_of(NAMES), text)
    assert (caught.value.message, caught.value.help) == (message, help)


def test_an_item_in_an_unreadable_file_is_known_and_said_to_be_unreadable() -> None:
    plan = load_files({"plan.toml": '[objective.a]\ntitle = "open\n'}).plan
    for text in ("objective.a", "a"):
        with pytest.raises(NamingError, match=r"'objective\.a' is declared in a file that cannot be read"):
            find_item(plan, text)


@pytest.mark.parametrize("form", ["text", "json", "mermaid", "dot"])
def test_nobody_is_asked_what_a_person_serves(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    (tmp_path / "plan.toml").write_text('[person.ines]\nname = "Ines"\n')
    assert main(["why", "person.ines", "--format", form, "--root", str(tmp_path)]) == 2
    assert "'person.ines' is not a goal or an action" in capsys.readouterr().err


# --- chains


def test_chains_are_walked_in_the_order_parents_are_written() -> None:
    assert facts(rust(), "implementation").chains == (
        (
            *("tactic.implement-mvp", "key_result.build-std-mvp", "objective.build-std"),
            *("outcome.fast-flexible-builds", "vision.systems-first", "purpose.foundational-software"),
        ),
        (
            *("tactic.implement-mvp", "key_result.build-std-mvp", "objective.build-std"),
            *("outcome.rust-for-linux", "vision.systems-first", "purpose.foundational-software"),
        ),
    )


def test_a_former_id_and_a_parent_named_twice_lead_on_once() -> None:
    plan = plan_of(
        ABOVE
        + """
    [objective.b]
    title = "Faster"
    outcome = ["o", "o"]
    formerly = ["old"]
    [key_result.k]
    title = "Weeks"
    objective = ["old", "b"]
    """
    )
    assert facts(plan, "k").chains == (("objective.b", "outcome.o", "vision.v", "purpose.p"),)


def test_an_item_stands_below_all_that_leads_to_it() -> None:
    plan = straight(
        more="""
        [objective.inner]
        title = "Inner"
        outcome = "o"
        key_result = "k"
        """
    )
    levels = [[one.item.name for one in level.served] for level in facts(plan, "inner").levels]
    assert levels == [["key_result.k"], ["objective.b"], ["outcome.o"], ["vision.v"], ["purpose.p"]]


def test_a_purpose_has_no_chain_and_nothing_weak() -> None:
    found = facts(straight(), "p")
    assert (found.chains, found.levels, found.weakest, found.reaches_purpose) == ((), (), None, True)


def test_at_most_a_thousand_chains_are_walked() -> None:
    layers: list[tuple[str, str, dict[str, Any]]] = [("purpose", "p", {}), ("vision", "v", {"purpose": "p"})]
    layers.append(("outcome", "o", {"vision": "v"}))
    above: dict[str, Any] = {"outcome": "o"}
    for level in range(10):
        for side in "ab":
            layers.append(("objective", f"o{level}{side}", above))
            layers.append(("key_result", f"k{level}{side}", {"objective": f"o{level}{side}"}))
        above = {"key_result": [f"k{level}a", f"k{level}b"]}
    plan = made(*layers, ("objective", "last", above))
    found = facts(plan, "last")
    assert (len(found.chains), found.is_cut, found.reaches_purpose) == (MOST_CHAINS, True, True)
    assert len(why_text(found, Style(80)).splitlines()) < 100  # each item once, however many chains there are


def test_a_chain_may_be_as_long_as_it_likes() -> None:
    items: list[tuple[str, str, dict[str, Any]]] = [("objective", "o0", {})]
    for n in range(1, 3000):
        items.append(("key_result", f"k{n}", {"objective": f"o{n - 1}"}))
        items.append(("objective", f"o{n}", {"key_result": f"k{n}"}))
    found = facts(made(*items), "o2999")
    assert len(found.chains[0]) == len(found.levels) - 1 == 5998


# --- breaks


@pytest.mark.parametrize(
    ("kind", "fields", "line", "because"),
    [
        (
            "tactic",
            'key_result = "build-std-mpv"',
            "so that  ??  key_result 'build-std-mpv' does not exist; did you mean 'build-std-mvp'?",
            "names key_result 'build-std-mpv', which does not exist",
        ),
        (
            "tactic",
            'key_result = "cranelift"',
            "so that  ??  key_result 'cranelift' does not exist; 'cranelift' is an objective",
            "names key_result 'cranelift', which does not exist",
        ),
        (
            "tactic",
            'key_result = "zzz"',
            "so that  ??  key_result 'zzz' does not exist",
            "names key_result 'zzz', which does not exist",
        ),
        ("tactic", "key_result = []", "so that  ??  nothing: add `key_result` or `objective`", "serves nothing"),
        ("objective", "", "so that  ??  nothing: add `outcome` or `key_result`", "serves nothing"),
        ("vision", "purpose = 5", "so that  ??  nothing: add `purpose`", "serves nothing"),
    ],
)
def test_a_break_says_what_is_wrong(kind: str, fields: str, line: str, because: str) -> None:
    text = (GOLDEN / "tree" / "rust.toml").read_text(encoding="utf-8")
    plan = plan_of(text + f'\n[{kind}.here]\ntitle = "Here"\n{fields}\n')
    found = facts(plan, f"{kind}.here")
    assert broken_lines(plan, f"{kind}.here") == [line]
    assert not found.reaches_purpose
    assert weakest(plan, f"{kind}.here") == (f"{kind}.here", because)
    assert found.chains == ((),)


def test_a_parent_in_an_unreadable_file_is_not_called_missing() -> None:
    plan = load_files(
        {"a.toml": '[key_result.k]\ntitle = "open\n', "b.toml": '[tactic.c]\ntitle = "Desk"\nkey_result = "k"\n'}
    ).plan
    assert broken_lines(plan, "c") == [
        "so that  ??  key_result 'k' is in a file that cannot be read; `planlint check` says why"
    ]
    assert weakest(plan, "c") == ("tactic.c", "names key_result 'k', which is in a file that cannot be read")


RING = (
    ABOVE
    + """
    [objective.a]
    title = "A"
    key_result = "k"
    [key_result.k]
    title = "K"
    objective = ["a", "b"]
    [objective.b]
    title = "B"
    outcome = "o"
"""
)


def test_a_ring_is_a_break_even_beside_a_way_out() -> None:
    plan = plan_of(RING)
    found = facts(plan, "a")
    assert found.chains == (("key_result.k",), ("key_result.k", "objective.b", "outcome.o", "vision.v", "purpose.p"))
    assert broken_lines(plan, "a") == ["    and  ??  objective 'a' again: the chain runs in a ring"]
    assert weakest(plan, "a") == ("key_result.k", "leads back to objective 'a'")


def test_a_break_names_its_item_where_it_may_be_any_of_several() -> None:
    plan = plan_of(
        ABOVE
        + """
    [objective.a]
    title = "A"
    outcome = "o"
    [objective.b]
    title = "B"
    [key_result.k]
    title = "K"
    objective = ["a", "b"]
    """
    )
    assert broken_lines(plan, "k") == ["    and  ??  nothing: add `outcome` or `key_result` (in objective.b)"]


def test_a_chain_misses_the_purpose_in_facts_exactly_where_one_of_its_chains_does() -> None:
    ids = st.sampled_from("abc")
    fields = {
        "objective": st.fixed_dictionaries({}, optional={"key_result": st.lists(ids), "outcome": st.just("o")}),
        "key_result": st.fixed_dictionaries({}, optional={"objective": st.lists(ids)}),
    }

    @given(st.lists(st.one_of(*(st.tuples(st.just(kind), ids, each) for kind, each in fields.items())), min_size=1))
    def law(items: list[tuple[str, str, dict[str, Any]]]) -> None:
        below = {(kind, name): (kind, name, each) for kind, name, each in items}
        plan = made(
            ("purpose", "p", {}), ("vision", "v", {"purpose": "p"}), ("outcome", "o", {"vision": "v"}), *below.values()
        )
        found = why(plan, plan.items[f"{items[0][0]}.{items[0][1]}"], DAY)
        assert found.reaches_purpose == all(chain and chain[-1] == "purpose.p" for chain in found.chains)
        named = {name for chain in found.chains for name in chain}
        assert named == {one.item.name for level in found.levels for one in level.served}
        for line in why_text(found, Style(60)).splitlines():
            assert width(line) <= 60

    law()


# --- the weakest link


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (straight(), None),
        (straight(9, k='owner = "x"'), None),
        (straight(k='status = "dropped"'), None),  # all that is below is closed with it
        (straight(k='status = "dropped"', t='status = "todo"'), ("key_result.k", "is dropped, while task.t is open")),
        (straight(0, b='status = "closed"', t='status = "doing"'), ("objective.b", "is closed, while task.t is open")),
        (straight(3), ("key_result.k", "is at 0.30 where 0.58 is expected")),
        (straight(3, k='status = "done"', t='status = "done"'), ("objective.b", "is at 0.30 where 0.58 is expected")),
        (straight(c="due = 2025-10-14"), ("tactic.c", "was due on 14 Oct 2025")),
        (straight(c="due = 2025-10-15"), None),
        (straight(t='status = "blocked"'), ("task.t", "is blocked")),
        (straight(c='status = "done"', t='status = "doing"'), ("tactic.c", "is done, while task.t is open")),
    ],
)
def test_the_weakest_link(plan: Plan, found: tuple[str, str] | None) -> None:
    assert weakest(plan) == found


def test_what_waits_is_weaker_than_what_is_late_and_stronger_than_what_is_behind() -> None:
    more = """
        [task.first]
        title = "First"
        tactic = "c"
        assignee = "ehuss"
        status = "doing"
        """
    waiting = {"t": 'depends_on = ["first"]\ndue = 2025-10-01'}
    assert weakest(straight(10, more, **waiting)) == ("task.t", "waits for task.first (doing, ehuss)")
    assert weakest(straight(2, more, **waiting)) == ("key_result.k", "is at 0.20 where 0.58 is expected")
    done = more.replace("doing", "done")
    assert weakest(straight(10, done, **waiting)) == ("task.t", "was due on 1 Oct 2025")


@pytest.mark.parametrize("depends_on", ['["task.t"]', '["t"]', '["nobody"]', '["period.x"]', "5"])
def test_nothing_waits_for_itself_or_for_what_is_not_there(depends_on: str) -> None:
    assert weakest(straight(t=f"depends_on = {depends_on}")) is None


def test_among_several_goals_the_slowest_counts_and_among_equals_the_nearest() -> None:
    plan = straight(
        3,
        """
        [objective.inner]
        title = "Inner"
        key_result = "k"
        owner = "ines"
        period = "2025-H2"
        [key_result.deep]
        title = "Deep"
        objective = "inner"
        metric.name = "doors"
        metric.target = 10
        metric.baseline = 0
        metric.current = 3
        """,
    )
    assert weakest(plan, "deep") == ("key_result.deep", "is at 0.30 where 0.58 is expected")
    assert weakest(straight(9, c="due = 2025-10-01"), "tactic.c") == ("tactic.c", "was due on 1 Oct 2025")


def test_a_milestone_that_is_overdue_and_a_guard_rail_that_is_broken_are_weak() -> None:
    late = straight(
        more="""
        [key_result.m]
        title = "Steps"
        objective = "b"
        milestones.alpha = 2025-10-01
        milestones.beta = "undated"
        """
    )
    assert weakest(late, "m") == ("key_result.m", "is at 0.00 where 0.50 is expected")
    rail = straight(
        more="""
        [key_result.g]
        title = "No debts"
        objective = "b"
        metric.name = "debts"
        metric.target = 0
        metric.current = 1
        metric.direction = "at-most"
        """
    )
    assert weakest(rail, "g") == ("key_result.g", "does not hold")


def test_an_unreached_step_that_pace_forgives_is_still_overdue() -> None:
    steps = "".join(f"milestones.s{n} = 2025-10-0{n}\n" for n in range(1, 10))
    more = f'[key_result.m]\ntitle = "Steps"\nobjective = "b"\n{steps}milestones.last = 2025-10-10\n'
    extra = "".join(f"milestones.t{n} = 2025-09-{n}\n" for n in range(10, 20))
    reached = [*(f"s{n}" for n in range(1, 10)), *(f"t{n}" for n in range(10, 20))]
    plan = plan_of(dedent(STRAIGHT).replace("CURRENT", "10") + more + extra + f"reached = {reached}\n")
    assert weakest(plan, "m") == ("key_result.m", "has not reached last, due on 10 Oct 2025")


def test_what_nobody_owns_is_weak() -> None:
    unowned = plan_of(dedent(STRAIGHT).replace("CURRENT", "10").replace('owner = "ines"', ""))
    assert weakest(unowned) == ("tactic.c", "has no owner")
    unassigned = plan_of(dedent(STRAIGHT).replace("CURRENT", "10").replace('assignee = "tomas"', ""))
    assert weakest(unassigned) == ("task.t", "has no assignee")


# --- what is printed


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_golden(style: Style, request: pytest.FixtureRequest) -> None:
    shown = why_text(facts(rust(), "implementation"), style)
    path = GOLDEN / "why" / f"rust.{request.node.callspec.id}.txt"
    if WRITE_GOLDEN:
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == path.read_text(encoding="utf-8")


def test_json_is_exact() -> None:
    shown = why_json(facts(straight(4), "c"))
    found = json.loads(shown)
    assert list(found) == ["version", "item", "chains", "items", "weakest"]
    assert found["item"] == {
        "item": "tactic.c",
        "kind": "tactic",
        "title": "Desk",
        "status": None,
        "open": True,
        "begun": False,
        "in_force": False,
        "reported": None,
        "progress": 0.0,
        "rests_on": [0, 1],
        "score": None,
        "expected": None,
        "pace": None,
        "owner": "ines",
        "start": None,
        "due": None,
    }
    assert found["chains"] == [["key_result.k", "objective.b", "outcome.o", "vision.v", "purpose.p"]]
    assert [one["item"] for one in found["items"]] == found["chains"][0]
    assert [one["progress"] for one in found["items"]] == [0.4] * 5
    assert found["weakest"] == {"item": "key_result.k", "because": "is at 0.40 where 0.58 is expected"}
    held = json.loads(why_json(facts(straight(10, c='status = "on-track"\ndue = 2025-12-31'), "c")))
    assert held["weakest"] is None
    assert held["item"]["status"], held["item"]["due"] == ("on-track", "2025-12-31")


def test_colour_only_paints() -> None:
    import re

    found = facts(rust(), "implementation")
    painted = why_text(found, Style(80, color=True))
    assert "\x1b[1mFoundational software" in painted
    assert re.sub(r" +$", "", re.sub("\x1b\\[[0-9;]*m", "", painted), flags=re.MULTILINE) == why_text(found, Style(80))


HOSTILE = "\x1b[2J\u202eevil\r\n家族\t\u0301" + "x" * 300


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_hostile_text_cannot_act_or_break_lines(style: Style) -> None:
    fields: dict[str, Any] = {"title": HOSTILE, "owner": "\x1b[31mme", "period": "\u2028", "status": "\x07"}
    plan = made(
        ("purpose", "p", {"title": HOSTILE}),
        ("objective", "a\x1b]0;x", {**fields, "outcome": "\x1b[1mo"}),
        ("key_result", "k", {**fields, "objective": "a\x1b]0;x", "metric": {"target": 3, "unit": HOSTILE}}),
    )
    found = facts(plan, "k")
    for text in (why_text(found, style), why_json(found)):
        assert not set(text) & {"\x1b", "\u202e", "\r", "\t", "\u2028", "\x07"}
    assert json.loads(why_json(found))["item"]["title"] == HOSTILE


texts = st.text(st.sampled_from("ab é家\u0301👩‍👩‍👧1."), max_size=120)


@given(
    titles=st.lists(texts, min_size=5, max_size=5),
    owner=st.text("ab ", max_size=30),
    numbers=st.tuples(*[st.none() | st.integers(-99999, 99999) | st.floats(-1e6, 1e6)] * 3),
    unit=texts,
    room=st.integers(40, 150),
    unicode=st.booleans(),
)
def test_no_line_is_wider_than_the_room(
    titles: list[str], owner: str, numbers: tuple[Any, ...], unit: str, room: int, unicode: bool
) -> None:
    metric = dict(zip(("baseline", "target", "current"), numbers, strict=True)) | {"unit": unit}
    plan = made(
        ("purpose", "p", {"title": titles[0]}),
        ("vision", "v", {"title": titles[1], "purpose": "p"}),
        ("outcome", "o", {"title": titles[2], "vision": "v", "metric": {**metric, "direction": "at-least"}}),
        ("objective", "b", {"title": titles[3], "outcome": ["o", "x"], "owner": owner, "period": "2025-H2"}),
        ("key_result", "k", {"title": titles[4], "objective": "b", "metric": metric}),
    )
    for line in why_text(facts(plan, "k"), Style(room, unicode=unicode)).splitlines():
        assert width(line) <= room
        assert unicode or not set(line) & set("█░┃·…→●○✗│├└")


# --- the command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    text = (GOLDEN / "tree" / "rust.toml").read_text(encoding="utf-8")
    (tmp_path / "planlint.toml").touch()
    (tmp_path / "plan.toml").write_text(
        text + '\n[task.astray]\ntitle = "Astray"\ntactic = "fundedwork"\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANLINT_TODAY", "2025-10-15")
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def test_the_command_prints_and_tells_by_its_exit(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "implementation"]) == 0
    assert capfd.readouterr().out == (GOLDEN / "why" / "rust.80.txt").read_text(encoding="utf-8")
    assert main(["why", "astray", "--format", "json"]) == 1
    assert json.loads(capfd.readouterr().out)["chains"] == [[]]
    assert main(["why", "implementtion"]) == 2
    shown = capfd.readouterr()
    assert (shown.out, shown.err) == (
        "",
        "planlint: error: there is no item 'implementtion'\n  help: did you mean task.implementation?\n",
    )


def test_the_command_says_which_files_it_could_not_read(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "plan").mkdir()
    (folder / "plan" / "bad.toml").write_text("[tactic.lost]\ntitle = \n", encoding="utf-8")
    assert main(["why", "implementation"]) == 0
    assert capfd.readouterr().err == (
        "what these files hold is missing here, because they cannot be read: plan/bad.toml\n"
    )
    assert main(["why", "lost", "-q"]) == 2
    assert "'tactic.lost' is declared in a file that cannot be read" in capfd.readouterr().err


def test_every_kind_can_be_asked_about() -> None:
    plan = rust()
    shown: list[Item] = [item for item in plan.items.values() if item.kind in WORK]
    for item in shown:
        assert why(plan, item, DAY).reaches_purpose
