"""One cause, one finding: what is said once of a parent or of the plan, and what is not."""

import pytest

from planlint.config import Config
from planlint.diagnostic import Severity
from tests.support.planning import check, lines

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
    assert said(alone, "PL601") == ["info objective.one 2 objectives of the plan have no owner"]
    assert said(alone.replace("[objective.two]", '[objective.two]\nowner = "ines"'), "PL601") == [
        "info objective.one objective.one has no owner"
    ]
    two = alone + '[task.u]\ntitle = "U"\nassignee = "tomas"\nstatus = "doing"\n'
    assert said(two, "PL601") == ["warning outcome.o all 2 objectives of outcome.o have no owner: one, two"]
    doing = ALL + "".join(f'[task.{n}]\ntitle = "{n}"\nstatus = "doing"\n' for n in "xy")
    assert said(doing, "PL602") == ["info task.x 2 tasks of the plan have no assignee"]
    known = doing + '[person.a]\nname = "A"\n[person.b]\nname = "B"\n'
    assert said(known, "PL602") == [f"warning task.{n} task.{n} is doing and has no assignee" for n in "xy"]


def test_a_person_under_a_former_id_is_the_same_one() -> None:
    plan = ALL + '[person.ines]\nname = "Ines"\nformerly = ["inez"]\n[task.t]\ntitle = "T"\nassignee = "inez"\n'
    assert said(plan, "PL601") == ["info objective.one 2 objectives of the plan have no owner"]


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


def test_a_note_for_the_plan_is_waived_where_it_stands() -> None:
    plan = ALL.replace("[key_result.a]", f"[key_result.a]{WAIVED}")
    report = check({"plan.toml": plan}, "PL305", "PL901")
    assert lines(report) == []
    assert report.summary.suppressed == 4


def test_a_file_in_which_a_rule_is_off_says_nothing_of_other_files() -> None:
    first = HEAD + key_result("a", "one") + key_result("b", "two") + "# planlint: ignore-file[PL305] -- old\n"
    second = key_result("c", "one") + key_result("d", "two")
    report = check({"a.toml": first, "b.toml": second}, "PL305", "PL901")
    assert lines(report) == ["b.toml:1:1 PL305 2 key results of the plan have no tactic"]


def asking(number: int) -> str:
    head = f'[objective.o{number}]\ntitle = "O"\nstatus = "on-track"\n'
    return f'{head}asks = {{ legal = "a lease", crew = "a van" }}\n'


def test_a_plan_that_asks_often_and_never_writes_who_agreed_is_told_once() -> None:
    few = "".join(map(asking, range(10)))
    assert len(said(few, "PL606")) == 20
    many = few + asking(10)
    assert said(many, "PL606") == [
        "info objective.o0 11 objectives of the plan have no yes from the teams that they ask"
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
