"""PL6 rule by rule: each condition, and each case in which something else has spoken."""

import pytest

from planlint.rules.people.ask_not_agreed import ask_not_agreed
from planlint.rules.people.inactive_person import inactive_person
from planlint.rules.people.no_assignee import no_assignee
from planlint.rules.people.no_owner import no_owner
from planlint.rules.people.team_as_assignee import team_as_assignee
from planlint.rules.people.too_many_open_tasks import too_many_open_tasks
from planlint.rules.rule import Rule
from tests.support.rulecheck import findings

CHAIN = """
    [objective.o]
    [key_result.k]
    objective = "o"
    [tactic.a]
    key_result = "k"
"""


def places(rule: Rule, text: str, **options: object) -> list[str]:
    return [place for _, place, _ in findings(rule, text, **options)]  # type: ignore[arg-type]


def test_a_missing_owner_is_reported_once_at_the_top() -> None:
    assert findings(no_owner, CHAIN) == [("PL601", "objective.o header", "objective.o has no owner")]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param('[objective.o]\nowner = "ines"\n[key_result.k]\nobjective = "o"', [], id="handed down"),
        pytest.param(
            '[objective.o]\n[key_result.k]\nobjective = "o"\nowner = "ines"', ["objective.o header"], id="own"
        ),
        pytest.param("[key_result.k]\n[tactic.a]", ["key_result.k header", "tactic.a header"], id="nothing above"),
        pytest.param('[key_result.k]\nobjective = "gone"', [], id="unknown parent is PL201's"),
        pytest.param("[outcome.u]\n[task.t]\n[vision.v]", [], id="other kinds"),
        pytest.param('[objective.o]\nstatus = "done"', [], id="done"),
        pytest.param(
            '[objective.o]\n[objective.p]\nowner = "ines"\n[key_result.k]\nobjective = ["p", "o"]',
            ["objective.o header"],
            id="the first parent hands down",
        ),
        pytest.param(
            '[objective.o]\n[objective.p]\nowner = "ines"\n[key_result.k]\nobjective = ["o", "p"]',
            ["objective.o header"],
            id="the first parent has nobody, and is reported",
        ),
        pytest.param(
            '[objective.o]\nstatus = "done"\n[objective.p]\nowner = "ines"\n[key_result.k]\nobjective = ["o", "p"]',
            ["key_result.k header"],
            id="the first parent is closed and so not reported",
        ),
        pytest.param(
            '[objective.o]\nstatus = "done"\n[key_result.k]\nobjective = "o"\nstatus = "on-track"',
            [],
            id="all it serves is closed, which is PL310's",
        ),
        pytest.param(
            '[key_result.k]\nowner = "ines"\n[objective.o]\nkey_result = "k"',
            ["objective.o header"],
            id="an objective inherits no owner",
        ),
        pytest.param('[objective.o]\nowner = ""', ["objective.o.owner"], id="an empty text is nobody"),
        pytest.param('[objective.o]\nowner = ""\n[person.ines]', [], id="with a directory that is PL207's"),
    ],
)
def test_no_owner(plan: str, expected: list[str]) -> None:
    assert places(no_owner, plan) == expected


def test_no_owner_does_not_guess_what_a_broken_or_archived_parent_hands_down() -> None:
    assert findings(no_owner, CHAIN, broken=["objective.o"]) == []
    assert places(no_owner, CHAIN, archived=["objective.o"]) == ["key_result.k header"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ('status = "doing"', [("PL602", "task.t header", "task.t is doing and has no assignee")]),
        ('status = "blocked"', [("PL602", "task.t header", "task.t is blocked and has no assignee")]),
        ('status = "doing"\nassignee = ""', [("PL602", "task.t.assignee", "task.t is doing and has no assignee")]),
        ('status = "doing"\nassignee = ""\n[person.ines]', []),
        ('status = "doing"\nassignee = "ines"', []),
        ('status = "todo"', []),
        ('status = "done"', []),
        ("", []),
        ('status = "doing"\ntactic = "a"\n[tactic.a]\nstatus = "dropped"', []),
    ],
)
def test_no_assignee(fields: str, expected: list[tuple[str, str, str]]) -> None:
    assert findings(no_assignee, f"[task.t]\n{fields}") == expected


