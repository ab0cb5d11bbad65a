"""PL5 rule by rule: each condition, and each case in which something else has spoken."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.rules.rule import Rule
from planlint.rules.time.all_due_at_the_end import all_due_at_the_end
from planlint.rules.time.due_after_parent import due_after_parent
from planlint.rules.time.due_before_dependency import due_before_dependency
from planlint.rules.time.due_before_start import due_before_start
from planlint.rules.time.impossible_horizon import impossible_horizon
from planlint.rules.time.measured_in_future import measured_in_future
from planlint.rules.time.no_due_date import no_due_date
from planlint.rules.time.overdue import overdue
from planlint.rules.time.period_over import period_over
from planlint.rules.time.task_without_due import task_without_due
from tests.support.rulecheck import findings

# Judged on 2026-10-15 throughout.


def places(rule: Rule, text: str, **options: object) -> list[str]:
    return [place for _, place, _ in findings(rule, text, **options)]  # type: ignore[arg-type]


def test_a_key_result_without_a_day_is_found() -> None:
    plan = """
        [objective.o]
        [key_result.k]
        objective = "o"
        status = "on-track"
    """
    assert findings(no_due_date, plan) == [("PL501", "key_result.k header", "key_result.k has no due date")]


@pytest.mark.parametrize(
    "key_result",
    [
        pytest.param("", id="without a status and a start"),
        pytest.param('status = "at-risk"', id="status"),
        pytest.param("start = 2026-10-16", id="starts tomorrow"),
        pytest.param('milestones.a = "undated"\nmilestones.b = "undated"', id="undated steps"),
        pytest.param("metric.target = 5\nmetric.baseline = 1\nmetric.current = 4", id="not there yet"),
        pytest.param('metric.target = 5\nmetric.direction = "at-least"\nmetric.current = 6', id="guard-rail"),
    ],
)
def test_no_due_date_speaks(key_result: str) -> None:
    assert places(no_due_date, f"[key_result.k]\n{key_result}") == ["key_result.k header"]


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param('[key_result.k]\nstatus = "planned"', id="planned"),
        pytest.param('[key_result.k]\nstatus = "done"', id="done"),
        pytest.param('[key_result.k]\nstatus = "planned"\nstart = 2026-10-15', id="planned, and its start has come"),
        pytest.param("[key_result.k]\ndue = 2026-12-31", id="due"),
        pytest.param('[key_result.k]\ndue = "2026-Q5"', id="unknown period is PL209's"),
        pytest.param(
            '[key_result.k]\nmilestones.a = "undated"\nmilestones.b = "soon"', id="unknown step date is PL209's"
        ),
        pytest.param("[key_result.k]\nmilestones.a = 2026-11-01\nmilestones.b = 2026-12-01", id="dated steps"),
        pytest.param('[objective.o]\nperiod = "2026-H2"\n[key_result.k]\nobjective = "o"', id="period above"),
        pytest.param('[objective.o]\ndue = 2026-12-31\n[key_result.k]\nobjective = "o"', id="due above"),
        pytest.param(
            '[objective.o]\nperiod = "next"\n[key_result.k]\nobjective = "o"', id="unknown period above is PL209's"
        ),
        pytest.param('[key_result.k]\nobjective = "o"', id="unknown objective is PL201's"),
        pytest.param(
            '[objective.o]\nstatus = "dropped"\n[key_result.k]\nobjective = "o"\nstatus = "on-track"',
            id="all it serves is closed, which is PL310's",
        ),
        pytest.param(
            '[key_result.k]\nmilestones.a = "undated"\nmilestones.b = "undated"\nreached = ["a", "b"]',
            id="every step reached is PL407's",
        ),
        pytest.param(
            "[key_result.k]\nmetric.target = 5\nmetric.baseline = 1\nmetric.current = 5",
            id="target met is PL407's",
        ),
    ],
)
def test_no_due_date_is_silent(plan: str) -> None:
    assert findings(no_due_date, plan) == []


def test_no_due_date_does_not_guess_what_a_broken_objective_or_an_unopened_file_says() -> None:
    plan = '[objective.o]\n[key_result.k]\nobjective = "o"'
    assert places(no_due_date, plan) == ["key_result.k header"]
    assert findings(no_due_date, plan, broken=["objective.o"]) == []
    assert findings(no_due_date, plan, unopened=("plan/more.toml",)) == []


OVER = """
    [objective.o]
    period = "2026-Q3"
    [key_result.k]
    objective = "o"
    due = 2026-09-01
    [tactic.a]
    key_result = "k"
    due = 2026-08-01
    [task.t]
    tactic = "a"
    due = 2026-07-15
    [objective.narrower]
    key_result = "k"
    due = 2026-09-10
    [key_result.below]
    objective = "narrower"
    milestones.one = 2026-08-01
    milestones.two = 2026-12-01
