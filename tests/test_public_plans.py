"""Plans in the style of public ones: what is found in them is what their owners would call fair."""

import re
from datetime import date
from pathlib import Path

import pytest

from planlint.cli.main import main
from tests.support.planning import check, lines

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
