"""Meaning: periods, effective values, progress, chains."""

import tomllib
from datetime import date
from textwrap import dedent

import pytest

from planlint.model.effective import effective_due, effective_owner, effective_start, has_begun, is_open
from planlint.model.graph import rings
from planlint.model.items import KINDS, KeyResult, Objective, Tactic
from planlint.model.periods import Days, calendar_period, day_of, first_day, last_day
from planlint.model.plan import Plan
from planlint.model.progress import Progress, expected, pace, progress
from planlint.text import Site


def plan_of(text: str) -> Plan:
    value = tomllib.loads(dedent(text))
    return Plan.of_items(
        KINDS[kind](identifier, fields, Site("plan.toml", (kind, identifier)))
        for kind, table in value.items()
        for identifier, fields in table.items()
    )


HOMES = """
    [purpose.homes]
    title = "Every family in the valley has a safe home"
    [vision.valley-2030]
    title = "By 2030 nobody in the valley sleeps outside"
    purpose = "homes"
    [outcome.stay-housed]
    title = "Families who move in stay housed"
    vision = "valley-2030"
    [objective.faster-placement]
    title = "Moving in takes weeks, not months"
    outcome = "stay-housed"
    owner = "ines"
    period = "2026-H2"
    [key_result.days-to-keys]
    title = "The wait from intake to keys is three weeks"
    objective = "faster-placement"
    metric.name = "median days from intake to keys"
    metric.baseline = 58
    metric.target = 21
    metric.current = 40
    [key_result.landlord-portal]
    title = "Landlords post vacancies themselves"
    objective = "faster-placement"
    owner = "tomas"
    milestones.pilot = 2026-09-30
    milestones.open-to-all = 2026-12-15
    reached = ["pilot"]
    [tactic.landlord-desk]
    title = "Run a weekly landlord desk"
    key_result = ["days-to-keys", "landlord-portal"]
    [task.call-list]
    title = "List the 40 landlords with vacancies"
    tactic = "landlord-desk"
    status = "done"
"""


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026", Days(date(2026, 1, 1), date(2026, 12, 31))),
        ("2026-H1", Days(date(2026, 1, 1), date(2026, 6, 30))),
        ("2026-H2", Days(date(2026, 7, 1), date(2026, 12, 31))),
        ("2026-Q1", Days(date(2026, 1, 1), date(2026, 3, 31))),
        ("2026-Q4", Days(date(2026, 10, 1), date(2026, 12, 31))),
        ("2028-02", Days(date(2028, 2, 1), date(2028, 2, 29))),
        ("9999", Days(date(9999, 1, 1), date(9999, 12, 31))),
        ("0000", None),
        ("2026-H3", None),
        ("2026-13", None),
        ("2026-1", None),
        ("2026-q4", None),
        ("2026-12-31", None),
        (" 2026", None),
        ("２０２６", None),
        ("", None),
    ],
)
def test_calendar_forms(text: str, days: Days | None) -> None:
    assert calendar_period(text) == days


def test_a_period_table_wins_over_the_calendar_form_of_its_name() -> None:
    plan = plan_of("""
        [period.2026]
        start = 2026-02-01
        end = 2027-01-31
    """)
    assert first_day(plan, "2026") == date(2026, 2, 1)
    assert last_day(plan, "2026") == date(2027, 1, 31)
    assert last_day(plan, "2027") == date(2027, 12, 31)
    assert last_day(plan, date(2026, 5, 1)) == date(2026, 5, 1)
    assert last_day(plan, "someday") is None
    assert last_day(plan, 2026) is None


def test_effective_dues() -> None:
    plan = plan_of(HOMES)
    dues = {name: effective_due(plan, item) for name, item in plan.items.items()}
    assert dues["objective.faster-placement"] == date(2026, 12, 31)
    assert dues["key_result.days-to-keys"] == date(2026, 12, 31)
    assert dues["key_result.landlord-portal"] == date(2026, 12, 15)
    assert dues["tactic.landlord-desk"] is None
    assert dues["outcome.stay-housed"] is None


