"""Commits that name items, judged: by check --base, by ci and its comment, by the hooks."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planlint.app.ci.check import CiRequest, check_change
from planlint.app.ci.comment import comment_text
from planlint.app.settings import Where
from planlint.cli.main import main
from planlint.forge.runner import read_event
from tests.conftest import Repo
from tests.support.working import GOALS, task

PLAN = GOALS + "\n" + task("call-list", "List the landlords", 'assignee = "tomas"')
DROPPED = GOALS + "\n" + task("call-list", "List the landlords", 'status = "dropped"', 'assignee = "tomas"')
DONE = GOALS + "\n" + task("call-list", "List the landlords", 'status = "done"', 'assignee = "tomas"')
DAY = ("--today", "2026-11-23")
WORK = '[work]\nrequire = ["src/**"]\n'
PERSON = {f"GIT_{role}_{key}": "a@b" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}


@pytest.fixture
def here(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    repo.commit({"plan/main.toml": PLAN}, "start")
    repo.run("branch", "base")
    monkeypatch.chdir(repo.top)
    return repo


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, str]]:
    capsys.readouterr()
    main(["check", "--base", "base", "--format", "json", *DAY, *arguments])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return [(one["code"], one["path"], one["message"]) for one in report["findings"] if one["code"].startswith("PL86")]


def test_a_commit_that_names_nothing_that_is_there_is_found(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    oid = here.commit({"src/a.py": "a\n"}, "w\n\nPlan-Item: call-lst, call-list")
    message = f"commit {oid[:7]} names 'call-lst', which is no goal or action of the plan"
    assert found(capsys) == [("PL861", "plan/main.toml", message)]
    assert main(["check", "--base", "base", "--new-only", *DAY]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert f"help amend `{oid[:7]}`: did you mean task.call-list?" in said
    assert main(["check", "--base", "base", "--ignore", "PL861", *DAY]) == 0


def test_work_is_for_a_goal_or_an_action(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    person = '[person.ines]\nname = "Ines"\n'
    oid = here.commit({"src/a.py": "a\n", "plan/people.toml": person}, "w\n\nPlan-Item: person.ines")
    message = f"commit {oid[:7]} names 'person.ines', which is no goal or action of the plan"
    assert found(capsys) == [("PL861", "plan/main.toml", message)]


def test_names_count_as_the_plan_has_them_at_the_commit_or_in_the_end(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    here.commit({"src/a.py": "a\n"}, "w\n\nPlan-Item: call-list")
    here.commit(
        {"src/a.py": "b\n", "plan/main.toml": PLAN + "\n" + task("short", "For a day")}, "w\n\nPlan-Item: short"
    )
    here.commit({"src/a.py": "c\n", "plan/main.toml": PLAN}, "w\n\nPlan-Item: short\nPlan-Item: later")
    here.commit({"plan/main.toml": PLAN + "\n" + task("later", "Added later")}, "the plan follows")
    assert found(capsys) == []


def test_an_id_that_two_kinds_have_names_neither(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan/main.toml": PLAN + "\n" + task("desk", "Put up the desk")}, "a task of the same name")
    oid = here.commit({"src/a.py": "a\n"}, "w\n\nPlan-Item: desk\nPlan-Item: task.desk")
    message = f"commit {oid[:7]} names 'desk', which may mean several items"
    assert found(capsys) == [("PL861", "plan/main.toml", message)]


def test_files_whose_commits_have_to_name_an_item(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    here.commit({"planlint.toml": WORK}, "from now on")
    here.run("branch", "--force", "base")
    silent = here.commit({"src/a.py": "a\n", "docs/a.md": "a\n"}, "no word of the plan")
    here.commit({"docs/a.md": "b\n"}, "other files")
    here.commit({"src/a.py": "b\n"}, "w\n\nPlan-Item: call-list")
    here.commit({"src/a.py": "c\n"}, 'Revert "w"')
    here.commit({"src/a.py": "d\n"}, "fixup! w")
    here.run("checkout", "--quiet", "-b", "side", "base")
    here.commit({"src/b.py": "b\n"}, "w\n\nPlan-Item: call-list")
    here.run("merge", "--quiet", "--no-ff", "-m", "Merge", "main", **PERSON)
    assert found(capsys) == [
        ("PL862", "src/a.py", f"commit {silent[:7]} changes src/a.py and names no item of the plan")
    ]


def test_taking_the_setting_away_in_the_change_does_not_silence_it(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    here.commit({"planlint.toml": WORK}, "from now on")
    here.run("branch", "--force", "base")
    here.commit({"src/a.py": "a\n", "planlint.toml": ""}, "no word of the plan")
    assert [code for code, _, _ in found(capsys)] == ["PL862"]


def test_a_plan_below_a_folder_asks_for_code_beside_it_by_its_path_from_the_top(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = '[work]\nrequire = ["src/**", "own/**"]\n'
    repo.commit({"goals/plan/main.toml": PLAN, "goals/planlint.toml": settings}, "start")
    repo.run("branch", "base")
    monkeypatch.chdir(repo.top / "goals")
    beside = repo.commit({"src/a.py": "a\n"}, "beside")
    below = repo.commit({"goals/own/a.py": "a\n"}, "below")
    outside = repo.commit({"own/a.py": "a\n"}, "outside")
    assert set(found(capsys)) == {
        ("PL862", "own/a.py", f"commit {below[:7]} changes goals/own/a.py and names no item of the plan"),
        ("PL862", "planlint.toml", f"commit {outside[:7]} changes own/a.py and names no item of the plan"),
        ("PL862", "planlint.toml", f"commit {beside[:7]} changes src/a.py and names no item of the plan"),
    }


def test_work_for_what_was_closed_before_is_found_and_for_what_is_done_is_not(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    here.commit({"src/a.py": "a\n"}, "w\n\nPlan-Item: call-list")
    here.commit({"plan/main.toml": DROPPED}, "stop\n\nPlan-Item: call-list")
    late = here.commit({"src/a.py": "b\n"}, "w\n\nPlan-Item: call-list")
    message = f"commit {late[:7]} names task.call-list, which was dropped before"
    assert found(capsys) == [("PL863", "plan/main.toml", message)]
    waived = DROPPED.replace("[task.call-list]", "[task.call-list]  # planlint: ignore[PL863] -- cleaning up")
    here.commit({"plan/main.toml": waived}, "waive it")
    assert found(capsys) == []
    here.commit({"plan/main.toml": DONE}, "done")
    here.commit({"src/a.py": "c\n"}, "w\n\nPlan-Item: call-list")
    assert found(capsys) == []


def test_what_became_done_without_work_is_found_where_that_is_asked_for(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    here.commit({"plan/main.toml": DONE}, "done")
    assert found(capsys) == []
    assert found(capsys, "--extend-select", "PL864") == [
        ("PL864", "plan/main.toml", "task.call-list is done, and no commit names it")
    ]
    here.commit({"src/a.py": "c\n"}, "w\n\nPlan-Item: call-list")
    assert found(capsys, "--extend-select", "PL864") == []


def test_a_finding_on_work_is_never_hidden_by_a_baseline(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    here.commit({"src/a.py": "a\n"}, "w\n\nPlan-Item: nothing")
    main(["check", "--base", "base", "--write-baseline", "known.json", *DAY])
    assert "PL861" not in Path("known.json").read_text()
    assert main(["check", "--base", "base", "--baseline", "known.json", *DAY]) == 1


# ci


def comment(*, quiet: bool = False) -> str:
    event, _ = read_event()
    request = CiRequest(Where(rev="HEAD"), event, date(2026, 11, 23), lambda: "", base="base", quiet_work=quiet)
    return comment_text(check_change(request))


def test_the_comment_says_what_the_work_serves_also_where_the_plan_is_as_it_was(here: Repo) -> None:
    here.commit({"src/a.py": "a\n"}, "w\n\nPlan-Item: call-list")
    here.commit({"src/a.py": "b\n"}, "w\n\nPlan-Item: task.call-list")
    here.commit({"src/a.py": "c\n"}, "w")
    assert comment() == (
        "## This work serves\n\n"
        "`call-list` List the landlords → Run a weekly desk → **Three weeks from intake to keys** "
        "(40 of 21 days, behind) → … → *Every family has a safe home*\n\n"
        "<sub>planlint · 2 of 3 commits name an item · the plan is unchanged</sub>\n"
    )
    assert comment(quiet=True) == ""


def test_the_comment_has_it_below_the_decisions_of_a_change_of_the_plan(here: Repo) -> None:
    weaker = PLAN.replace("metric.target = 21", "metric.target = 30")
    here.commit({"src/a.py": "a\n", "plan/main.toml": weaker}, "w\n\nPlan-Item: call-list")
    text = comment()
    assert text.index("**To merge:**") < text.index("### This work serves") < text.index("<details>")
    assert "the plan is unchanged" not in text


def test_an_unknown_item_is_a_finding_of_the_comment_and_fails_the_check(here: Repo) -> None:
    here.commit({"src/a.py": "a\n"}, "w\n\nPlan-Item: call-lst\nPlan-Item: call-list")
    text = comment()
    assert text.startswith("## Plan: 1 new finding")
    assert "PL861" in text
    assert "### This work serves" in text
    assert main(["ci", "--base", "base", *DAY]) == 1


def test_hostile_trailers_do_nothing_in_the_comment(here: Repo) -> None:
    here.commit(
        {"src/a.py": "a\n"},
        "w\n\nPlan-Item: call-list, @everyone, <img src=x>, ::error::boo, [x](http://y), `|`, \x1b[31m",
    )
    text = comment()
    assert "@everyone" not in text
    assert "<img" not in text
    assert "\x1b" not in text
    assert "](http://y)" not in text


def test_without_trailers_and_settings_nothing_is_seen(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    here.commit({"src/a.py": "a\n"}, "w")
    assert comment() == ""
    assert found(capsys) == []
    (here.top / "m").write_text("\n# comments of git\n")
    assert main(["hook", "prepare-commit-msg", "m", *DAY]) == 0
    assert (here.top / "m").read_text() == "\n# comments of git\n"


# hooks


@pytest.mark.parametrize(
    ("message", "status", "said"),
    [
        ("w\n\nPlan-Item: call-list\n", 0, ""),
        ("w\n\nPlan-Item: call-lst\n", 1, "did you mean task.call-list?"),
        ("w\n", 1, "the commit changes src/a.py and names no item of the plan"),
        ("fixup! w\n", 0, ""),
        ('Revert "w"\n\nThis reverts commit 0123456789.\n', 0, ""),
        ("w\n\n# Plan-Item: call-lst is a comment\n", 1, "names no item"),
    ],
)
def test_the_message_names_an_item_that_there_is(
    here: Repo, capsys: pytest.CaptureFixture[str], message: str, status: int, said: str
) -> None:
    here.commit({"planlint.toml": WORK}, "from now on")
    here.write("src/a.py", "a\n")
    here.run("add", "--all")
    (here.top / "m").write_text(message)
    capsys.readouterr()
    assert main(["hook", "commit-msg", "m", *DAY]) == status
    out = " ".join(capsys.readouterr().out.split())
    assert said in out
    assert ("What you wrote is kept" in out) == bool(status)


def test_the_first_commit_and_the_plan_that_is_staged_with_it_are_judged_together(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo.top)
    repo.write("plan/main.toml", PLAN)
    repo.run("add", "--all")
    for message, status in (("a\n\nPlan-Item: call-list\n", 0), ("a\n\nPlan-Item: nothing\n", 1)):
        (repo.top / "m").write_text(message)
        assert main(["hook", "commit-msg", "m", *DAY]) == status


def test_a_message_is_offered_the_authors_open_tasks_first_that_of_the_branch(here: Repo) -> None:
    people = '\n[person.tomas]\nname = "Tomas Berg"\nemail = "tomas@example.org"\n'
    people += '\n[person.ines]\nname = "Ines"\nemail = "ines@example.org"\n'
    tasks = (
        task("ask", "Ask first", 'assignee = "tomas"')
        + task("doing", "What is under way", 'assignee = "tomas"', 'status = "doing"')
        + task("over", "What is over", 'assignee = "tomas"', 'status = "done"')
        + task("hers", "What somebody else does", 'assignee = "ines"')
        + task("fix-forms", "Mend the forms", 'assignee = "ines"')
    )
    here.commit({"plan/main.toml": GOALS + people + tasks, "planlint.toml": "[work]\n"}, "more of it")
    here.run("config", "user.email", "Tomas@example.org")
    here.run("config", "user.name", "T. Berg")
    here.run("checkout", "--quiet", "-b", "tomas/fix-forms-2")
    (here.top / "m").write_text("\n# comments of git\n")
    assert main(["hook", "prepare-commit-msg", "m", *DAY]) == 0
    written = (here.top / "m").read_text()
    assert written == (
        "\n"
        "# What this commit may be for:\n"
        "#   fix-forms  Mend the forms\n"
        "#   doing      What is under way\n"
        "#   ask        Ask first\n"
        "# Take the sign away before a line Plan-Item, and go on.\n"
        "#\n"
        "\n"
        "#Plan-Item: fix-forms\n"
        "#Plan-Item: doing\n"
        "#Plan-Item: ask\n"
        "#\n"
        "# comments of git\n"
    )
    assert main(["hook", "prepare-commit-msg", "m", *DAY]) == 0
    assert (here.top / "m").read_text() == written


def test_a_push_is_judged_by_what_its_commits_name(
    here: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here.run("clone", "--quiet", "--bare", str(here.top), str(tmp_path / "remote"))
    here.run("remote", "add", "origin", str(tmp_path / "remote"))
    here.run("fetch", "--quiet", "origin")
    here.commit({"src/a.py": "a\n"}, "w\n\nPlan-Item: nothing-of-ours")
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert main(["hook", "pre-push", "origin", *DAY]) == 1
    assert "names 'nothing-of-ours', which is no goal or action of the plan" in " ".join(
        capsys.readouterr().out.split()
    )
