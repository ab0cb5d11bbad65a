"""Every hook, run by the real pre-commit and the real prek on a repository."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Repo
from tests.support.hooking import GOOD, LOWERED, MANIFEST, PREK, REASON, ROOT, TACTIC, TASK, Hooked, local

TARGET = "days-to-bike promised 14 days and now promises 20"
Start = Callable[..., Hooked]


@pytest.fixture(params=["pre-commit", "prek"])
def start(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Make a repository with some of the hooks, away from the user's own frameworks."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PREK_HOME", str(tmp_path / "prek"))
    monkeypatch.setenv("PLANLINT_TODAY", "2026-11-23")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return lambda *names, **settings: Hooked(tmp_path / "plan repository", request.param, local(*names), **settings)


def tactic_of_the_example() -> str:
    return GOOD.split("[tactic.", 1)[1].split("]", 1)[0]


# planlint, planlint-fix


def test_a_good_commit_passes_and_a_dangling_reference_fails(start: Start) -> None:
    plan = start("planlint")
    plan.write("plan/more.toml", TASK.format(tactic=tactic_of_the_example()))
    assert plan.commits("-m", "more").status == 0
    plan.write("plan/more.toml", TASK.format(tactic="gone"))
    status, printed = plan.commits("-m", "more")
    assert status == 1
    assert "there is no tactic 'gone'" in printed


def test_a_commit_that_only_deletes_a_referenced_file_fails(start: Start) -> None:
    plan = start("planlint")
    plan.commit({"plan/tactic.toml": TACTIC, "plan/more.toml": TASK.format(tactic="oil")})
    plan.run("rm", "-q", "plan/tactic.toml")
    status, printed = plan.tries("commit", "-m", "less")
    assert status == 1
    assert "there is no tactic 'oil'" in printed


def test_an_untracked_file_does_not_save_a_dangling_reference(start: Start) -> None:
    plan = start("planlint")
    plan.write("plan/tactic.toml", TACTIC)
    plan.write("plan/more.toml", TASK.format(tactic="oil"))
    plan.run("add", "plan/more.toml")
    assert plan.tries("commit", "-m", "more").status == 1


def test_a_merge_is_checked_as_a_whole(start: Start) -> None:
    plan = start("planlint")
    plan.commit({"plan/tactic.toml": TACTIC})
    plan.run("switch", "--quiet", "--create", "side")
    plan.at("plan/more.toml", TASK.format(tactic="oil"))
    plan.run("switch", "--quiet", "main")
    plan.run("rm", "-q", "plan/tactic.toml")
    plan.run("commit", "--quiet", "--no-verify", "--message", "less")
    status, printed = plan.tries("merge", "side")
    assert status != 0
    assert "there is no tactic 'oil'" in printed


def test_the_fixing_hook_mends_what_is_staged_and_lets_nobody_overlook_it(start: Start) -> None:
    plan = start("planlint-fix")
    more = plan.write("plan/more.toml", TASK.format(tactic=f"{tactic_of_the_example()}s"))
    status, printed = plan.commits("-m", "more")
    assert status == 1
    assert "fixed 1 finding in 1 file" in printed
    assert more.read_text(encoding="utf-8") == TASK.format(tactic=tactic_of_the_example())
    assert plan.commits("-m", "more").status == 0


# planlint-commit-msg


def test_a_lowered_target_needs_a_reason(start: Start) -> None:
    plan = start("planlint-commit-msg", files="^plan/")  # which fits no message
    plan.write("plan/main.toml", LOWERED)
    status, printed = plan.commits("-m", "Lower it")
    assert status == 1
    assert TARGET in printed
    assert "  Plan-Reason: WHY\n" in printed
    assert "commit again with -e -F .git/COMMIT_EDITMSG\n" in printed
    assert plan.tries("commit", "-e", "-F", ".git/COMMIT_EDITMSG", GIT_EDITOR=f"echo '\n{REASON}' >>").status == 0
    assert plan.run("log", "-1", "--format=%B").rstrip() == f"Lower it\n\n{REASON}"


def test_an_amended_commit_answers_for_all_it_does(start: Start) -> None:
    plan = start("planlint-commit-msg")
    long_ago = {"GIT_AUTHOR_DATE": "2026-11-01T12:00:00+0100"}
    plan.write("plan/main.toml", LOWERED)
    assert plan.commits("-m", "Lower it", "-m", REASON, **long_ago).status == 0
    status, printed = plan.tries("commit", "--amend", "-m", "Lower it, in other words")
    assert status == 1
    assert TARGET in printed
    assert plan.tries("commit", "--amend", "--no-edit").status == 0
    plan.write("plan/main.toml", GOOD)
    assert plan.commits("--amend", "--allow-empty", "-m", "Nothing after all").status == 0


def test_a_merge_answers_for_what_neither_side_did(start: Start) -> None:
    plan = start("planlint-commit-msg")
    plan.run("switch", "--quiet", "--create", "side")
    plan.at("plan/more.toml", TASK.format(tactic=tactic_of_the_example()))
    plan.run("switch", "--quiet", "main")
    plan.at("plan/main.toml", LOWERED, "Lower it in silence")
    plan.run("switch", "--quiet", "side")
    assert plan.tries("merge", "--no-edit", "main").status == 0
    plan.run("reset", "--quiet", "--hard", "HEAD~1")
    plan.tries("merge", "--no-commit", "main")
    plan.write("plan/main.toml", LOWERED.replace("metric.target = 20", "metric.target = 30"))
    status, printed = plan.commits("-m", "Merge, and lower it further")
    assert status == 1
    assert "now promises 30" in printed
    assert plan.commits("-m", "Merge, and lower it further", "-m", REASON).status == 0


def test_a_rebase_goes_through_and_a_reworded_commit_keeps_its_reason(start: Start) -> None:
    plan = start("planlint-commit-msg", "planlint-prepare-commit-msg")
    plan.run("switch", "--quiet", "--create", "side")
    plan.commit({"plan/main.toml": LOWERED}, f"Lower it\n\n{REASON}")
    plan.run("switch", "--quiet", "main")
    plan.at("plan/more.toml", TASK.format(tactic=tactic_of_the_example()))
    plan.run("switch", "--quiet", "side")
    assert plan.tries("rebase", "main").status == 0
    assert plan.run("log", "-1", "--format=%B").rstrip() == f"Lower it\n\n{REASON}"
    reword = {"GIT_SEQUENCE_EDITOR": "sed -i s/^pick/reword/", "GIT_EDITOR": "sed -i /Plan-Reason/d"}
    status, printed = plan.tries("rebase", "-i", "HEAD~1", **reword)
    assert status == 1
    assert TARGET in printed


# planlint-prepare-commit-msg


def test_the_change_stands_in_the_comments_and_not_in_the_message(start: Start) -> None:
    plan = start("planlint-prepare-commit-msg", files="^plan/")
    plan.write("plan/main.toml", LOWERED)
    seen = plan.top / ".git" / "seen"
    editor = plan.editor("editor", f'cp "$1" \'{seen}\'\necho Lower it > first\ncat "$1" >> first\nmv first "$1"')
    assert plan.commits(GIT_EDITOR=editor).status == 0
    assert "\n# What this commit does to the plan:\n# 1 target weakened" in seen.read_text(encoding="utf-8")
    assert plan.run("log", "-1", "--format=%B").rstrip() == "Lower it"


def test_other_messages_are_left_alone(start: Start) -> None:
    plan = start("planlint-prepare-commit-msg")
    plan.write("plan/main.toml", LOWERED)
    assert plan.commits("-m", "Lower it").status == 0
    seen = plan.top / ".git" / "seen"
    editor = plan.editor("editor", f"cp \"$1\" '{seen}'")
    plan.write("plan/main.toml", LOWERED.replace("metric.target = 20", "metric.target = 30"))
    assert plan.commits("--amend", GIT_EDITOR=editor).status == 0
    assert "Lower it" in seen.read_text(encoding="utf-8")
    assert "What this commit does" not in seen.read_text(encoding="utf-8")


# planlint-pre-push


@pytest.fixture
def remote(tmp_path: Path) -> str:
    return Repo(tmp_path / "remote.git", "--bare").top.as_uri()


def test_what_is_pushed_is_checked_and_judged_from_the_first_push_on(start: Start, remote: str) -> None:
    plan = start("planlint-pre-push")
    plan.run("remote", "add", "origin", remote)
    plan.at("plan/more.toml", TASK.format(tactic="oil"))
    plan.write("plan/tactic.toml", TACTIC)  # on the disk, but not in what is pushed
    status, printed = plan.tries("push", "origin", "main")
    assert status == 1
    assert "there is no tactic 'oil'" in printed
    plan.run("add", "--all")
    plan.run("commit", "--quiet", "--no-verify", "--amend", "--no-edit")
    assert plan.tries("push", "origin", "main").status == 0

    plan.run("switch", "--quiet", "--create", "side")
    plan.at("plan/main.toml", LOWERED, "Lower it")
    for branch in ("side", "main"):
        status, printed = plan.tries("push", "origin", f"side:{branch}")
        assert status == 1
        assert TARGET in printed
    plan.run("commit", "--quiet", "--no-verify", "--amend", "-m", "Lower it", "-m", REASON)
    assert plan.tries("push", "origin", "side").status == 0
    assert plan.tries("push", "origin", ":side").status == 0


# The manifest

STAGES_OF = {
    "planlint": ["pre-commit", "pre-merge-commit", "manual"],
    "planlint-fix": ["pre-commit", "manual"],
    "planlint-commit-msg": ["commit-msg"],
    "planlint-prepare-commit-msg": ["prepare-commit-msg"],
    "planlint-pre-push": ["pre-push"],
}


def test_the_frameworks_accept_the_manifest() -> None:
    for program in ([sys.executable, "-m", "pre_commit"], [PREK]):
        command = [*program, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_manifest_says_for_each_hook_what_it_has_to_and_nothing_else() -> None:
    """Of a misspelt key nobody would hear."""
    common: dict[str, Any] = {
        "language": "python",
        "always_run": True,
        "require_serial": True,
        "minimum_pre_commit_version": "3.2.0",
    }
    for hook in MANIFEST:
        rest = {key: value for key, value in hook.items() if key not in ("id", "name", "description", "entry")}
        takes_the_message = hook["id"] in ("planlint-commit-msg", "planlint-prepare-commit-msg")
        expected = common | ({} if takes_the_message else {"pass_filenames": False})
        assert rest == {**expected, "stages": STAGES_OF[hook["id"]]}
        assert hook["entry"].startswith("planlint ")
        assert hook["name"]
        assert hook["description"].endswith(".")
    assert [hook["id"] for hook in MANIFEST] == list(STAGES_OF)