def test_a_key_result_is_due_with_the_latest_of_its_objectives() -> None:
    plan = plan_of("""
        [objective.near]
        title = "Near"
        due = 2026-03-01
        [objective.far]
        title = "Far"
        period = "2026-Q2"
        due = "2026-05"
        [key_result.both]
        title = "Both"
        objective = ["near", "far"]
        [key_result.steps]
        title = "Steps"
        objective = "near"
        milestones.one = "undated"
        milestones.two = "undated"
    """)
    assert effective_due(plan, plan.items["key_result.both"]) == date(2026, 5, 31)
    assert effective_due(plan, plan.items["key_result.steps"]) == date(2026, 3, 1)


def test_effective_starts_and_owners() -> None:
    plan = plan_of(HOMES)
    for name in (
        "objective.faster-placement",
        "key_result.days-to-keys",
        "tactic.landlord-desk",
        "task.call-list",
    ):
        assert effective_start(plan, plan.items[name]) == date(2026, 7, 1)
    assert effective_start(plan, plan.items["outcome.stay-housed"]) is None
    assert effective_owner(plan, plan.items["key_result.days-to-keys"]) == "ines"
    assert effective_owner(plan, plan.items["tactic.landlord-desk"]) == "ines"
    assert effective_owner(plan, plan.items["key_result.landlord-portal"]) == "tomas"
    assert effective_owner(plan, plan.items["outcome.stay-housed"]) is None


def test_what_is_open() -> None:
    plan = plan_of("""
        [objective.over]
        title = "Over"
        status = "closed"
        [objective.under-way]
        title = "Under way"
        [key_result.inherits]
        title = "Inherits"
        objective = "over"
        [key_result.half]
        title = "Half"
        objective = ["over", "under-way"]
        [key_result.says-so]
        title = "Says so"
        objective = "over"
        status = "on-track"
        [tactic.deep]
        title = "Deep"
        key_result = "inherits"
        [task.deeper]
        title = "Deeper"
        tactic = "deep"
    """)
    closed = {name for name, item in plan.items.items() if not is_open(plan, item)}
    assert closed == {"objective.over", "key_result.inherits", "tactic.deep", "task.deeper"}


@pytest.mark.parametrize(
    ("fields", "begun"),
    [
        ("", True),
        ('status = "planned"', False),
        ('status = "on-track"', True),
        ("start = 2026-10-15", True),
        ("start = 2026-10-16", False),
        ('status = "at-risk"\nstart = 2027-01-01', True),
        ('status = "planned"\nstart = 2026-10-01', True),
        ('period = "2026-Q4"', True),
        ('period = "2027-Q1"', False),
    ],
)
def test_what_has_begun(fields: str, begun: bool) -> None:
    plan = plan_of(f'[objective.one]\ntitle = "One"\n{fields}')
    assert has_begun(plan, plan.items["objective.one"], date(2026, 10, 15)) is begun


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("baseline = 58\ntarget = 21\ncurrent = 40", 18 / 37),
        ("baseline = 0\ntarget = 5", 0.0),
        ("baseline = 0\ntarget = 5\ncurrent = 9", 1.0),
        ("baseline = 10\ntarget = 5\ncurrent = 12", 0.0),
        ("target = 5\ncurrent = 3", None),
        ("baseline = 5\ntarget = 5\ncurrent = 5", None),
        ('target = 5\ncurrent = 5\ndirection = "at-most"', 1.0),
        ('target = 5\ncurrent = 6\ndirection = "at-most"', 0.0),
        ('target = 5\ncurrent = 6\ndirection = "at-least"', 1.0),
        ('target = 5\nbaseline = 4\ndirection = "at-least"', 0.0),
        ('target = 5\ndirection = "at-least"', None),
    ],
)
def test_progress_of_a_metric(metric: str, value: float | None) -> None:
    plan = plan_of(f'[key_result.one]\ntitle = "One"\n[key_result.one.metric]\nname = "x"\n{metric}')
    assert progress(plan, plan.items["key_result.one"]) == Progress(value)


