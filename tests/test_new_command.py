"""`planlint new`: one item, written where it belongs, with what it still lacks."""

from pathlib import Path

import pytest

from planlint.cli.main import main
from tests.conftest import Repo
from tests.support.planning import load_files
from tests.support.terminal import in_terminal

PLAN = """\
[purpose.homes]
title = "Every family in the valley has a safe home"

[vision.valley]
title = "Nobody in the valley sleeps outside"
purpose = "homes"

[outcome.stay]
title = "Families who move in stay housed"
vision = "valley"

# What we promised for the half-year.
[objective.faster]
title = "Moving in takes weeks, not months"
outcome = "stay"
owner = "ines"
period = "2027-H1"

[key_result.days]
title = "The wait is three weeks"
objective = "faster"
metric.name = "days from intake to keys"
metric.unit = "days"
metric.baseline = 58
metric.target = 21

[tactic.desk]
title = "Run a weekly landlord desk"
key_result = "days"

# The people.
[period.spring]
start = 2027-03-01
end = 2027-05-31
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANLINT_TODAY", "2027-01-11")
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_key_result_stands_behind_its_siblings_in_the_canonical_layout(
    plan: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["current=3", "target=40", "baseline=0", "unit=landlords", "metric.name=landlords who post"]
    assert main(["new", "key-result", "Landlords post vacancies", "--under", "faster", "--owner", "tomas", *words]) == 0
    new = """\
[key_result.landlords-post-vacancies]
title = "Landlords post vacancies"
objective = "faster"
owner = "tomas"
metric.name = "landlords who post"
metric.unit = "landlords"
metric.target = 40
metric.baseline = 0
metric.current = 3

"""
    assert plan.read_text(encoding="utf-8") == PLAN.replace("[tactic.desk]", f"{new}[tactic.desk]")
    printed = capfd.readouterr()
    assert printed.out == "wrote key_result.landlords-post-vacancies to plan.toml, line 27\n"
    assert "planlint new tactic" in printed.err


def test_what_is_missing_is_printed_as_the_lines_to_write(plan: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "key_result", "Landlords post vacancies", "--under", "objective.faster"]) == 0
    assert (
        capfd.readouterr().out
        == """\
wrote key_result.landlords-post-vacancies to plan.toml, line 27
it still lacks these lines:
  metric.name = "<what is counted>"
  metric.unit = "<its unit>"
  metric.baseline = <the number it begins with>
  metric.target = <the number that is promised>
or, for a result without a number, its steps:
  milestones.<step> = <a date>