@pytest.mark.parametrize(
    ("plan", "is_found"),
    [
        ('[task.t]\nassignee = "field"\n[team.field]', True),
        ('[task.t]\nassignee = "field"\n[team.field]\n[person.field]', False),
        ('[task.t]\nassignee = "field"', False),
        ('[task.t]\nassignee = "ines"\n[team.field]', False),
        ('[task.t]\nassignee = "field"\nstatus = "done"\n[team.field]', False),
        ("[task.t]\n[team.field]", False),
    ],
)
def test_team_as_assignee(plan: str, is_found: bool) -> None:
    expected = [("PL603", "task.t.assignee", "task.t is assigned to a team, 'field'")]
    assert findings(team_as_assignee, plan) == expected * is_found


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ('[outcome.u]\nowner = "rob"', [("outcome.u.owner", "'rob' owns outcome.u and is not active")]),
        ('[tactic.a]\nowner = "rob"', [("tactic.a.owner", "'rob' owns tactic.a and is not active")]),
        ('[task.t]\nassignee = "rob"', [("task.t.assignee", "'rob' has task.t and is not active")]),
        ('[task.t]\nassignee = "robert"', [("task.t.assignee", "'robert' has task.t and is not active")]),
        ('[task.t]\nassignee = "rob"\nstatus = "done"', []),
        ('[task.t]\nassignee = "ines"', []),
        ('[task.t]\nwith = ["rob"]', []),
        ('[team.rob]\n[tactic.a]\nowner = "rob"', []),
    ],
)
def test_inactive_person(plan: str, expected: list[tuple[str, str]]) -> None:
    people = '[person.ines]\nactive = true\n[person.rob]\nactive = false\nformerly = ["robert"]\n'
    assert [(place, message) for _, place, message in findings(inactive_person, people + plan)] == expected


def test_inherited_work_is_reported_where_the_name_is_written() -> None:
    plan = '[person.rob]\nactive = false\n[objective.o]\nowner = "rob"\n[key_result.k]\nobjective = "o"'
    assert places(inactive_person, plan) == ["objective.o.owner"]


def tasks(count: int, fields: str = 'assignee = "ines"') -> str:
    return "".join(f"[task.t{number:02}]\n{fields}\n" for number in range(count))


def test_too_many_open_tasks_names_the_one_past_the_limit() -> None:
    expected = ("PL605", "task.t10 header", "ines has 12 open tasks, more than 10")
    assert findings(too_many_open_tasks, tasks(12)) == [expected]
    assert not too_many_open_tasks.default


@pytest.mark.parametrize(
    "plan",
    [
        tasks(10),
        tasks(12, 'assignee = "ines"\nstatus = "done"'),
        tasks(12, ""),
        tasks(12, 'assignee = "field"') + "[team.field]",
    ],
)
def test_too_many_open_tasks_is_silent(plan: str) -> None:
    assert findings(too_many_open_tasks, plan) == []


def test_archived_and_broken_tasks_are_not_counted() -> None:
    assert findings(too_many_open_tasks, tasks(11), archived=["task.t03"]) == []
    assert findings(too_many_open_tasks, tasks(11), broken=["task.t03"]) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ('status = "on-track"', ["tactic.a.asks.legal key"]),
        ("start = 2026-10-15", ["tactic.a.asks.legal key"]),
        ("", []),
        ('status = "on-track"\nagreed.legal = ""', ["tactic.a.asks.legal key"]),
        ('status = "on-track"\nagreed.legal = "mia"', []),
        ('status = "on-track"\nagreed.field = "mia"', ["tactic.a.asks.legal key"]),
        ('status = "on-track"\nasks.field = "two people"', ["tactic.a.asks.legal key", "tactic.a.asks.field key"]),
        ('status = "planned"', []),
        ("start = 2026-10-16", []),
        ('status = "done"', []),
        ('key_result = "k"\nstatus = "on-track"\n[key_result.k]\nstatus = "dropped"', []),
        ('status = "on-track"\n[team.legal]', ["tactic.a.asks.legal key"]),
        pytest.param('status = "on-track"\n[team.law]', [], id="an unknown team is PL207's"),
        pytest.param(
            'status = "on-track"\nagreed.leggal = "mia"\n[team.legal]', [], id="agreed under a name that is PL207's"
        ),
    ],
)
def test_ask_not_agreed(fields: str, expected: list[str]) -> None:
    assert places(ask_not_agreed, f'[tactic.a]\nasks.legal = "review the lease"\n{fields}') == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2026-10-01", []), ("2026-09-30", ["objective.o.asks.legal key"])],  # 14 days, and one more
)
def test_who_agreed_for_one_period_has_time_to_agree_again(start: str, expected: list[str]) -> None:
    plan = (
        '[objective.o]\nasks.legal = "the lease"\ncontinues = "before"\nstart = {}\n'
        '[objective.before]\nasks.legal = "the lease"\nagreed.legal = "mia"\nstatus = "closed"\n'
    )
    assert places(ask_not_agreed, plan.format(start)) == expected
    assert places(ask_not_agreed, plan.format(start).replace("agreed", "x-a")) == ["objective.o.asks.legal key"]


def test_ask_not_agreed_names_the_team() -> None:
    assert findings(ask_not_agreed, '[objective.o]\nstatus = "at-risk"\nasks.legal = "review the lease"') == [
        ("PL606", "objective.o.asks.legal key", "objective.o has begun, and nobody in 'legal' has agreed")
    ]