def test_progress_upward() -> None:
    plan = plan_of(HOMES)
    steps, metric = 0.5, 18 / 37
    assert progress(plan, plan.items["key_result.landlord-portal"]).value == steps
    assert progress(plan, plan.items["objective.faster-placement"]) == Progress((steps + metric) / 2, 2, 2)
    assert progress(plan, plan.items["outcome.stay-housed"]) == Progress((steps + metric) / 2, 1, 1)
    assert progress(plan, plan.items["purpose.homes"]) == Progress((steps + metric) / 2, 1, 1)
    assert progress(plan, plan.items["tactic.landlord-desk"]) == Progress(1.0, 1, 1)
    assert progress(plan, plan.items["task.call-list"]) == Progress(None)


def test_an_objective_leaves_out_guard_rails_dropped_and_unknown_ones() -> None:
    plan = plan_of("""
        [objective.one]
        title = "One"
        [key_result.heavy]
        title = "Heavy"
        objective = "one"
        weight = 3
        status = "done"
        [key_result.light]
        title = "Light"
        objective = "one"
        metric = { name = "x", baseline = 0, target = 4, current = 1 }
        [key_result.silent]
        title = "Silent"
        objective = "one"
        metric = { name = "x", target = 4 }
        [key_result.rail]
        title = "Rail"
        objective = "one"
        metric = { name = "x", target = 4, current = 5, direction = "at-most" }
        [key_result.gone]
        title = "Gone"
        objective = "one"
        status = "dropped"
        metric = { name = "x", baseline = 0, target = 4, current = 4 }
        [objective.narrow]
        title = "Narrow"
        key_result = "light"
        [key_result.below]
        title = "Below"
        objective = "narrow"
        status = "done"
    """)
    assert progress(plan, plan.items["objective.one"]) == Progress((3 * 1 + 1 * 0.25) / 4, 2, 3)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2026, 6, 1), 0.0),
        (date(2026, 7, 1), 0.0),
        (date(2026, 10, 1), 92 / 183),
        (date(2026, 12, 31), 1.0),
        (date(2027, 2, 1), 1.0),
    ],
)
def test_expected_progress_is_linear(day: date, value: float) -> None:
    plan = plan_of(HOMES)
    assert expected(plan, plan.items["key_result.days-to-keys"], day) == value


def test_expected_progress_of_milestones_counts_dates_that_have_passed() -> None:
    plan = plan_of(HOMES)
    item = plan.items["key_result.landlord-portal"]
    assert expected(plan, item, date(2026, 9, 30)) == 0.0
    assert expected(plan, item, date(2026, 10, 1)) == 0.5
    assert pace(plan, item, date(2026, 9, 30)) is None
    assert pace(plan, item, date(2026, 10, 1)) == 1.0
    assert expected(plan, plan.items["outcome.stay-housed"], date(2026, 10, 1)) is None


def test_the_chain_takes_the_first_way_that_reaches_the_purpose() -> None:
    plan = plan_of(
        HOMES
        + """
    [objective.lost]
    title = "Lost"
    [key_result.stray]
    title = "Stray"
    objective = "lost"
    [tactic.two-ways]
    title = "Two ways"
    key_result = ["stray", "days-to-keys"]
    """
    )
    chain = plan.chain(plan.items["tactic.two-ways"])
    assert [item.name for item in chain] == [
        "tactic.two-ways",
        "key_result.days-to-keys",
        "objective.faster-placement",
        "outcome.stay-housed",
        "vision.valley-2030",
        "purpose.homes",
    ]
    assert [way[-1].name for way in plan.chains(plan.items["tactic.two-ways"])] == [
        "objective.lost",
        "purpose.homes",
    ]
    assert [item.name for item in plan.chain(plan.items["key_result.stray"])] == [
        "key_result.stray",
        "objective.lost",
    ]