"""
    )
    assert main(["new", "key_result", "Half a measure", "--under", "faster", "metric.name=people"]) == 0
    assert "metric.target = <" in capfd.readouterr().out
    assert main(["new", "objective", "Nobody waits", "--under", "stay"]) == 0
    assert capfd.readouterr().out.splitlines()[2:] == [
        '  period = "<when, as 2027-H1>"',
        '  owner = "<who answers for it>"',
    ]


@pytest.mark.parametrize(
    ("arguments", "message", "help"),
    [
        ("tactic Call --under faste", "there is no item 'faste'", "did you mean objective.faster?"),
        (
            "key_result Call --under desk",
            "a key result serves an objective, and 'desk' is a tactic",
            "planlint tree desk",
        ),
        ("key_result Call", "a key result serves an objective", "--under PARENT"),
        ("purpose Call --under homes", "a purpose serves nothing", "leave --under out"),
        ("tacitc Call --under days", "there is no kind 'tacitc'", "did you mean 'tactic'?"),
        ("task Call --under desk owner=ines", "a task has no key 'owner'", ""),
        ("task Call --under desk due=31.12.2027", "is not a date", "due=2027-12-31"),
        ("objective Call --under stay --period 2027-H3", "would have a new error", "PL209"),
        ("objective Call --under stay --id faster", "there is an objective 'faster' already", "--id"),
        ("objective 寝 --under stay", "no id can be made of '寝'", "--id ID"),
        ("task Call --under desk --file notes.md", "'notes.md' is not a file of the plan", "include"),
        ("task  --under desk", "a task has a title", "write it behind the kind"),
        ("task Call --under desk due", "'due' is not KEY=VALUE", "metric.target=21"),
    ],
)
def test_what_the_plan_does_not_know_is_refused_and_nothing_is_written(
    plan: Path, capfd: pytest.CaptureFixture[str], arguments: str, message: str, help: str
) -> None:
    assert main(["new", *arguments.split(" ")]) == 2
    told = capfd.readouterr().err
    assert message in told
    assert help in told
    assert plan.read_text(encoding="utf-8") == PLAN


def test_ids_are_made_of_titles_and_never_taken_twice(plan: Path) -> None:
    for _ in range(2):
        assert main(["new", "task", "Größe der Wohnungen: an alle Vermieter geschickt, früh", "--under", "desk"]) == 0
    tasks = [
        item.id for item in load_files({"plan.toml": plan.read_bytes()}).plan.items.values() if item.kind == "task"
    ]
    assert tasks == ["grosse-der-wohnungen-an-alle-vermieter", "grosse-der-wohnungen-an-alle-vermieter-2"]


def test_people_and_periods_need_no_parent(plan: Path) -> None:
    assert main(["new", "period", "Summer", "start=2027-06-01", "end=2027-08-31"]) == 0
    assert main(["new", "person", "Ines Kowal", "--id", "ines", "--file", "people.plan.toml"]) == 0
    assert plan.read_text(encoding="utf-8") == (
        f'{PLAN}\n[period.summer]\ntitle = "Summer"\nstart = 2027-06-01\nend = 2027-08-31\n'
    )
    assert (plan.parent / "people.plan.toml").read_text(encoding="utf-8") == '[person.ines]\nname = "Ines Kowal"\n'


def test_an_objective_goes_behind_all_that_serves_its_sibling_and_comments_stay_with_what_they_speak_of(
    plan: Path,
) -> None:
    assert (
        main(["new", "objective", "Keys on day one", "--under", "stay", "--owner", "ines", "--period", "2027-H1"]) == 0
    )
    text = plan.read_text(encoding="utf-8")
    assert text.index("[tactic.desk]") < text.index("[objective.keys-on-day-one]") < text.index("# The people.")
    assert text.index("# The people.\n[period.spring]")


def test_windows_line_ends_and_a_byte_order_mark_stay(plan: Path) -> None:
    plan.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    assert main(["new", "task", "Call", "--under", "desk"]) == 0
    data = plan.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf[purpose")
    assert data.count(b"\n") == data.count(b"\r\n") == PLAN.count("\n") + 4


def test_a_layout_that_no_header_can_follow_is_left_alone(plan: Path, capfd: pytest.CaptureFixture[str]) -> None:
    odd = 'tactic = { a = { title = "A", key_result = "days" } }\n' + PLAN.replace("[tactic.desk]", "[x-tactic.desk]")
    plan.write_text(odd, encoding="utf-8")
    assert main(["new", "tactic", "Call", "--under", "days"]) == 2
    assert "change it in an editor" in capfd.readouterr().err
    assert plan.read_text(encoding="utf-8") == odd


def test_a_terminal_asks_for_what_is_missing(plan: Path) -> None:
    ended = in_terminal(
        ["new", "key_result", "Landlords post", "--under", "faster", "--today", "2027-01-11"],
        plan.parent,
        ["posts", "posts", "many", "0", "40 posts"],
    )
    assert ended.status == 0
    assert "'many' is not a number" in ended.screen
    assert "it still lacks" not in ended.screen
    assert 'metric.name = "posts"\nmetric.unit = "posts"\nmetric.target = 40\nmetric.baseline = 0\n' in plan.read_text(
        encoding="utf-8"
    )
    ended = in_terminal(
        ["new", "key_result", "The portal is open", "--under", "faster", "--today", "2027-01-11"],
        plan.parent,
        ["", "pilot=2027-03-31, open"],
    )
    assert ended.status == 0
    assert 'milestones.pilot = 2027-03-31\nmilestones.open = "undated"\n' in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ["new", "outcome", "Families come back", "--under", "valley", "--file", "plan/more.toml"],
        ["carry", "2027-H1", "2027-H2", "-o", "plan/more.toml"],
        ["import", "csv", "sheet.csv", "--under", "stay", "-o", "plan/more.toml"],
    ],
    ids=lambda command: command[0],
)
def test_a_file_that_git_ignores_is_refused_since_nobody_would_read_it(
    plan: Path, repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.chdir(repo.top)
    repo.commit({"plan.toml": PLAN, ".gitignore": "plan/\n"})
    (repo.top / "sheet.csv").write_text(
        "Objective;Key Result;Owner\nPeople feel at home;Nine in ten say so;ines\n", encoding="utf-8"
    )
    assert main(command) == 2
    assert "git ignores 'plan/more.toml', so it would not be part of the plan" in capfd.readouterr().err
    assert not (repo.top / "plan").exists()
    assert (repo.top / "plan.toml").read_text(encoding="utf-8") == PLAN
    (repo.top / ".gitignore").unlink()
    assert main(command) in (0, 1)
    assert (repo.top / "plan/more.toml").is_file()