"""


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("[objective.o]\ndue = 2026-10-14", [("objective.o.due", "objective.o was due on 2026-10-14 and is open")]),
        ("[objective.o]\ndue = 2026-10-15", []),
        ('[tactic.a]\ndue = "2026-Q3"', [("tactic.a.due", "tactic.a was due on 2026-09-30 and is open")]),
        ("[task.t]\ndue = 2026-10-01", [("task.t.due", "task.t was due on 2026-10-01 and is open")]),
        ('[task.t]\ndue = 2026-10-01\nstatus = "done"', []),
        ('[task.t]\ndue = "2026-Q5"', []),
        ("[task.t]", []),
        (
            "[key_result.k]\nmilestones.b = 2026-09-15\nmilestones.a = 2026-09-01\nmilestones.c = 2026-12-01",
            [("key_result.k.milestones.a", "step 'a' of key_result.k was due on 2026-09-01 and is not reached")],
        ),
        (
            '[key_result.k]\nmilestones.a = "2026-Q3"\nmilestones.c = "undated"',
            [("key_result.k.milestones.a", "step 'a' of key_result.k was due on 2026-09-30 and is not reached")],
        ),
        ('[key_result.k]\nmilestones.a = 2026-09-01\nmilestones.c = 2026-12-01\nreached = ["a"]', []),
        ('[key_result.k]\nmilestones.a = 2026-09-01\nmilestones.c = "undated"\nreached = ["a"]', []),
        (
            '[key_result.k]\ndue = 2026-09-30\nmilestones.a = 2026-09-01\nmilestones.c = "undated"\nreached = ["a"]',
            [("key_result.k.due", "key_result.k was due on 2026-09-30 and is open")],
        ),
        (
            '[key_result.k]\ndue = 2026-09-30\nmilestones.a = 2026-09-01\nmilestones.c = 2026-12-01\nreached = ["a"]',
            [("key_result.k.due", "key_result.k was due on 2026-09-30 and is open")],
        ),
        (
            "[key_result.k]\ndue = 2026-09-30\n"
            'milestones.a = 2026-09-01\nmilestones.c = 2026-09-02\nreached = ["a", "c"]',
            [],
        ),
        ('[objective.o]\nperiod = "2026-Q3"', []),
        (OVER, []),
    ],
)
def test_overdue(plan: str, expected: list[tuple[str, str]]) -> None:
    assert [(place, message) for _, place, message in findings(overdue, plan)] == expected


def test_below_an_archived_or_closed_objective_whose_period_is_over_days_count_again() -> None:
    below = ["objective.narrower.due", "key_result.below.milestones.one", "tactic.a.due"]
    assert sorted(places(overdue, OVER, archived=["objective.o"])) == sorted(["key_result.k.due", *below])
    closed = OVER.replace('period = "2026-Q3"', 'period = "2026-Q3"\n    status = "closed"')
    # An objective never ends through what it serves.
    assert places(overdue, closed) == ["objective.narrower.due", "key_result.below.milestones.one"]
    kept_open = closed.replace("due = 2026-09-01", 'due = 2026-09-01\n    status = "on-track"')
    # The key result is for PL310 to close.
    assert places(overdue, kept_open) == below


def test_what_also_serves_something_whose_period_runs_is_late_there() -> None:
    plan = """
        [objective.past]
        period = "2026-Q3"
        [objective.now]
        period = "2026-Q4"
        [key_result.k]
        objective = ["past", "now"]
        due = 2026-10-10
    """
    assert places(overdue, plan) == ["key_result.k.due"]


INHERITS = """
    [objective.o]
    due = 2026-10-01
    [key_result.k]
    objective = "o"
    status = "on-track"
    [key_result.l]
    objective = "o"
    status = "on-track"
