"""One cause, one finding: what is said once of a parent or of the plan, and what is not."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.config import Config
from planlint.diagnostic import Diagnostic, Severity
from planlint.edit.ignores import add_ignores
from planlint.lint.baseline import beyond, record
from planlint.lint.fingerprint import Fingerprint, fingerprint
from planlint.lint.folding import apart
from tests.support.planning import TODAY, check, lines, load_files

HEAD = """[vision.v]
title = "V"
[outcome.o]
title = "O"
vision = "v"
[objective.one]
title = "One"
outcome = "o"
[objective.two]
title = "Two"
outcome = "o"
"""


def key_result(name: str, objective: str, *more: str, waiver: str = "") -> str:
    more = (f'title = "{name}"', f'objective = "{objective}"', 'status = "on-track"', *more)
    return "\n".join((f"[key_result.{name}]{waiver}", *more, ""))


def tactic(name: str, *more: str) -> str:
    return "\n".join((f"[tactic.{name}]", f'title = "{name}"', *more, ""))


ALL = HEAD + key_result("a", "one") + key_result("b", "one") + key_result("c", "two") + key_result("d", "two")


def said(plan: str, code: str, config: Config | None = None) -> list[str]:
    """Return what is found by one rule, as severity, place and message."""
    report = check({"plan.toml": plan}, code, config=config)
    return [f"{one.severity.label} {one.item} {one.message}" for one in report.diagnostics]


def test_what_all_children_of_one_parent_lack_is_said_of_the_parent_with_the_count() -> None:
    plan = ALL + tactic("t", 'key_result = ["c"]')
    assert said(plan, "PL305") == [
        "info objective.one all 2 key results of objective.one have no tactic: a, b",
        "info key_result.d key_result.d has no tactic",
    ]
    moved = plan + tactic("u", 'key_result = "d"')
    assert said(moved, "PL305") == ["warning objective.one all 2 key results of objective.one have no tactic: a, b"]


def test_what_all_children_of_all_parents_lack_is_one_note_for_the_plan() -> None:
    assert said(ALL, "PL305") == ["info key_result.a all 4 key results of the plan have no tactic"]
    assert said(ALL + tactic("t", 'objective = "two"'), "PL305") == [
        "warning objective.one all 2 key results of objective.one have no tactic: a, b"
    ]


@pytest.mark.parametrize("left_out", ['status = "dropped"', 'metric = { direction = "at-most", target = 2 }'])
def test_a_child_that_is_not_asked_for_it_does_not_stand_in_the_way(left_out: str) -> None:
    third = key_result("z", "one", left_out).replace('status = "on-track"\nstatus', "status")
    plan = ALL + third + tactic("t", 'objective = "two"')
    assert said(plan, "PL305") == ["warning objective.one all 2 key results of objective.one have no tactic: a, b"]


def test_outcomes_and_tactics_are_told_of_what_they_serve() -> None:
    outcomes = HEAD + '[outcome.p]\ntitle = "P"\nvision = "v"\n[outcome.q]\ntitle = "Q"\nvision = "v"\n'
    assert said(outcomes, "PL303") == [
        "info outcome.p outcome.p has no objective",
        "info outcome.q outcome.q has no objective",
    ]
    bare = '[vision.v]\ntitle = "V"\n' + "".join(f'[outcome.{n}]\ntitle = "{n}"\nvision = "v"\n' for n in "pq")
    assert said(bare, "PL303") == ["info vision.v all 2 outcomes of vision.v have no objective: p, q"]
    plan = ALL + tactic("t", 'objective = "two"') + tactic("s", 'objective = "two"') + tactic("r", 'key_result = "a"')
    assert said(plan + '[task.x]\ntitle = "X"\ntactic = "r"\n', "PL306") == [
        "info objective.two all 2 tactics of objective.two have no task: t, s"
    ]


def test_errors_are_never_folded() -> None:
    config = Config(severity={"PL305": Severity.ERROR})
    assert said(ALL, "PL305", config) == [f"error key_result.{n} key_result.{n} has no tactic" for n in "abcd"]


def test_a_plan_that_names_one_person_is_told_once_that_owners_are_missing() -> None:
    alone = ALL + '[task.t]\ntitle = "T"\nassignee = "ines"\nstatus = "doing"\n'
    assert said(alone, "PL601") == ["info objective.one 2 objectives of the plan have no owner: one, two"]
    assert said(alone.replace("[objective.two]", '[objective.two]\nowner = "ines"'), "PL601") == [
        "info objective.one objective.one has no owner"
    ]
    two = alone + '[task.u]\ntitle = "U"\nassignee = "tomas"\nstatus = "doing"\n'
    assert said(two, "PL601") == ["warning outcome.o all 2 objectives of outcome.o have no owner: one, two"]
    doing = ALL + "".join(f'[task.{n}]\ntitle = "{n}"\nstatus = "doing"\n' for n in "xy")
    assert said(doing, "PL602") == ["info task.x 2 tasks of the plan have no assignee: x, y"]
    known = doing + '[person.a]\nname = "A"\n[person.b]\nname = "B"\n'
    assert said(known, "PL602") == [f"warning task.{n} task.{n} is doing and has no assignee" for n in "xy"]


def test_a_person_under_a_former_id_is_the_same_one() -> None:
    plan = ALL + '[person.ines]\nname = "Ines"\nformerly = ["inez"]\n[task.t]\ntitle = "T"\nassignee = "inez"\n'
    assert said(plan, "PL601") == ["info objective.one 2 objectives of the plan have no owner: one, two"]


WAIVED = "  # planlint: ignore[PL305] -- later"


def test_waivers_of_children_hold_and_the_rest_is_told() -> None:
    plan = ALL.replace("[key_result.b]", f"[key_result.b]{WAIVED}") + key_result("e", "one")
    plan += tactic("t", 'objective = "two"')
    report = check({"plan.toml": plan}, "PL305", "PL901")
    assert [one.message for one in report.diagnostics] == ["2 key results of objective.one have no tactic: a, e"]
    assert report.summary.suppressed == 1
    one_left = plan.replace("[key_result.e]", f"[key_result.e]{WAIVED}")
    assert lines(check({"plan.toml": one_left}, "PL305", "PL901")) == [
        "plan.toml:12:1 PL305 key_result.a has no tactic"
    ]


def test_a_waiver_of_the_parent_covers_what_is_said_of_the_parent() -> None:
    plan = ALL.replace("[objective.one]", f"[objective.one]{WAIVED}") + tactic("t", 'objective = "two"')
    assert lines(check({"plan.toml": plan}, "PL305", "PL901")) == []
    moved = plan + tactic("u", 'key_result = ["a", "b"]')
    assert lines(check({"plan.toml": moved}, "PL305", "PL901")) == [
        "plan.toml:6:18 PL901 the waiver for PL305 has nothing to waive"
    ]


def test_a_waiver_at_any_item_of_a_note_for_the_plan_silences_that_item_only() -> None:
    for name, left in {"a": "b, c, d", "b": "a, c, d", "d": "a, b, c"}.items():
        plan = ALL.replace(f"[key_result.{name}]", f"[key_result.{name}]{WAIVED}")
        report = check({"plan.toml": plan}, "PL305", "PL901")
        assert [one.message for one in report.diagnostics] == [f"3 key results of the plan have no tactic: {left}"]
        assert report.summary.suppressed == 1


def test_a_file_in_which_a_rule_is_off_says_nothing_of_other_files() -> None:
    first = HEAD + key_result("a", "one") + key_result("b", "two") + "# planlint: ignore-file[PL305] -- old\n"
    second = key_result("c", "one") + key_result("d", "two")
    report = check({"a.toml": first, "b.toml": second}, "PL305", "PL901")
    assert lines(report) == ["b.toml:1:1 PL305 2 key results of the plan have no tactic: c, d"]


def asking(number: int) -> str:
    head = f'[objective.o{number}]\ntitle = "O"\nstatus = "on-track"\n'
    return f'{head}asks = {{ legal = "a lease", crew = "a van" }}\n'


def test_a_plan_that_asks_often_and_never_writes_who_agreed_is_told_once() -> None:
    few = "".join(map(asking, range(10)))
    assert len(said(few, "PL606")) == 20
    many = few + asking(10)
    assert said(many, "PL606") == [
        "info objective.o0 11 objectives of the plan have no yes from the teams that they ask: "
        "o0, o1, o2, o3, o4, o5, o6, o7, o8, o9 and 1 more"
    ]
    assert len(said(many.replace("[objective.o3]", '[objective.o3]\nagreed.crew = "mia"'), "PL606")) == 21


def test_notes_that_many_items_draw_are_one_note_with_their_count() -> None:
    plan = HEAD + "".join(key_result(name, "one") for name in "abcdef")
    plan += "".join(tactic(f"t{name}", f'key_result = "{name}"') for name in "abcdef")
    step = '[task.x]\ntitle = "X"\ntactic = "ta"\n'
    assert said(plan + step, "PL306") == ["info tactic.tb 5 tactics of the plan have no task: tb, tc, td, te, tf"]
    four = plan + step + step.replace("task.x", "task.y").replace('"ta"', '"tb"')
    assert said(four, "PL306") == [f"info tactic.t{n} tactic.t{n} has no task" for n in "cdef"]
    waived = plan.replace("[tactic.tc]", "[tactic.tc]  # planlint: ignore[PL306] -- later") + step
    assert said(waived, "PL306") == [f"info tactic.t{n} tactic.t{n} has no task" for n in "bdef"]
    weighed = Config(severity={"PL306": Severity.WARNING})
    assert said(plan + step, "PL306", weighed) == [f"warning tactic.t{n} tactic.t{n} has no task" for n in "bcdef"]


def test_the_first_two_tactics_of_a_plan_make_no_wall_of_notes() -> None:
    plan = HEAD + "".join(f'[objective.o{n}]\ntitle = "O"\noutcome = "o"\n' for n in range(5))
    plan += "".join(key_result(f"{side}{n}", f"o{n}") for n in range(5) for side in "ab")
    plan += key_result("c", "one") + tactic("t", 'key_result = "c"')
    assert said(plan, "PL305") == [
        "info key_result.a0 10 key results of the plan have no tactic: a0, b0, a1, b1, a2, b2, a3, b3, a4, b4"
    ]


def test_a_tactic_that_waits_for_an_undated_step_is_told_once_of_the_key_result() -> None:
    plan = HEAD + key_result(
        "k", "one", "start = 2026-01-01", "milestones.pilot = 2026-09-01", 'milestones.all = "undated"'
    )
    plan += (
        'reached = ["pilot"]\n'
        + tactic("t", 'key_result = "k"')
        + '[task.x]\ntitle = "X"\ntactic = "t"\nstatus = "done"\n'
    )
    assert [line.split(" ")[1] for line in lines(check({"plan.toml": plan}, "PL311", "PL419"))] == ["PL419"]
    at_risk = plan.replace('status = "on-track"', 'status = "at-risk"')
    assert [line.split(" ")[1] for line in lines(check({"plan.toml": at_risk}, "PL311", "PL419"))] == ["PL311"]


def in_period(name: str, period: str, waiver: str = "") -> str:
    return f'[objective.{name}]\ntitle = "{name}"\nperiod = "{period}"{waiver}\n'


def test_a_period_that_is_over_is_told_once_with_the_objectives_that_are_open() -> None:
    plan = in_period("a", "2026-Q2") + in_period("b", "2026-Q3") + in_period("c", "2026-Q2") + in_period("d", "2026-Q4")
    assert said(plan, "PL504") == [
        "warning objective.a 2026-Q2 ended on 2026-06-30, and 2 objectives of it are open: a, c",
        "warning objective.b 2026-Q3 ended on 2026-09-30, and objective.b is open",
    ]
    for name, left in {"a": "b, c", "b": "a, c"}.items():
        waived = "".join(in_period(n, "2026-Q2", "  # planlint: ignore[PL504] -- soon" * (n == name)) for n in "abc")
        report = check({"plan.toml": waived}, "PL504", "PL901")
        assert [one.message for one in report.diagnostics] == [
            f"2026-Q2 ended on 2026-06-30, and 2 objectives of it are open: {left}"
        ]
        assert report.summary.suppressed == 1
    archived = check(
        {"old.toml": in_period("a", "2026-Q2"), "plan.toml": in_period("b", "2026-Q2")},
        "PL504",
        config=Config(archive=("old.toml",)),
    )
    assert [one.message for one in archived.diagnostics] == ["2026-Q2 ended on 2026-06-30, and objective.b is open"]
    config = Config(severity={"PL504": Severity.ERROR})
    assert said(plan, "PL504", config) == [
        f"error objective.{name} {period} ended on {last}, and objective.{name} is open"
        for name, period, last in (
            ("a", "2026-Q2", "2026-06-30"),
            ("b", "2026-Q3", "2026-09-30"),
            ("c", "2026-Q2", "2026-06-30"),
        )
    ]


def test_objectives_with_too_many_key_results_are_told_once_as_the_limit_is_one() -> None:
    def objective(name: str, number: int) -> str:
        return f'[objective.{name}]\ntitle = "{name}"\n' + "".join(
            key_result(f"{name}{n}", name) for n in range(number)
        )

    plan = objective("a", 6) + objective("b", 5) + objective("c", 7)
    assert said(plan, "PL309") == ["warning objective.a 2 objectives of the plan have more than 5 key results: a, c"]
    assert said(objective("a", 6) + objective("b", 5), "PL309") == [
        "warning objective.a objective.a has 6 key results, more than 5"
    ]


def test_what_is_told_together_is_told_of_the_items_in_the_files_that_are_asked_for() -> None:
    files = {"a.toml": in_period("a", "2026-Q2"), "b.toml": in_period("b", "2026-Q2") + in_period("c", "2026-Q2")}
    told = {
        "a.toml": ["a.toml:3:10 PL504 2026-Q2 ended on 2026-06-30, and objective.a is open"],
        "b.toml": ["b.toml:3:10 PL504 2026-Q2 ended on 2026-06-30, and 2 objectives of it are open: b, c"],
    }
    for path, found in told.items():
        assert lines(check(files, "PL504", within=lambda one, path=path: one == path)) == found
    apart = {
        "top.toml": HEAD + tactic("t", 'objective = "two"'),
        "b.toml": key_result("a", "one") + key_result("b", "one"),
    }
    assert lines(check(apart, "PL305")) == [
        "top.toml:6:1 PL305 all 2 key results of objective.one have no tactic: a, b"
    ]
    assert lines(check(apart, "PL305", within=lambda one: one == "b.toml")) == [
        "b.toml:1:1 PL305 key_result.a has no tactic",
        "b.toml:5:1 PL305 key_result.b has no tactic",
    ]


def test_what_is_told_together_is_waived_at_each_item() -> None:
    files = {"a.toml": in_period("a", "2026-Q2") + in_period("b", "2026-Q2"), "c.toml": in_period("c", "2026-Q2")}
    waived = add_ignores(load_files(files).documents, check(files, "PL504").diagnostics, "soon", TODAY)
    assert (waived.added, sorted(waived.texts)) == (3, ["a.toml", "c.toml"])
    report = check(dict(waived.texts), "PL504", "PL901")
    assert (lines(report), report.summary.suppressed) == ([], 3)


# What is known of a finding that tells of several items is known of each of them.


@st.composite
def plans(draw: st.DrawFn) -> str:
    """Return a plan of objectives in periods, key results, tactics and tasks that lack this and that."""
    text = '[vision.v]\ntitle = "V"\n'
    for name in "op":
        text += f'[outcome.{name}]\ntitle = "{name}"\nvision = "v"\n'
    for name in draw(st.sets(st.sampled_from("abcd"), min_size=1)):
        outcome, period = draw(st.sampled_from("op")), draw(st.sampled_from(["2026-Q2", "2026-Q3", "2026-Q4"]))
        owner = draw(st.sampled_from(["", 'owner = "ines"\n', 'owner = "tomas"\n']))
        text += f'[objective.{name}]\ntitle = "{name}"\noutcome = "{outcome}"\nperiod = "{period}"\n{owner}'
        for number in range(draw(st.integers(0, 2))):
            text += key_result(f"{name}{number}", name)
            if draw(st.booleans()):
                text += tactic(f"{name}{number}", f'key_result = "{name}{number}"', 'asks.legal = "look"')
                if draw(st.booleans()):
                    text += f'[task.{name}{number}]\ntitle = "T"\ntactic = "{name}{number}"\nstatus = "doing"\n'
    return text


CODES = ("PL303", "PL305", "PL306", "PL504", "PL601", "PL602", "PL606")


def marks(found: Iterable[Diagnostic]) -> set[Fingerprint]:
    return {fingerprint(each) for one in found for each in apart(one)}


@given(before=plans(), after=plans())
def test_only_what_was_found_in_no_item_before_goes_beyond_a_baseline(before: str, after: str) -> None:
    old, new = (check({"plan.toml": text}, *CODES).diagnostics for text in (before, after))
    shown = beyond(new, record(old))
    assert marks(shown) == marks(new) - marks(old)
    assert set(record(old).counts) == marks(old)
    # Nothing is told twice, and what is told together is told of several.
    told = [fingerprint(each) for one in shown for each in apart(one)]
    assert len(told) == len(set(told))
    assert all(one.together is None or len(one.together.items) > 1 or len(apart(one)) > 1 for one in shown)


@given(plan=plans(), data=st.data())
def test_a_waiver_at_an_item_silences_that_item_and_nothing_else(plan: str, data: st.DataObject) -> None:
    found = check({"plan.toml": plan}, *CODES).diagnostics
    if not found:
        return
    one = data.draw(st.sampled_from([each for one in found for each in apart(one)]))
    line = plan.count("\n", 0, one.place.span.start)
    waived = plan.splitlines()
    waived[line] += f"  # planlint: ignore[{one.code}] -- later"
    left = check({"plan.toml": "\n".join(waived)}, *CODES).diagnostics
    assert marks(left) == marks(found) - {fingerprint(one)}
