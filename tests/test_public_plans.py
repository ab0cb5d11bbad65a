"""Plans in the style of public ones: what is found in them is what their owners would call fair."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from planlint.cli.main import main
from planlint.model.figures.pace import expected
from planlint.model.figures.progress import objective_score
from planlint.model.figures.shares import two_decimals
from tests.support.planning import check, lines, plan_of

ROOT = Path(__file__).resolve().parent

FOUND = {
    # A company's quarter, in its middle: results without a measure or a beginning, activities, two measures in one.
    ("okr-page", "2019-09-15"): """
        40:1 PL305 all 12 key results of the plan have no tactic
        49:1 PL403 key_result.first-response goes to 95 %, and nothing says from where
        57:1 PL403 key_result.next-response goes to 85 %, and nothing says from where
        65:1 PL401 nothing says when this key result is reached
        70:1 PL401 nothing says when this key result is reached
        92:9 PL405 'Help' says what is done, not what changes
        108:9 PL404 two measures in one key result: 76.2 points and 30 components
        132:9 PL405 'Launch' says what is done, not what changes
        155:1 PL403 key_result.compliance-coverage goes to 97.5 %, and nothing says from where
    """,
    # A quarter that is reported every week, a month after its end: one objective is graded and closed, one forgotten.
    ("network", "2019-07-30"): """
        95:10 PL504 spring ended on 2019-07-02, and objective.more-hands is open
    """,
    # Yearly figures of a state until 2030: what got worse, what contradicts itself, what nobody can measure yet.
    ("schools", "2026-10-01"): """
        47:18 PL410 18.3 points is further from the target of 20 than the baseline of 18.5
        51:9 PL418 the title says 41 %, the metric goes from 36.1 to 42 %
        58:1 PL401 nothing says when this key result is reached
        62:1 PL306 all 3 tactics of the plan have no task
        94:11 PL407 its step is reached, and key_result.one-system is open
        103:18 PL410 85.3 % is further from the target of 89.5 than the baseline of 87.08
    """,
    # An open-source roadmap, two thirds through its half year: a step that was missed, a promise nobody gave.
    ("roadmap", "2025-10-15"): """
        78:27 PL502 step 'races-tested' of key_result.parallel-stabilisable was due on 2025-10-01 and is not reached
        95:9 PL705 'finish the remaining' does not say when task.remaining is finished
        107:6 PL606 key_result.cranelift-gaps has begun, and nobody in 'compiler' has agreed
    """,
    # One person's year: a task forgotten, a target passed, and one wish that is no plan yet.
    ("personal", "2026-09-20"): """
        73:7 PL502 task.plan-weeks was due on 2026-07-05 and is open
        89:1 PL305 key_result.books has no tactic
        96:18 PL407 7 books is past the target of 6, and key_result.books is open
        108:1 PL403 key_result.save goes to 5000 EUR, and nothing says from where
        108:1 PL501 key_result.save has no due date
    """,
}


@pytest.mark.parametrize(("name", "today"), FOUND)
def test_what_is_found_is_fair(
    name: str, today: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    plan = (ROOT / "plans" / f"{name}.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main(["check", "--today", today, "--format", "concise"])
    printed = re.sub(r"^plan\.toml:(\S+): (\S+) \S+", r"\1 \2", capfd.readouterr().out, flags=re.MULTILINE)
    assert printed.splitlines() == [line.strip() for line in FOUND[name, today].strip().splitlines()]


@pytest.mark.parametrize("today", ["2026-07-01", "2026-10-01", "2026-10-15", "2026-12-15"])
def test_the_whole_plan_of_the_language_has_no_error_or_warning(today: str) -> None:
    report = check((ROOT / "plans" / "valley.toml").read_text(encoding="utf-8"), today=date.fromisoformat(today))
    assert [line.split(" ")[1] for line in lines(report)] == ["PL311"]
    assert report.summary.infos == 1


def test_a_graded_objective_counts_the_grades_of_its_guard_rails_too() -> None:
    plan = plan_of((ROOT / "plans" / "network.toml").read_text(encoding="utf-8"))
    score = objective_score(plan, plan.items["objective.third-trial"], date(2019, 7, 30))
    assert score == (Fraction("0.594"), 5, 5)


QUARTER = {
    # The grades that people gave to the results of five objectives, and the totals that they published.
    "hands": ("0.30", ["0", "0", "0", "0.5", "1"]),
    "known": ("0.41", ["0.24", "0.49 half", "0.32 half", "0.05", "0.95", "dropped"]),
    "skilled": ("0.75", ["1", "0.75", "0.5"]),
    "release": ("0.66", ["1 rail", "0.66", "1", "0.14", "0.5"]),
    "launch": ("0.594", ["0.55", "0.67", "0.5", "0.75 rail", "0.5 rail"]),
}


def test_the_totals_of_a_graded_quarter_are_those_that_its_people_published() -> None:
    text = ""
    for name, (_, grades) in QUARTER.items():
        text += f'[objective.{name}]\ntitle = "O"\nstatus = "closed"\n'
        for number, (grade, _, how) in enumerate(one.partition(" ") for one in grades):
            text += f'[key_result.{name}-{number}]\ntitle = "K"\nobjective = "{name}"\n'
            text += 'status = "dropped"\n' if grade == "dropped" else f"score = {grade}\n"
            text += "weight = 0.5\n" if how == "half" else ""
            text += 'metric = { name = "n", direction = "at-most", target = 1, current = 3 }\n' if how == "rail" else ""
    plan = plan_of(text)
    scores = {name: objective_score(plan, plan.items[f"objective.{name}"], date(2019, 7, 30)).value for name in QUARTER}
    assert {name: value for name, value in scores.items() if name != "known"} == {
        name: Fraction(total) for name, (total, _) in QUARTER.items() if name != "known"
    }
    assert scores["known"] == Fraction("1.645") / 4  # published as 0.41
    values = [value for value in scores.values() if value is not None]
    assert two_decimals(sum(values, Fraction(0)) / len(values)) == "0.54"


def test_yearly_figures_follow_the_path_and_owe_a_target_in_time() -> None:
    text = (ROOT / "plans" / "schools.toml").read_text(encoding="utf-8")
    plan = plan_of(text)
    graduates = plan.items["key_result.graduates"]
    # The figure speaks of the day before the plan began.
    assert expected(plan, graduates, date(2026, 10, 1)) == 0
    later = plan_of(text.replace("metric.as_of = 2025-06-30", "metric.as_of = 2028-06-30", 1))
    assert expected(later, later.items["key_result.graduates"], date(2028, 9, 1)) == Fraction(3, 5)
    assert [line.split(" ")[1] for line in lines(check(text, "PL422", today=date(2027, 7, 1)))] == ["PL422"]
