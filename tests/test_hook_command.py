"""`planlint hook` by itself: what each hook judges, what it leaves alone, bad input."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest

from planlint.cli.main import main
from tests.conftest import Repo

ROOT = Path(__file__).resolve().parent.parent
DAY = ["--today", "2026-11-23"]
PLAN = dedent("""\
    [purpose.homes]
    title = "Every family has a home"
    [vision.near]
    title = "Nobody sleeps outside"
    purpose = "homes"
    [outcome.stay]
    title = "Families stay housed"
    vision = "near"
    serves = "families"
    [objective.faster]
    title = "Moving in takes weeks"
    outcome = "stay"
    owner = "ines"
    period = "2026-H2"
    [key_result.wait]
    title = "The wait is three weeks"
    objective = "faster"
    metric = { name = "wait", unit = "days", baseline = 58, target = 21, current = 40 }
    [key_result.visits]
    title = "Every family is visited"
    objective = "faster"
    metric = { name = "visits", unit = "visits", baseline = 2, target = 10, current = 4 }
    """)
LOWERED = PLAN.replace("target = 21", "target = 30")
BOTH_LOWERED = LOWERED.replace("target = 10", "target = 8")
ZERO = "0" * 40
PERSON = {f"GIT_{role}_{key}": "a@b" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
LONG_AGO = "1767268800 +0000"  # when `Repo.commit` commits


@pytest.fixture
def here(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.chdir(repo.top)
    return repo


def stage(repo: Repo, plan: str) -> None:
    repo.write("plan.toml", plan)
    repo.run("add", "--all")


# Hooks that are asked for and not installed


def said_by(repo: Repo, *arguments: str, **variables: str) -> str:
    """Return what a hook says as pre-commit runs it, without a terminal that it could reach."""
    done = subprocess.run(
        [sys.executable, "-m", "planlint", *arguments],
        cwd=repo.top,
        env={**os.environ, "PRE_COMMIT": "1", "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        start_new_session=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize(
    "config",
    [
        "default_install_hook_types: [pre-commit, commit-msg, pre-push, post-checkout] # prepare\nrepos: []\n",
        "default_install_hook_types:\n  - pre-commit\n  - commit-msg\n  - pre-push\nrepos: []\n",
        "repos:\n- repo: local\n  hooks:\n  - id: planlint\n  - id: planlint-commit-msg\n  - id: 'planlint-pre-push'\n",
    ],
)
def test_the_hook_that_runs_says_which_others_are_missing(here: Repo, config: str) -> None:
    here.commit({"plan.toml": PLAN, ".pre-commit-config.yaml": config})
    check = ("check", "--staged", "--select", "PL001")
    line = (
        "this clone lacks 2 of the plan's git hooks: pre-commit install --hook-type commit-msg --hook-type pre-push\n"
    )
    assert said_by(here, *check) == ""  # nothing is installed: this is some job that runs pre-commit
    here.write(".git/hooks/pre-commit", "")
    assert said_by(here, *check) == line
    assert said_by(here, *check, PRE_COMMIT="") == ""  # typed by hand
    assert said_by(here, *check, "-q") == ""
    here.write(".git/hooks/commit-msg", "")
    here.write("m", "A message")
    assert "lacks 1 of" in said_by(here, *check)
    assert said_by(here, "hook", "commit-msg", "m") == ""  # the first of them says it
    here.write(".git/hooks/pre-push", "")
    assert said_by(here, *check) == ""


def test_hooks_are_looked_for_where_git_looks_for_them(here: Repo) -> None:
    here.commit({"plan.toml": PLAN, ".pre-commit-config.yaml": "default_install_hook_types: [pre-commit, pre-push]\n"})
    here.write(".git/hooks/pre-commit", "")
    here.run("config", "core.hooksPath", ".githooks")
    check = ("check", "--staged", "--select", "PL001")
    assert said_by(here, *check) == ""
    here.write(".githooks/pre-commit", "")
    assert "pre-commit install --hook-type pre-push" in said_by(here, *check)


# commit-msg


def message(repo: Repo, text: str, *, status: int) -> None:
    """Hold a message against what is staged."""
    path = repo.write(".git/COMMIT_EDITMSG", text)
    assert main(["hook", "commit-msg", str(path.relative_to(repo.top)), *DAY]) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Lower it", 1),
        ("Lower it\n\nPlan-Reason: the stairs", 0),
        ("Lower it\n\nplan-reason:the stairs", 0),
        ("Lower it\n\nPlan-Reason(wait): the stairs", 0),
        ("Lower it\n\nPlan-Reason(key_result.wait): the stairs", 0),
        ("Lower it\n\nPlan-Reason(visits): the stairs", 1),
        ("Lower it\n\nPlan-Reason:", 1),
        ("Lower it\n\n# Plan-Reason: the stairs", 1),
        ("Lower it\n\nWhy: see Plan-Reason: the stairs", 1),
        ("Plan-Reason: in the subject", 1),
        ("\n# a comment\nPlan-Reason: in the subject", 1),
        (f"Lower it\n# {'-' * 24} >8 {'-' * 24}\nPlan-Reason: cut off", 1),
    ],
)
def test_a_reason_is_a_line_of_the_message(here: Repo, text: str, status: int) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    message(here, text, status=status)


@pytest.mark.parametrize(("name", "value"), [("core.commentChar", ";"), ("core.commentChar", "auto")])
def test_comments_begin_as_git_is_told(here: Repo, name: str, value: str) -> None:
    here.commit({"plan.toml": PLAN})
    here.run("config", name, value)
    stage(here, LOWERED)
    message(here, "\n; a comment\nPlan-Reason: in the subject\n; another\n", status=1)
    message(here, "; a comment\n# 3\n\nPlan-Reason: below the subject\n; another\n", status=0)


def test_what_is_said_to_a_commit_that_is_refused(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, BOTH_LOWERED)
    message(here, "Lower both\n\nPlan-Reason(wait): the stairs", status=1)
    out, err = capfd.readouterr()
    assert "PL801 target-weakened · key_result.visits\n" in out
    assert "PL801 target-weakened · key_result.wait" not in out
    assert out.endswith(
        "\n\nThe commit's message does not say why. Add a line to it, below the subject:\n  Plan-Reason: WHY\n"
        "What you wrote is kept: commit again with -e -F .git/COMMIT_EDITMSG\n"
    )
    assert err == ""
    message(here, "Lower both", status=1)
    assert "\nor one for each:\n  Plan-Reason(visits): WHY\n  Plan-Reason(wait): WHY\n" in capfd.readouterr().out


def test_the_message_is_found_from_the_folder_that_git_was_called_in(
    here: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    here.commit({"plan.toml": PLAN, "docs/deep/a.txt": "x"})
    stage(here, LOWERED)
    monkeypatch.setenv("GIT_PREFIX", "docs/deep/")
    message(here, "Lower it", status=1)
    assert capfd.readouterr().out.endswith("commit again with -e -F ../../.git/COMMIT_EDITMSG\n")


def test_an_id_that_means_harm_is_shown_harmless(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    harmful = PLAN.replace("[key_result.wait]", '[key_result."a\\u001b[2Jb"]')
    here.commit({"plan.toml": harmful})
    stage(here, harmful.replace("target = 21", "target = 30").replace("target = 10", "target = 8"))
    message(here, "Lower both", status=1)
    assert "\x1b" not in capfd.readouterr().out


@pytest.mark.parametrize(
    "files",
    [
        {"plan.toml": PLAN.replace('name = "wait"', 'name = "the wait"')},  # a warning
        {"plan.toml": PLAN.replace("current = 40", "current = 50")},  # it goes badly, which is no broken promise
        {"plan.toml": LOWERED.replace("[key_result.wait]", '[key_result.wait]\nreason = "the stairs"')},
        {"plan.toml": LOWERED.replace("[key_result.wait]", "[key_result.wait] # planlint: ignore[PL801] -- so")},
        {"README.md": "no plan"},
    ],
)
def test_what_needs_no_reason(here: Repo, files: dict[str, str]) -> None:
    here.commit({"plan.toml": PLAN})
    for path, text in files.items():
        here.write(path, text)
    here.run("add", "--all")
    message(here, "Go on", status=0)


@pytest.mark.parametrize("settings", ['ignore = ["PL801"]\n', 'severity.PL801 = "warning"\n'])
def test_settings_count_where_they_were_there_before(here: Repo, settings: str) -> None:
    here.commit({"plan.toml": PLAN})
    here.write("planlint.toml", settings)
    here.write("plan.toml", LOWERED)
    here.run("add", "--all")
    message(here, "Go on", status=1)
    here.run("reset", "-q", "--hard")
    here.commit({"planlint.toml": settings})
    here.write("plan.toml", LOWERED)
    here.run("add", "--all")
    message(here, "Go on", status=0)


@pytest.mark.parametrize("word", ["fixup", "squash", "amend"])
def test_what_melts_into_another_commit_is_left_to_the_push(here: Repo, word: str) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    message(here, f"{word}! Lower both", status=0)
    message(here, f"{word} both", status=1)


def test_only_what_is_staged_counts(here: Repo) -> None:
    here.commit({"plan.toml": PLAN})
    here.write("plan.toml", LOWERED)
    message(here, "Nothing of the plan", status=0)
    here.run("add", "--all")
    here.write("plan.toml", PLAN)
    message(here, "Lower it", status=1)


def test_removed_promises_are_broken(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": PLAN, "b.plan.toml": ""})
    here.run("rm", "--quiet", "plan.toml")
    message(here, "Tidy up", status=1)
    out, err = capfd.readouterr()
    assert "PL805 key-result-dropped" in out
    assert err == ""


def test_a_commit_may_not_leave_the_plan_without_files(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": PLAN})
    here.run("mv", "plan.toml", "okr.toml")
    message(here, "Call it what it is\n\nPlan-Reason: only the file is renamed", status=2)
    assert capfd.readouterr().err == (
        "planlint: error: no plan files are left after this change: `include` (plan.toml, plan/**/*.toml, "
        "plans/**/*.toml, "
        "**/*.plan.toml) matches no file; okr.toml holds the same items\n"
        '  help: write `include = ["okr.toml"]` in the settings; to end the plan, write `include = []`\n'
    )


def test_where_there_is_no_plan_or_no_commit_there_is_nothing_to_judge(
    here: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    stage(here, PLAN)
    message(here, "First", status=0)
    assert capfd.readouterr() == ("", "")
    here.run("rm", "--quiet", "--cached", "plan.toml")
    here.commit({"plan.toml": None, "README.md": "no plan"})
    message(here, "More", status=0)
    assert capfd.readouterr() == ("", "neither the last commit nor the index has a plan: nothing to check\n")


def test_the_message_that_git_wrote_last_is_taken_where_none_is_named(here: Repo) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    for name in ("COMMIT_EDITMSG", "MERGE_MSG"):
        here.write(f".git/{name}", f"Lower it\n\nPlan-Reason: {name}")
        assert main(["hook", "commit-msg", *DAY]) == 0
        time.sleep(0.01)
        here.write(f".git/{name}", "Lower it")
        assert main(["hook", "commit-msg", *DAY]) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["commit-msg", "gone"], "the message 'gone' cannot be read: No such file or directory"),
        (["commit-msg", "."], "the message '.' cannot be read: Is a directory"),
        (["commit-msg", "m", "--today", "soon"], "--today: 'soon' is not a date"),
        (["post-commit"], "invalid choice: 'post-commit'"),
        ([], "the following arguments are required: HOOK"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    here: Repo, capfd: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    here.write("m", "Lower it")
    assert main(["hook", *arguments]) == 2
    assert said in capfd.readouterr().err


def test_outside_of_a_repository_and_without_any_message(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["hook", "commit-msg", "m"]) == 2
    assert "is not in a git repository" in capfd.readouterr().err
    monkeypatch.chdir(repo.top)
    assert main(["hook", "commit-msg"]) == 2
    assert "no commit message is being written" in capfd.readouterr().err


def test_a_plan_that_cannot_be_read_is_not_waved_through(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": PLAN, "b.plan.toml": "[task"})
    stage(here, LOWERED.replace('"wait"', '"wait'))
    message(here, "Lower it", status=1)
    out, err = capfd.readouterr()
    assert "PL001 invalid-toml" in out
    assert "Plan-Reason" not in out  # no reason excuses that
    assert "(line 18: " in err
    stage(here, PLAN)
    message(here, "Nothing", status=0)  # b.plan.toml was broken before


def test_an_amended_commit_is_judged_with_what_it_did(here: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    here.commit({"plan.toml": PLAN})
    here.commit({"plan.toml": LOWERED})
    message(here, "On top of it", status=0)
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ann@example.org")
    monkeypatch.setenv("GIT_AUTHOR_DATE", f"@{LONG_AGO}")
    message(here, "In its place", status=1)
    message(here, "In its place\n\nPlan-Reason: the stairs", status=0)
    stage(here, PLAN.replace("target = 21", "target = 15"))
    message(here, "Tighter after all", status=0)
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "bob@example.org")
    stage(here, LOWERED)
    message(here, "In its place still, with another --author", status=1)
    monkeypatch.setenv("GIT_AUTHOR_DATE", "@1767268801 +0000")
    message(here, "With another --date, so on top of it", status=0)


def test_a_commit_in_the_same_second_is_no_amended_one(here: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    here.commit({"plan.toml": PLAN})
    now = f"{int(time.time())} +0000"
    here.commit({"plan.toml": LOWERED}, when=now)
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ann@example.org")
    monkeypatch.setenv("GIT_AUTHOR_DATE", f"@{now}")
    message(here, "On top of it", status=0)


def test_the_first_commit_amended_has_nothing_before_it(here: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ann@example.org")
    monkeypatch.setenv("GIT_AUTHOR_DATE", f"@{LONG_AGO}")
    message(here, "First", status=0)


def forked(repo: Repo) -> None:
    """Make two branches that lowered a target each, without a reason; the current one is `side`."""
    repo.commit({"plan.toml": PLAN})
    repo.run("switch", "--quiet", "--create", "side")
    repo.commit({"plan.toml": PLAN.replace("target = 10", "target = 8")})
    repo.run("switch", "--quiet", "main")
    repo.commit({"plan.toml": LOWERED})
    repo.run("switch", "--quiet", "side")
    repo.write(".git/MERGE_HEAD", repo.run("rev-parse", "main") + "\n")


@pytest.mark.parametrize(
    ("merged", "status"),
    [
        (BOTH_LOWERED, 0),
        (PLAN, 0),
        (BOTH_LOWERED.replace("target = 30", "target = 35"), 1),
        (BOTH_LOWERED.replace("target = 30", "target = 25"), 0),  # lower than here, and not as low as there
        (BOTH_LOWERED.replace("baseline = 2", "baseline = 3"), 1),
    ],
)
def test_a_merge_answers_for_what_differs_from_both_sides(here: Repo, merged: str, status: int) -> None:
    forked(here)
    stage(here, merged)
    message(here, "Merge", status=status)


def test_an_amended_merge_is_one_still(here: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    forked(here)
    here.commit({"plan.toml": BOTH_LOWERED}, "Merge")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ann@example.org")
    monkeypatch.setenv("GIT_AUTHOR_DATE", f"@{LONG_AGO}")
    message(here, "Merge", status=0)
    stage(here, BOTH_LOWERED.replace("target = 30", "target = 35"))
    message(here, "Merge", status=1)


# prepare-commit-msg

CUT = f"{'-' * 24} >8 {'-' * 24}"
CUT_OFF = f"\n# {CUT}\n# Do not modify or remove the line above.\ndiff --git a/plan.toml b/plan.toml\n"
FRESH = "\n# Please enter the commit message for your changes.\n#\n#\tmodified:   plan.toml\n"


def prepared(repo: Repo, *arguments: str, text: str = FRESH) -> str:
    path = repo.write(".git/COMMIT_EDITMSG", text)
    assert main(["hook", "prepare-commit-msg", ".git/COMMIT_EDITMSG", *arguments, *DAY]) == 0
    return path.read_text(encoding="utf-8", errors="surrogateescape")


def test_the_change_is_told_and_the_line_that_is_missing(here: Repo) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    block = prepared(here).removesuffix(FRESH[1:]).splitlines()
    assert block[:3] == ["", "# What this commit does to the plan:", "# 1 target weakened · 0 orphans"]
    assert "#     target       21 → 30 days" in block
    assert block[-4:] == [
        "# Say why: take the sign away before Plan-Reason, and go on.",
        "",
        "#Plan-Reason:",
        "#",
    ]
    stage(here, PLAN.replace("current = 40", "current = 30"))
    told = prepared(here)
    assert "#   wait           current  40 → 30 days\n" in told
    assert "Plan-Reason" not in told


def test_what_was_prepared_passes_once_the_comment_sign_is_taken_away(here: Repo) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    written = "Lower it\n" + prepared(here)
    message(here, written, status=1)
    message(here, written.replace("#Plan-Reason:", "Plan-Reason: the stairs"), status=0)


@pytest.mark.parametrize("source", ["message", "template", "merge", "squash", "commit"])
def test_what_comes_from_elsewhere_is_left_alone(here: Repo, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    assert prepared(here, source) == FRESH
    assert prepared(here, source, "HEAD") == FRESH
    monkeypatch.setenv("PRE_COMMIT_COMMIT_MSG_SOURCE", source)
    assert prepared(here) == FRESH


def test_without_an_editor_nobody_would_see_it(here: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    monkeypatch.setenv("GIT_EDITOR", ":")
    assert prepared(here) == FRESH


def test_it_is_told_once_and_with_the_sign_of_the_message(here: Repo) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    once = prepared(here)
    assert prepared(here, text=once) == once
    here.run("config", "core.commentChar", "auto")
    other = prepared(here, text=FRESH.replace("#", ";"))
    assert other == once.replace("#", ";")


@pytest.mark.parametrize(
    ("cleanup", "text", "told"),
    [
        ("strip", FRESH, True),
        ("scissors", CUT_OFF, True),
        ("scissors", FRESH, False),
        ("scissors", "\n", False),
        ("verbatim", FRESH, False),
        ("whitespace", FRESH, False),
        ("default", FRESH + "# Lines starting with '#' will be kept; you may\n", False),
    ],
)
def test_comments_that_would_stay_are_not_written(here: Repo, cleanup: str, text: str, told: bool) -> None:
    here.commit({"plan.toml": PLAN})
    here.run("config", "commit.cleanup", cleanup)
    stage(here, LOWERED)
    assert ("What this commit does" in prepared(here, text=text)) is told


def test_above_a_cut_the_reason_is_asked_for_in_words(here: Repo) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    told = prepared(here, text=CUT_OFF)
    assert told.startswith(f"\n# {CUT}\n")
    assert "\n# Say why, in a line above, below the subject and an empty line:\n#   Plan-Reason: WHY\n#\n" in told
    assert "\n\n" not in told


def test_whatever_is_wrong_the_commit_goes_on(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    stage(here, PLAN)
    assert prepared(here) == FRESH  # the first commit
    here.commit({"plan.toml": PLAN})
    assert prepared(here) == FRESH  # nothing is staged
    assert capfd.readouterr() == ("", "")
    stage(here, LOWERED)
    here.write("planlint.toml", "selct = 1\n")
    here.run("add", "--all")
    assert prepared(here) == FRESH
    assert capfd.readouterr().err.startswith("the message was not changed: planlint.toml:1:1: ")
    assert main(["hook", "prepare-commit-msg", "gone"]) == 0
    assert capfd.readouterr().err.startswith("the message was not changed: the message 'gone' cannot be read")


def test_bytes_that_are_no_text_stay(here: Repo) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    path = here.write(".git/COMMIT_EDITMSG", b"caf\xe9\r\n# git\n")
    assert main(["hook", "prepare-commit-msg", ".git/COMMIT_EDITMSG", *DAY]) == 0
    assert path.read_bytes().startswith(b"caf\xe9\r\n# What")


def test_a_change_that_goes_on_for_pages_is_cut(here: Repo) -> None:
    for name in "ab":
        more = "".join(f'[task.{name}{number}]\ntitle = "{name}{number}"\n' for number in range(40))
        here.write("plan.toml", PLAN + more)
        if name == "a":
            here.commit({})
    here.run("add", "--all")
    told = prepared(here).splitlines()
    assert len(told) < 70
    assert any("more lines: `planlint diff HEAD :index` shows all" in line for line in told)


def test_a_title_cannot_leave_the_comment(here: Repo) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, PLAN + f'[tactic.t]\ntitle = "a\\nPlan-Reason: x\\n{"-" * 24} >8 {"-" * 24}"\nkey_result = "wait"\n')
    told = prepared(here)
    assert "\nPlan-Reason" not in told
    assert all(line.startswith("#") for line in told.splitlines() if line)


# pre-push


def push(monkeypatch: pytest.MonkeyPatch, *lines: str, status: int, more: tuple[str, ...] = ()) -> None:
    """Push as git itself tells it."""
    given = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    assert main(["hook", "pre-push", "origin", "https://example.org/plan.git", *DAY, *more]) == status


def line(new: str, old: str = ZERO, ref: str = "refs/heads/main") -> str:
    return f"{ref} {new} {ref} {old}"


def fetched(repo: Repo, oid: str, name: str = "main") -> None:
    repo.run("update-ref", f"refs/remotes/origin/{name}", oid)


def test_a_push_is_judged_from_what_the_remote_has(here: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    old = here.commit({"plan.toml": PLAN})
    silent = here.commit({"plan.toml": LOWERED})
    later = here.commit({"README.md": "more"}, "More\n\nPlan-Reason: not of this commit's making")
    push(monkeypatch, line(silent, old), status=1)
    push(monkeypatch, line(later, old), status=1)
    push(monkeypatch, line(later, silent), status=0)
    here.run("reset", "--quiet", "--hard", old)
    said = here.commit({"plan.toml": LOWERED}, "Lower it\n\nPlan-Reason: the stairs")
    push(monkeypatch, line(said, old), status=0)
    push(monkeypatch, line(old, said), status=0)


def test_the_plan_that_is_pushed_is_checked_whatever_lies_on_the_disk(
    here: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    old = here.commit({"plan.toml": PLAN})
    new = here.commit({"plan.toml": PLAN.replace('vision = "near"', 'vision = "far"')})
    stage(here, PLAN)
    push(monkeypatch, line(new, old), status=1)
    out, err = capfd.readouterr()
    assert "there is no vision 'far'" in out
    assert err == f"refs/heads/main, commit {new[:7]}:\n"
    push(monkeypatch, line(old, new), status=0, more=("-q",))


def test_a_first_push_is_judged_from_where_it_left_the_default_branch(
    here: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    old = here.commit({"plan.toml": PLAN})
    new = here.commit({"plan.toml": LOWERED})
    push(monkeypatch, line(new), status=0)
    assert "nothing is known of 'origin' to compare with: the change is not judged" in capfd.readouterr().err
    fetched(here, old, "trunk")
    push(monkeypatch, line(new), status=0)
    here.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    push(monkeypatch, line(new), status=1)
    push(monkeypatch, line(new, "1" * 40), status=1)  # the remote has something that is not here
    fetched(here, new, "trunk")
    push(monkeypatch, line(new), status=0)


def test_a_history_without_a_common_commit_is_only_checked(here: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched(here, here.commit({"plan.toml": PLAN}))
    here.run("switch", "--quiet", "--orphan", "alone")
    push(monkeypatch, line(here.commit({"plan.toml": LOWERED})), status=0)


@pytest.mark.parametrize("way", ["merge", "rebase"])
def test_what_came_from_the_default_branch_is_no_work_of_the_push(
    here: Repo, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    here.commit({"plan.toml": PLAN})
    here.run("switch", "--quiet", "--create", "side")
    old = here.commit({"side.plan.toml": '[task.t]\ntitle = "Call"\ntactic = "t"\n', "README.md": "x"})
    here.run("switch", "--quiet", "main")
    fetched(here, here.commit({"plan.toml": LOWERED}, "Lower it in silence"))
    here.run("switch", "--quiet", "side")
    person = {f"GIT_{role}_{key}": "ann" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    here.run(way, "--quiet", "main", **person)
    here.commit({"side.plan.toml": None})
    push(monkeypatch, line(here.run("rev-parse", "HEAD"), old), status=0)
    lower = here.commit({"plan.toml": BOTH_LOWERED})
    push(monkeypatch, line(lower, old), status=1)


def test_every_ref_is_judged_but_what_is_deleted_and_what_is_no_commit(
    here: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    old = here.commit({"plan.toml": PLAN})
    new = here.commit({"plan.toml": LOWERED})
    blob = here.run("rev-parse", "HEAD:plan.toml")
    gone = f"(delete) {ZERO} refs/heads/gone {old}"
    push(monkeypatch, line(blob, ref="refs/tags/blob"), gone, status=0)
    push(monkeypatch, status=0)
    assert capfd.readouterr() == ("", "")
    push(monkeypatch, line(old, old), line(new, old, "refs/heads/side"), line(new, old, "refs/heads/more"), status=1)
    out, err = capfd.readouterr()
    assert out.count("PL801") == 1
    assert f"refs/heads/side, commit {new[:7]}:\n" in err


def test_a_line_that_git_would_not_write(
    here: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    push(monkeypatch, "refs/heads/main", status=2)
    assert "'refs/heads/main' is not a line that git gives to pre-push" in capfd.readouterr().err
    push(monkeypatch, "refs/heads/main HEAD refs/heads/main " + ZERO, status=2)
    assert "'HEAD' is not an id" in capfd.readouterr().err
    push(monkeypatch, line("f" * 40), status=2)
    assert "the commit to be pushed, 'ffffffff" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["plan\u3000one", "plan\u00a0one", "a\u2028b", "a\u0085b", "caf\udce9", ":/Lower it"])
def test_whatever_a_branch_is_called_it_is_judged(here: Repo, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    old = here.commit({"plan.toml": PLAN})
    new = here.commit({"plan.toml": LOWERED})
    push(monkeypatch, f"{name} {new} refs/heads/main {old}", status=1)


def test_what_lies_on_the_disk_decides_about_no_push(
    here: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    old = here.commit({"goals/a.toml": PLAN, "planlint.toml": 'include = ["goals/*.toml"]\n'})
    new = here.commit({"goals/a.toml": LOWERED})
    here.write("planlint.toml", 'ignore = ["PL8"]\n')
    push(monkeypatch, line(new, old), status=1)
    here.run("checkout", "--quiet", "--force", "--orphan", "pages")
    here.run("rm", "-rfq", ".")
    push(monkeypatch, line(new, old), status=1)


def test_a_folder_that_is_not_on_the_disk_is_judged_as_it_was(
    here: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    there = ("--root", "team")
    old = here.commit({"team/plan.toml": PLAN, "README.md": "x"})
    gone = here.commit({"team/plan.toml": None}, "Close it\n\nPlan-Reason: the team is gone")
    (here.top / "team").rmdir()
    push(monkeypatch, line(gone, old), status=2, more=there)
    push(monkeypatch, line(here.commit({"README.md": "y"}), gone), status=0, more=there)
    assert "there is no plan in what is pushed: nothing to check" in capfd.readouterr().err


def test_a_repository_without_a_plan_passes_and_says_so(
    here: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    old = here.commit({"README.md": "x"})
    new = here.commit({"README.md": "y"})
    push(monkeypatch, line(new, old), status=0)
    assert capfd.readouterr().err == "refs/heads/main: there is no plan in what is pushed: nothing to check\n"


def test_a_push_that_removes_the_plan_breaks_its_promises(here: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    old = here.commit({"plan.toml": PLAN, "b.plan.toml": ""})
    push(monkeypatch, line(here.commit({"plan.toml": None}), old), status=1)
    push(monkeypatch, line(here.commit({"b.plan.toml": None}), old), status=2)


def test_what_a_baseline_records_is_left_out_of_a_push(here: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = PLAN.replace('vision = "near"', 'vision = "far"')
    old = here.commit({"plan.toml": bad})
    assert main(["check", "--write-baseline", "../known.json", *DAY]) == 0
    with_baseline = ("--baseline", "../known.json")
    push(monkeypatch, line(here.commit({"README.md": "x"}), old), status=1)
    push(monkeypatch, line(here.commit({"README.md": "y"}), old), status=0, more=with_baseline)
    lowered = bad.replace("target = 21", "target = 30")
    push(monkeypatch, line(here.commit({"plan.toml": lowered}), old), status=1, more=with_baseline)


@pytest.mark.parametrize("setting", ['fail-on = "warning"', 'severity.PL801 = "warning"'])
def test_the_configuration_says_what_a_push_fails_on(here: Repo, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    old = here.commit({"plan.toml": PLAN, "planlint.toml": f"{setting}\n"})
    unowned = PLAN.replace('owner = "ines"', 'with = ["ines", "tomas"]')
    push(monkeypatch, line(here.commit({"plan.toml": unowned}), old), status=int("fail" in setting))
    push(monkeypatch, line(here.commit({"plan.toml": LOWERED}), old), status=int("fail" in setting))


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"FROM_REF": "HEAD~1", "TO_REF": "HEAD"}, 1),
        ({"FROM_REF": "HEAD", "TO_REF": "HEAD"}, 0),
        ({"TO_REF": "HEAD", "REMOTE_NAME": "origin"}, 1),
        ({"LOCAL_BRANCH": "refs/heads/main", "REMOTE_NAME": "origin"}, 1),
        ({"LOCAL_BRANCH": "refs/heads/main", "REMOTE_NAME": "../elsewhere.git"}, 0),
        ({}, 1),
    ],
)
def test_what_the_frameworks_tell_in_the_environment(
    here: Repo, monkeypatch: pytest.MonkeyPatch, told: dict[str, str], status: int
) -> None:
    fetched(here, here.commit({"plan.toml": PLAN}))
    here.commit({"plan.toml": LOWERED})
    monkeypatch.setenv("PRE_COMMIT", "1")
    for name, value in told.items():
        monkeypatch.setenv(f"PRE_COMMIT_{name}", value)
    assert main(["hook", "pre-push", *DAY]) == status


# Called by git itself


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("arguments", [["--all"], ["plan.toml"], ["--all", "--amend"]])
def test_git_hands_the_hook_what_will_be_committed(
    repo: Repo, tmp_path: Path, linked: bool, arguments: list[str]
) -> None:
    repo.run("config", "user.name", "Ann")
    repo.run("config", "user.email", "ann@example.org")
    repo.commit({"plan.toml": PLAN, "other.txt": "x"}, when="2025-12-01T12:00:00+00:00")
    repo.commit({"other.txt": "y"})
    top = repo.top
    if linked:
        top = tmp_path / "linked tree"
        repo.run("worktree", "add", "--quiet", "--detach", str(top))
    hook = repo.write(".git/hooks/commit-msg", '#!/bin/sh\nexec "$PYTHON" -m planlint hook commit-msg "$@"\n')
    hook.chmod(0o755)
    (top / "plan.toml").write_text(LOWERED, encoding="utf-8")
    (top / "below").mkdir()

    def committed(folder: Path, *message: str) -> bool:
        before = repo.run("-C", str(top), "rev-parse", "HEAD")
        words = ["-C", str(folder), "commit", "--quiet", *message, *arguments]
        program = {"PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "PLANLINT_TODAY": "2026-11-23"}
        repo.run(*words, check=False, **program)
        return repo.run("-C", str(top), "rev-parse", "HEAD") != before

    assert not committed(top, "--message", "Lower it")
    if "plan.toml" not in arguments:
        assert not committed(top / "below", "--message", "Lower it")
    assert committed(top, "--message", "Lower it", "--message", "Plan-Reason: the stairs")


def test_what_was_refused_is_committed_again_as_it_was_meant(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As advised: `git commit -v` leaves the whole change in the file with the message."""
    repo.run("config", "user.name", "Ann")
    repo.run("config", "user.email", "ann@example.org")
    repo.commit({"plan.toml": PLAN}, when="2025-12-01T12:00:00+00:00")
    for name in ("prepare-commit-msg", "commit-msg"):
        script = f'#!/bin/sh\nexec "$PYTHON" -m planlint hook {name} "$@"\n'
        repo.write(f".git/hooks/{name}", script).chmod(0o755)
    stage(repo, LOWERED)
    writing = tmp_path / "writing"
    writing.write_text('#!/bin/sh\n{ echo "Lower it"; cat "$1"; } > "$1.new" && mv "$1.new" "$1"\n')
    reasoning = tmp_path / "reasoning"
    reasoning.write_text('#!/bin/sh\nsed -i "s/^Lower it$/&\\n\\nPlan-Reason: the stairs/" "$1"\n')
    taking = tmp_path / "taking"
    taking.write_text('#!/bin/sh\nsed -i "1s/^/Lower it/; s/^#Plan-Reason:/Plan-Reason: the stairs/" "$1"\n')
    for script in (writing, reasoning, taking):
        script.chmod(0o755)
    program = {"PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "PLANLINT_TODAY": "2026-11-23"}

    def commit(*arguments: str, editor: Path) -> str:
        repo.run("commit", "--quiet", *arguments, check=False, GIT_EDITOR=str(editor), **program)
        return repo.run("log", "-1", "--format=%B").rstrip()

    assert commit("-v", editor=writing) == "a change"
    assert commit("-v", "-e", "-F", ".git/COMMIT_EDITMSG", editor=reasoning) == "Lower it\n\nPlan-Reason: the stairs"
    repo.run("reset", "--quiet", "--soft", "HEAD~1")
    assert commit(editor=taking) == "Lower it\n\nPlan-Reason: the stairs"


def test_a_plan_below_the_top_is_named_by_an_argument(here: Repo) -> None:
    here.commit({"team/planlint.toml": 'include = ["*.t"]\n', "team/p.t": PLAN})
    here.write("team/p.t", LOWERED)
    here.run("add", "--all")
    here.write(".git/COMMIT_EDITMSG", "Lower it\n# git\n")
    assert main(["hook", "commit-msg", "--root", "team", ".git/COMMIT_EDITMSG", *DAY]) == 1
    assert main(["hook", "prepare-commit-msg", "--root", "team", ".git/COMMIT_EDITMSG", *DAY]) == 0
    assert "1 target weakened" in (here.top / ".git" / "COMMIT_EDITMSG").read_text(encoding="utf-8")
    assert main(["hook", "commit-msg", ".git/COMMIT_EDITMSG", *DAY]) == 0


def test_a_subject_that_looks_like_a_comment_is_one_only_in_an_editor(
    here: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    numbered = "#12 Lower the target\n\nPlan-Reason: the stairs\n"
    message(here, numbered, status=1)
    monkeypatch.setenv("GIT_EDITOR", ":")
    message(here, numbered, status=0)
    here.run("config", "commit.cleanup", "scissors")
    here.run("config", "commit.verbose", "true")
    message(here, numbered, status=0)
    message(here, f"Lower the target\n# {CUT}\nPlan-Reason: the stairs\n", status=1)
    here.run("config", "commit.cleanup", "strip")
    message(here, numbered, status=1)


def test_a_file_that_nobody_could_ever_read_is_left_out_as_the_settings_say(here: Repo) -> None:
    settings = 'archive = ["plan/2024/**"]\n[per-file-ignores]\n"plan/forms/**" = ["PL001"]\n'
    here.commit({"plan/a.toml": PLAN, "plan/b.toml": PLAN.replace("faster", "b"), "planlint.toml": settings})
    for path in ("plan/forms/x.toml", "plan/2024/y.toml"):
        here.write(path, "[objective.{{x}}]\n")
    here.run("add", "--all")
    message(here, "Forms", status=0)
    here.write("plan/other.toml", "[objective.{{x}}]\n")
    here.run("add", "--all")
    message(here, "Not a form", status=1)
    here.run("rm", "--quiet", "--cached", "plan/other.toml")
    here.write("planlint.toml", '[per-file-ignores]\n"**" = ["PL0"]\n')
    here.write("plan/a.toml", PLAN + "x =\n")
    here.run("add", "plan/a.toml", "planlint.toml")
    message(here, "What was a plan is no form", status=1)


def test_a_plan_that_is_mended_is_judged_by_what_it_held(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": PLAN})
    here.commit({"plan.toml": PLAN + "x = [\n"})
    stage(here, LOWERED)
    message(here, "Mend it", status=1)
    out, err = capfd.readouterr()
    assert "key_result.wait promised 21 days and now promises 30" in out
    assert err.endswith("what it held on 2026-01-01 is compared\n")
    message(here, "Mend it\n\nPlan-Reason: the stairs", status=0)
    assert "target       21 → 30 days" in prepared(here)


def test_what_was_never_in_order_is_named(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": PLAN + "x = [\n"})
    stage(here, LOWERED)
    message(here, "Mend it", status=0)
    assert capfd.readouterr().err.endswith(": nothing of it is compared\n")


def test_what_is_committed_again_is_named_as_it_was(
    here: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    here.commit({"plan.toml": PLAN})
    stage(here, LOWERED)
    message(here, "", status=1)
    assert "What you wrote" not in capfd.readouterr().out
    message(here, f"Lower it{CUT_OFF}", status=1)
    assert capfd.readouterr().out.endswith("commit again with -v -e -F .git/COMMIT_EDITMSG\n")
    here.commit({}, "Lower it")
    monkeypatch.setenv("GIT_AUTHOR_DATE", f"@{LONG_AGO}")
    message(here, "Lower it", status=1)
    assert capfd.readouterr().out.endswith(
        "commit again with -e -F .git/COMMIT_EDITMSG, and with --amend if that was amended\n"
    )


def test_of_many_broken_promises_some_are_named(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    many = "".join(
        f'[key_result.k{number}]\ntitle = "K{number} is near"\nobjective = "faster"\n'
        f'metric = {{ name = "k{number}", baseline = 2, target = 10 }}\n'
        for number in range(9)
    )
    here.commit({"plan.toml": PLAN + many})
    stage(here, PLAN + many.replace("target = 10", "target = 8"))
    message(here, "Lower them", status=1)
    assert "  Plan-Reason(k4): WHY\n  … and 4 more\nWhat you wrote" in capfd.readouterr().out


@pytest.mark.parametrize(("version", "mark"), [((2, 44, 0), "#"), ((2, 45, 0), "//")])
def test_a_longer_comment_sign_holds_where_git_knows_it(
    here: Repo, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], mark: str
) -> None:
    from planlint.trees.git.repository import Repository

    monkeypatch.setattr(Repository, "git_version", version)
    here.commit({"plan.toml": PLAN})
    here.run("config", "core.commentString", "//")
    stage(here, LOWERED)
    message(here, f"Lower it\n\n{mark}Plan-Reason: no\nPlan-Reason: the stairs", status=0)
    message(here, f"{mark} a comment\nPlan-Reason: in the subject", status=1)
