"""What a comparison says, sorted into facts: what needs a decision, whatever its rule weighs by default."""

from dataclasses import replace
from datetime import date

import pytest

from planlint.lint import RuleSelection
from planlint.lint.change_summary import ChangeNote, ChangeSummary, FileMove, Value, summary_of
from planlint.lint.changes import judge
from planlint.lint.comparison import Comparison
from planlint.load import load_config
from planlint.render.changes.markdown import diff_markdown
from planlint.render.changes.text import diff_text
from planlint.render.text.style import Style
from planlint.rules.all_rules import RULES
from planlint.rules.example import parse_example
from planlint.rules.rule import EXAMPLE_DAY, Rule
from tests.support.diffing import ON_CHANGES, Files, compare
from tests.support.planning import CONFIG
from tests.support.ranges import Made, ranged

PLAN = """
    [purpose.homes]
    title = "Homes"
    [vision.valley]
    title = "Valley"
    purpose = "homes"
    [outcome.housed]
    title = "Housed"
    vision = "valley"
    [objective.faster]
    title = "Faster"
    outcome = "housed"
    period = "2026-H2"
    [key_result.wait]
    title = "Wait"
    objective = "faster"
    agreed.intake = "ines"
    metric.name = "days to keys"
    metric.unit = "days"
    metric.baseline = 58
    metric.target = 21
    metric.current = 40
    [tactic.desk]
    title = "Desk"
    key_result = "wait"
    due = 2026-11-30
"""


def reviewed(old: Files, new: Files, settings: str = "", codes: frozenset[str] = ON_CHANGES) -> Comparison:
    found = compare(old, new)
    config = load_config("planlint.toml", settings.encode(), CONFIG)
    return replace(found, judgements=judge(found, config, RuleSelection(codes), EXAMPLE_DAY))


def summary(*edits: tuple[str, str]) -> ChangeSummary:
    new = PLAN
    for before, after in edits:
        assert before in new
        new = new.replace(before, after)
    return summary_of(reviewed(PLAN, new))


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.on_changes and not rule.on_work], ids=lambda rule: rule.code
)
def test_what_the_settings_call_an_error_needs_a_decision_and_what_they_call_a_note_does_not(rule: Rule) -> None:
    example = parse_example(rule.bad)
    versions = dict(example.before), dict(example.files)
    heavy = reviewed(*versions, f'[severity]\n{rule.code} = "error"\n', frozenset({rule.code}))
    heading = f"{rule.counted(len(example.expected))}, no reason given"
    assert diff_markdown(heavy).splitlines()[0] == f"## Plan: {heading}"
    assert "NEEDS A DECISION" in diff_text(heavy, Style(80)).splitlines()
    light = reviewed(*versions, f'[severity]\n{rule.code} = "info"\n', frozenset({rule.code}))
    assert "no reason given" not in diff_markdown(light)
    assert "NEEDS A DECISION" not in diff_text(light, Style(80))


def test_a_changed_promise_is_its_two_values_with_what_it_is_for() -> None:
    facts = summary(("target = 21", "target = 30"))
    (decision,) = facts.open
    assert decision.facts == (Value(decision.item, "metric.target", 21, 30),)
    assert [item.id for item in decision.why] == ["faster", "housed", "valley", "homes"]
    assert decision.agreed == (("intake", "ines"),)
    assert [(rule.code, number) for rule, number in facts.moves] == [("PL801", 1)]
    assert (facts.excused, facts.changed, facts.progress, facts.edited) == ((), (), (), 0)


def test_what_is_more_than_one_value_is_told_without_the_name_of_its_item() -> None:
    metric = PLAN[PLAN.index("    metric.name") : PLAN.index("    [tactic")]
    (decision,) = summary((metric, "")).open
    assert decision.facts == (ChangeNote("metric", "gone", "promised 58 to 21 days and is measured no more"),)
    whole = PLAN[PLAN.index("    [key_result") : PLAN.index("    [tactic")]
    (decision,) = [one for one in summary((whole, "")).open if one.item.id == "wait"]
    assert decision.facts == (ChangeNote(None, "gone", "open and at 40 of 21 days"),)