"""


def test_a_day_that_is_handed_down_is_reported_once_where_it_is_written() -> None:
    assert findings(overdue, INHERITS) == [
        ("PL502", "objective.o.due", "objective.o was due on 2026-10-01 and is open")
    ]


def test_a_day_that_nobody_reports_above_is_reported_where_it_is_inherited() -> None:
    assert findings(overdue, INHERITS, archived=["objective.o"]) == [
        ("PL502", f"{name} header", f"{name} was due on 2026-10-01, with objective.o, and is open")
        for name in ("key_result.k", "key_result.l")
    ]
    assert findings(overdue, INHERITS, broken=["objective.o"]) == []


def test_a_key_result_that_also_serves_something_closed_takes_its_day() -> None:
    plan = """
        [objective.closed]
        due = 2026-10-01
        status = "done"
        [objective.undated]
        [key_result.k]
        objective = ["closed", "undated"]
    """
    assert places(overdue, plan) == ["key_result.k header"]


LATE_KEY_RESULT = """
    [key_result.k]
    due = 2026-10-01
    [key_result.fine]
    due = 2026-12-01
    [tactic.a]
    key_result = "k"
    due = 2026-09-30
    [task.t]
    tactic = "a"
    due = 2026-09-01
"""


def test_a_late_key_result_speaks_for_its_tasks_and_not_for_its_tactics() -> None:
    assert places(overdue, LATE_KEY_RESULT) == ["key_result.k.due", "tactic.a.due"]


def test_a_task_that_serves_a_second_key_result_in_time_speaks_for_itself() -> None:
    plan = LATE_KEY_RESULT.replace('key_result = "k"', 'key_result = ["k", "fine"]')
    assert places(overdue, plan) == ["key_result.k.due", "tactic.a.due", "task.t.due"]


def test_a_late_step_and_a_day_late_by_inheritance_speak_for_tasks_too() -> None:
    steps = LATE_KEY_RESULT.replace("due = 2026-10-01", "milestones.a = 2026-10-01\n    milestones.b = 2026-12-01")
    assert places(overdue, steps) == ["key_result.k.milestones.a", "tactic.a.due"]
    inherited = "[objective.o]\ndue = 2026-10-01\n" + LATE_KEY_RESULT.replace("due = 2026-10-01", 'objective = "o"')
    assert places(overdue, inherited) == ["objective.o.due", "tactic.a.due"]


def test_work_under_something_dropped_is_not_late() -> None:
    plan = """
        [tactic.a]
        status = "dropped"
        [task.t]
        tactic = "a"
        status = "todo"
        due = 2026-09-01
    """
    assert findings(overdue, plan) == []


def test_rings_and_deep_chains_end() -> None:
    ring = """
        [objective.o]
        key_result = "k"
        period = "2026-Q3"
        [key_result.k]
        objective = "o"
        due = 2026-09-01
    """
    assert findings(overdue, ring) == []
    assert places(period_over, ring) == ["objective.o.period"]
    deep = '[objective.o0]\nperiod = "2026-Q3"\n' + "".join(
        f'[key_result.k{n}]\nobjective = "o{n}"\ndue = 2026-09-01\n[objective.o{n + 1}]\nkey_result = "k{n}"\n'
        for n in range(600)
    )
    assert findings(overdue, deep) == []


@given(st.integers(-400, 400))
def test_overdue_begins_on_the_day_after(days: int) -> None:
    today = date(2026, 10, 15)
    found = findings(overdue, f"[task.t]\ndue = {today + timedelta(days)}", today)
    assert bool(found) == (days < 0)


@pytest.mark.parametrize(
    ("above", "due", "is_found"),
    [
        ('[tactic.a]\ndue = 2026-12-15\n[task.x]\ntactic = "a"', "2026-12-16", True),
        ('[tactic.a]\ndue = 2026-12-15\n[task.x]\ntactic = "a"', "2026-12-15", False),
        ('[tactic.a]\ndue = "2026-11"\n[task.x]\ntactic = "a"', '"2026-Q4"', True),
        ('[tactic.a]\n[task.x]\ntactic = "a"', "2027-12-16", False),
        ('[objective.o]\nperiod = "2026-Q4"\n[key_result.x]\nobjective = "o"', "2027-01-01", True),
        (
            '[key_result.k]\nmilestones.a = 2026-11-01\nmilestones.b = 2026-12-01\n[tactic.x]\nkey_result = "k"',
            "2026-12-02",
            True,
        ),
        ('[key_result.k]\ndue = 2026-12-01\n[objective.x]\noutcome = "u"\nkey_result = "k"', "2026-12-02", False),
        (
            '[outcome.u]\n[key_result.k]\ndue = 2026-12-01\n[objective.x]\noutcome = "u"\nkey_result = "k"',
            "2026-12-02",
            True,
        ),
        ('[outcome.u]\nhorizon = 2026-10-20\n[objective.x]\noutcome = "u"', "2026-12-02", False),
        (
            '[tactic.a]\ndue = 2026-11-01\n[tactic.b]\ndue = 2026-12-01\n[task.x]\ntactic = ["a", "b"]',
            "2026-12-01",
            False,
        ),
        (
            '[tactic.a]\ndue = 2026-11-01\n[tactic.b]\ndue = 2026-12-01\n[task.x]\ntactic = ["a", "b"]',
            "2026-12-02",
            True,
        ),
        ('[tactic.a]\ndue = 2026-11-01\n[tactic.b]\n[task.x]\ntactic = ["a", "b"]', "2026-12-02", False),
        ('[tactic.a]\ndue = 2026-11-01\n[task.x]\ntactic = ["a", "gone"]', "2026-12-02", False),
        (
            '[tactic.a]\ndue = 2026-11-01\nstatus = "done"\n[task.x]\nstatus = "doing"\ntactic = "a"',
            "2026-12-02",
            False,
        ),
        ('[tactic.a]\ndue = 2026-11-01\n[task.x]\nstatus = "done"\ntactic = "a"', "2026-12-02", False),
    ],
)
def test_due_after_parent(above: str, due: str, is_found: bool) -> None:
    found = places(due_after_parent, f"{above}\ndue = {due}")
    assert [place.split(".")[1:] for place in found] == ([["x", "due"]] if is_found else [])


def test_due_after_parent_names_the_latest_of_several() -> None:
    plan = """
        [tactic.a]
        due = 2026-12-01
        [tactic.b]
        due = 2026-11-01
        [task.t]
        tactic = ["b", "a"]
        due = 2026-12-24
    """
    assert findings(due_after_parent, plan) == [
        ("PL503", "task.t.due", "task.t is due on 2026-12-24, after tactic.a, due on 2026-12-01")
    ]


def test_milestones_and_inherited_days_are_not_held_against_what_is_above() -> None:
    plan = """
        [objective.o]
        period = "2026-Q4"
        [key_result.k]
        objective = "o"
        milestones.a = 2026-11-01
        milestones.b = 2027-03-01
        [key_result.l]
        objective = "o"
    """
    assert findings(due_after_parent, plan) == []


AUTUMN = 'period = "autumn"\n[period.autumn]\nstart = 2026-09-01\nend = '


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ('period = "2026-Q3"', "2026-Q3 ended on 2026-09-30, and objective.o is open"),
        ('status = "planned"\nperiod = "2026-Q3"', "2026-Q3 ended on 2026-09-30, and objective.o is open"),
        ('due = 2026-12-31\nperiod = "2026-Q3"', "2026-Q3 ended on 2026-09-30, and objective.o is open"),
        (f"{AUTUMN} 2026-10-14", "autumn ended on 2026-10-14, and objective.o is open"),
        (f"{AUTUMN} 2026-10-15", None),
        pytest.param(f"{AUTUMN} 2026-01-15", None, id="a period that ends before it starts is PL505's"),
        ('period = "2026-Q4"', None),
        ('period = "2026-Q3"\nstatus = "closed"', None),
        ('period = "2026-Q3"\nstatus = "dropped"', None),
        ('period = "2026-Q9"', None),
        ("due = 2026-09-30", None),
    ],
)
def test_period_over(fields: str, message: str | None) -> None:
    expected = [("PL504", "objective.o.period", message)] if message else []
    assert findings(period_over, f"[objective.o]\n{fields}") == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (
            "[task.t]\nstart = 2026-11-02\ndue = 2026-11-01",
            [("task.t.due", "task.t is due on 2026-11-01, before it starts on 2026-11-02")],
        ),
        ("[task.t]\nstart = 2026-11-02\ndue = 2026-11-02", []),
        ('[task.t]\nstart = "2026-11"\ndue = "2026-11"', []),
        (
            '[tactic.a]\nstart = "2027"\ndue = "2026-Q4"',
            [("tactic.a.due", "tactic.a is due on 2026-12-31, before it starts on 2027-01-01")],
        ),
        (
            '[objective.o]\nperiod = "2026-Q4"\nstart = 2027-01-01',
            [("objective.o.start", "objective.o starts on 2027-01-01, after it is due on 2026-12-31")],
        ),
        (
            '[objective.o]\nperiod = "2026-Q4"\n[key_result.k]\nobjective = "o"\nstart = 2027-02-01',
            [("key_result.k.start", "key_result.k starts on 2027-02-01, after it is due on 2026-12-31")],
        ),
        (
            "[key_result.k]\nstart = 2026-12-01\nmilestones.a = 2026-10-20\nmilestones.b = 2026-11-20",
            [("key_result.k.start", "key_result.k starts on 2026-12-01, after it is due on 2026-11-20")],
        ),
        (
            "[period.p]\nstart = 2026-11-01\nend = 2026-02-28",
            [("period.p.end", "period.p ends on 2026-02-28, before it starts on 2026-11-01")],
        ),
        ("[period.p]\nstart = 2026-11-01\nend = 2026-11-01", []),
        ("[period.p]\nstart = 2026-11-01", []),
        ('[objective.o]\nperiod = "2026-Q4"\n[key_result.k]\nobjective = "o"\ndue = 2026-09-01', []),
        ('[task.t]\nstart = 2026-11-02\ndue = 2026-11-01\nstatus = "done"', []),
        ('[task.t]\nstart = "whenever"\ndue = 2026-11-01', []),
        ('[task.t]\nstart = 2026-11-02\ndue = "whenever"', []),
        ("[task.t]\nstart = 2026-11-02", []),
    ],
)
def test_due_before_start(plan: str, expected: list[tuple[str, str]]) -> None:
    assert [(place, message) for _, place, message in findings(due_before_start, plan)] == expected


@pytest.mark.parametrize(
    ("first", "second", "is_found"),
    [
        ("", "", True),
        ("due = 2026-12-31", 'due = "2026-Q4"', True),
        ("due = 2026-11-30", "", False),
        ("milestones.a = 2026-11-30\nmilestones.b = 2026-12-31", "", False),
        ("milestones.a = 2026-12-31\nmilestones.b = 2026-12-31", "", True),
        ('status = "dropped"', "", False),
        ('metric.direction = "at-least"', "", False),
        ("", 'objective = ["o", "later"]', False),
    ],
)
def test_all_due_at_the_end(first: str, second: str, is_found: bool) -> None:
    below = 'objective = "o"\n'
    plan = (
        '[objective.o]\nperiod = "2026-Q4"\n[objective.later]\nperiod = "2027-Q1"\n'
        f"[key_result.k]\n{below}{first}\n[key_result.l]\n{second if 'later' in second else below + second}"
    )
    message = "all 2 key results of objective.o are due on 2026-12-31, its last day"
    assert findings(all_due_at_the_end, plan) == [("PL506", "objective.o.period", message)] * is_found


def test_all_due_at_the_end_is_off_and_too_late_once_the_period_is_over() -> None:
    two = '[key_result.k]\nobjective = "o"\n[key_result.l]\nobjective = "o"'
    assert not all_due_at_the_end.default
    assert findings(all_due_at_the_end, f'[objective.o]\nperiod = "2026-Q3"\n{two}') == []
    assert findings(all_due_at_the_end, f'[objective.o]\ndue = "2026-Q4"\n{two}') == []
    current = f'[objective.o]\nperiod = "2026-Q4"\n{two}'
    assert findings(all_due_at_the_end, current, unopened=("plan/more.toml",)) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("", [("PL507", "task.t header", "task.t has no due date")]),
        ("due = 2026-12-31", []),
        ('due = "2026-Q5"', []),
        ('status = "done"', []),
    ],
)
def test_task_without_due(fields: str, expected: list[tuple[str, str, str]]) -> None:
    assert findings(task_without_due, f"[task.t]\n{fields}") == expected
    assert not task_without_due.default


@pytest.mark.parametrize(
    ("horizon", "passed"),
    [
        ('"2025"', "2025-12-31"),
        ("2026-10-14", "2026-10-14"),
        ('"strategy"', "2026-01-31"),
        ("2026-10-15", None),
        ('"2026"', None),
        ('"perpetual"', None),
        ('"soon"', None),
    ],
)
def test_impossible_horizon(horizon: str, passed: str | None) -> None:
    plan = f"[outcome.u]\nhorizon = {horizon}\n[period.strategy]\nstart = 2022-01-01\nend = 2026-01-31"
    message = f"the horizon of outcome.u, {passed}, has passed"
    assert findings(impossible_horizon, plan) == ([("PL508", "outcome.u.horizon", message)] if passed else [])


def test_an_outcome_without_a_horizon_is_silent() -> None:
    assert findings(impossible_horizon, "[outcome.u]") == []


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (
            '[task.t]\ndue = 2026-11-02\ndepends_on = "u"\n[task.u]\ndue = 2026-11-13',
            [("task.t.due", "task.t is due on 2026-11-02, before task.u, which it depends on, due on 2026-11-13")],
        ),
        ('[task.t]\ndue = 2026-11-02\ndepends_on = "u"\n[task.u]\ndue = 2026-11-02', []),
        ('[task.t]\ndue = 2026-11-02\ndepends_on = "u"\n[task.u]\ndue = 2026-11-13\nstatus = "done"', []),
        ('[task.t]\ndue = 2026-11-02\ndepends_on = "u"\n[task.u]', []),
        ('[task.t]\ndue = 2026-11-02\ndepends_on = "gone"', []),
        ('[task.t]\ndepends_on = "u"\n[task.u]\ndue = 2026-11-13', []),
        ('[task.t]\ndue = 2026-11-02\nstatus = "done"\ndepends_on = "u"\n[task.u]\ndue = 2026-11-13', []),
        (
            '[task.t]\ndue = 2026-11-02\ndepends_on = ["u", "tactic.a"]\n[task.u]\ndue = 2026-11-13\n'
            "[tactic.a]\ndue = 2026-12-01",
            [("task.t.due", "task.t is due on 2026-11-02, before tactic.a, which it depends on, due on 2026-12-01")],
        ),
        (
            '[objective.o]\nperiod = "2026-Q4"\n[key_result.k]\nobjective = "o"\ndepends_on = ["l"]\n'
            "[key_result.l]\ndue = 2027-01-31",
            [
                (
                    "key_result.k.depends_on.0",
                    "key_result.k is due on 2026-12-31, before key_result.l, which it depends on, due on 2027-01-31",
                )
            ],
        ),
    ],
)
def test_due_before_dependency(plan: str, expected: list[tuple[str, str]]) -> None:
    assert [(place, message) for _, place, message in findings(due_before_dependency, plan)] == expected


def test_a_broken_dependency_says_nothing_about_days() -> None:
    plan = '[task.t]\ndue = 2026-11-02\ndepends_on = "u"\n[task.u]\ndue = 2026-11-13'
    assert findings(due_before_dependency, plan, broken=["task.u"]) == []


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-10-15", []), ("2026-10-16", ["key_result.k.metric.as_of"]), ("2025-10-16", [])]
)
def test_nobody_has_measured_tomorrow(day: str, expected: list[str]) -> None:
    plan = f"[key_result.k]\nmetric = {{ name = 'n', target = 3, current = 2, as_of = {day} }}"
    assert [place for _, place, _ in findings(measured_in_future, plan)] == expected
    assert findings(measured_in_future, plan.replace("\n", "\nstatus = 'closed'\n", 1)) == []
