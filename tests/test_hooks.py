"""The hook, run by the real pre-commit on a repository: whole plan, from the index, also for deletions."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GOOD = (ROOT / "examples" / "small" / "plan.toml").read_text(encoding="utf-8")
TASK = '[task.more]\ntitle = "Oil the chains"\ntactic = "{tactic}"\nassignee = "marta"\n'


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose commits go through the hook, which runs the checkout's own `planlint`."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PLANLINT_TODAY", "2026-11-23")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    folder = tmp_path / "plan repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "Marta")
    git(folder, "config", "user.email", "marta@example.org")
    use_hook(folder, "planlint")
    (folder / "plan").mkdir()
    (folder / "plan" / "main.toml").write_text(GOOD, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=folder, check=True, capture_output=True)
    git(folder, "add", "-A")
    done = commit(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def use_hook(folder: Path, name: str) -> None:
    """Configure one of the hooks, with the program of the checkout in place of an installed one."""
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (hook,) = (part for part in manifest.split("- id: ") if part.startswith(f"{name}\n"))
    hook = hook.replace("language: python", "language: system").replace("\n  ", "\n        ").strip()
    config = f"repos:\n  - repo: local\n    hooks:\n      - id: {hook}\n"
    (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)


def commit(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "commit", "-q", "-m", "change the plan"], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )


def tactic_of_the_example() -> str:
    return GOOD.split("[tactic.", 1)[1].split("]", 1)[0]


def test_a_good_commit_passes_and_a_dangling_reference_fails(plan: Path) -> None:
    (plan / "plan" / "more.toml").write_text(TASK.format(tactic=tactic_of_the_example()), encoding="utf-8")
    git(plan, "add", "-A")
    assert commit(plan).returncode == 0
    (plan / "plan" / "more.toml").write_text(TASK.format(tactic="gone"), encoding="utf-8")
    git(plan, "add", "-A")
    done = commit(plan)
    assert done.returncode == 1
    assert "there is no tactic 'gone'" in done.stdout + done.stderr


def test_a_commit_that_only_deletes_a_referenced_file_fails(plan: Path) -> None:
    tactic = '[tactic.oil]\ntitle = "Keep what is handed out rolling"\nkey_result = "second-room"\n'
    (plan / "plan" / "tactic.toml").write_text(tactic, encoding="utf-8")
    (plan / "plan" / "more.toml").write_text(TASK.format(tactic="oil"), encoding="utf-8")
    git(plan, "add", "-A")
    assert commit(plan).returncode == 0
    git(plan, "rm", "-q", "plan/tactic.toml")
    done = commit(plan)
    assert done.returncode == 1
    assert "there is no tactic 'oil'" in done.stdout + done.stderr


def test_an_untracked_file_does_not_save_a_dangling_reference(plan: Path) -> None:
    tactic = '[tactic.oil]\ntitle = "Keep what is handed out rolling"\nkey_result = "second-room"\n'
    (plan / "plan" / "tactic.toml").write_text(tactic, encoding="utf-8")
    (plan / "plan" / "more.toml").write_text(TASK.format(tactic="oil"), encoding="utf-8")
    git(plan, "add", "plan/more.toml")
    assert commit(plan).returncode == 1


def test_a_repository_without_a_plan_passes_and_says_so(plan: Path) -> None:
    git(plan, "rm", "-q", "-r", "plan")
    shutil.rmtree(plan / "plan", ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "planlint", "check", "--staged"], cwd=plan, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "no plan files are staged" in done.stderr


def test_the_manifest_is_valid() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_the_fixing_hook_mends_what_is_staged_and_lets_nobody_overlook_it(plan: Path) -> None:
    use_hook(plan, "planlint-fix")
    more = plan / "plan" / "more.toml"
    more.write_text(TASK.format(tactic=f"{tactic_of_the_example()}s"), encoding="utf-8")
    git(plan, "add", "-A")
    done = commit(plan)
    assert done.returncode == 1
    assert "fixed 1 finding in 1 file" in done.stdout + done.stderr
    assert more.read_text(encoding="utf-8") == TASK.format(tactic=tactic_of_the_example())
    git(plan, "add", "-A")
    assert commit(plan).returncode == 0