def test_a_ring_of_items_ends() -> None:
    plan = plan_of("""
        [objective.a]
        title = "A"
        key_result = "b"
        [key_result.b]
        title = "B"
        objective = "a"
        metric = { name = "x", baseline = 0, target = 2, current = 1 }
    """)
    a, b = plan.items["objective.a"], plan.items["key_result.b"]
    assert [item.name for item in plan.chain(a)] == ["objective.a", "key_result.b"]
    assert is_open(plan, a)
    assert effective_due(plan, b) is None
    assert effective_owner(plan, b) is None
    assert progress(plan, a) == Progress(0.5, 1, 1)


def test_a_cascade_may_be_nested_as_deep_as_it_likes() -> None:
    lines = ['[objective.o0]\ntitle = "x"\nstatus = "closed"\n']
    for n in range(3000):
        lines.append(f'[key_result.k{n}]\ntitle = "x"\nobjective = "o{n}"\n')
        lines.append(f'[objective.o{n + 1}]\ntitle = "x"\nkey_result = "k{n}"\n')
    plan = plan_of("".join(lines))
    last = plan.items["objective.o3000"]
    assert not is_open(plan, last)
    assert len(plan.chain(last)) == 6001
    assert progress(plan, last).value is None


def test_former_ids_lead_to_the_item() -> None:
    plan = plan_of("""
        [objective.now]
        title = "Now"
        formerly = ["once", "before"]
        [key_result.one]
        title = "One"
        objective = "once"
    """)
    assert [item.name for item in plan.parents(plan.items["key_result.one"])] == ["objective.now"]
    assert plan.resolve("objective", "before") is plan.items["objective.now"]
    assert not plan.knows("objective", "before")


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({}, []),
        ({"a": ["b"], "b": []}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"b": ["a"], "a": ["b"]}, [["a", "b"]]),
        ({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}, [["a", "b", "c"]]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b"], ["c", "d"]]),
        ({"a": ["b", "c"], "b": ["c"], "c": ["a"]}, [["a", "c"]]),
    ],
)
def test_rings(graph: dict[str, list[str]], found: list[list[str]]) -> None:
    assert rings(graph) == found


def test_the_fields_that_say_what_is_expected_and_when_it_was_measured() -> None:
    plan = plan_of("""
        [objective.o]
        title = "O"
        cadence = "quarterly"

        [key_result.k]
        title = "K"
        objective = "o"
        cadence = 3
        metric.name = "n"
        metric.target_by = 2026-11-30
        metric.path.2027 = 40
        metric.path.2026-12-31 = 30.5
        metric.path.later = "50"
        metric.as_of = 2026-10-01

        [tactic.t]
        title = "T"
        objective = "o"

        [tactic.u]
        title = "U"
        objective = "o"
        key_result = "k"
    """)
    objective, key_result = plan.of(Objective)[0], plan.of(KeyResult)[0]
    assert (objective.cadence, key_result.cadence) == ("quarterly", None)
    metric = key_result.metric
    assert metric is not None
    assert (metric.target, metric.target_by, metric.as_of) == (None, date(2026, 11, 30), date(2026, 10, 1))
    assert list(metric.path.items()) == [("2027", 40), ("2026-12-31", 30.5)]
    assert [[parent.name for parent in plan.parents(tactic)] for tactic in plan.of(Tactic)] == [
        ["objective.o"],
        ["objective.o", "key_result.k"],
    ]
    days = [day_of(plan, key) for key in ("2027", "2026-Q3", "2026-12-31", "2026-02-30", "soon")]
    assert days == [date(2027, 12, 31), date(2026, 9, 30), date(2026, 12, 31), None, None]