def test_a_reason_excuses_and_is_no_edit_of_its_own() -> None:
    facts = summary(("target = 21", 'target = 30\n    reason = "half the flats are gone"'))
    (decision,) = facts.excused
    assert decision.reasons == ("half the flats are gone",)
    assert (facts.open, facts.changed, facts.edited) == ((), (), 0)
    assert facts.moves == facts.all_moves
    assert [(rule.code, number) for rule, number in facts.moves] == [("PL801", 1)]


def test_the_rest_is_counted_once_each() -> None:
    facts = summary(
        ("current = 40", "current = 35"),
        ("due = 2026-11-30", "due = 2026-11-15\n    owner = 'ines'"),
        ('period = "2026-H2"', 'period = "2026-H2"\n    due = 2026-12-01'),
    )
    assert [(value.item.id, value.key) for value in facts.progress] == [
        ("faster", "due"),
        ("wait", "metric.current"),
        ("desk", "due"),
    ]
    assert facts.progress[2].days == (date(2026, 11, 30), date(2026, 11, 15))
    assert [(value.item.id, value.key) for value in facts.changed] == [("desk", "owner")]
    assert (facts.dates_set, facts.reporting, facts.edited) == (0, 1, 2)
    assert facts.reached == (6, 6)


def test_a_date_is_compared_with_the_one_that_was_in_effect() -> None:
    """A due date that nobody wrote is that of the period: a later one is put off, and none is set."""
    later = reviewed(PLAN, PLAN.replace('objective = "faster"', 'objective = "faster"\n    due = 2027-03-31'))
    facts = summary_of(later)
    (decision,) = facts.open
    (fact,) = decision.facts
    assert isinstance(fact, Value)
    assert fact.days == (date(2026, 12, 31), date(2027, 3, 31))
    assert facts.dates_set == 0
    assert "due          31 Dec 2026 → 31 Mar 2027   90 days later" in diff_text(later, Style(80))


def test_a_date_is_set_where_none_was_in_effect() -> None:
    undated = PLAN.replace('period = "2026-H2"', "")
    facts = summary_of(reviewed({"a.toml": undated}, {"a.toml": PLAN}))
    assert facts.dates_set == 1


def test_what_came_went_and_moved_is_counted_by_kind_and_file() -> None:
    old: Files = {"a.toml": PLAN, "b.toml": "[task.one]\n[task.two]\n[person.ines]\nname = 'Ines'\n"}
    new: Files = {"a.toml": PLAN, "c.toml": "[task.one]\n[task.two]\n[task.three]\n"}
    facts = summary_of(reviewed(old, new))
    assert facts.moved == (FileMove("b.toml", "c.toml", 2),)
    assert (facts.added_by_kind, facts.removed_by_kind) == ({"task": 1}, {"person": 1})
    assert facts.reached == (6, 9)


def test_a_value_has_the_last_commit_that_changed_it() -> None:
    halfway, end = (PLAN.replace("current = 40", f"current = {number}") for number in (38, 35))
    found = ranged(PLAN, Made(halfway), Made(end), Made(end, "Say nothing new"))
    (value,) = summary_of(found).progress
    assert value.commit == found.commits.commits[1]
    found = reviewed(PLAN, end)
    assert summary_of(found).progress[0].commit is None


def test_a_step_back_is_no_progress() -> None:
    begun = PLAN.replace('title = "Desk"', 'title = "Desk"\n    status = "on-track"')
    assert [one.key for one in summary_of(reviewed(PLAN, begun)).progress] == ["status"]
    back = summary_of(reviewed(begun, begun.replace("on-track", "planned")))
    assert ([one.key for one in back.changed], back.progress, back.reporting) == (["status"], (), 0)
