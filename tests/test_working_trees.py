"""Working trees that are not where the `.git` folder is, or not there at all: the plan is read where git reads it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planlint.cli.main import main
from planlint.trees import Root, find_root
from planlint.trees.git.repository import Repository
from tests.conftest import Repo

NOW = ("--today", "2026-11-23")
PURPOSE = '[purpose.homes]\ntitle = "Every family has a home"\n'
VISION = '[vision.valley]\ntitle = "Nobody sleeps outside"\npurpose = "homes"\n'


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(list(arguments))
    out, said = capfd.readouterr()
    assert "internal error" not in said
    return status, out, said


def elsewhere(repo: Repo, by: str) -> Path:
    """Move the files of a committed plan to another folder, and let the settings of git say so."""
    repo.commit({"plan/a.toml": PURPOSE, ".gitignore": "*.tmp.plan.toml\n"})
    other = repo.top.parent / "other"
    other.mkdir()
    for name in ("plan", ".gitignore"):
        (repo.top / name).rename(other / name)
    if by == "config.worktree":
        repo.run("config", "extensions.worktreeConfig", "true")
        repo.run("config", "--worktree", "core.worktree", str(other))
    else:
        repo.run("config", "core.worktree", "../../other" if by == "a relative path" else str(other))
    assert repo.run("status", "--short") == ""
    return other


@pytest.mark.parametrize("by", ["a path", "a relative path", "config.worktree"])
@pytest.mark.parametrize("inside", [".", "sub"])
def test_a_working_tree_elsewhere_is_read_as_git_reads_it(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], by: str, inside: str
) -> None:
    other = elsewhere(repo, by)
    (repo.top / inside).mkdir(exist_ok=True)
    monkeypatch.chdir(repo.top / inside)
    assert find_root(Path.cwd()) == Root(other.resolve(), None, other.resolve())
    assert run(capfd, "diff", "--check")[2] == "nothing has changed from HEAD to :worktree\n"
    assert run(capfd, "check", "--show-files") == (0, "plan/a.toml\n", "")
    (other / "x.tmp.plan.toml").write_text("ignored")
    (other / "plan/b.toml").write_text(VISION)
    assert run(capfd, "check", "--show-files")[1] == "plan/a.toml\nplan/b.toml\n"
    assert run(capfd, "set", "homes", "title=Every family", *NOW)[0] == 0
    assert 'title = "Every family"' in (other / "plan/a.toml").read_text()
    assert not (repo.top / "plan").exists()
    assert "+ vision         valley" in run(capfd, "diff", "--color", "never")[1]
    (other / "planlint.toml").write_text('exclude = ["plan/b.toml"]\n')
    assert run(capfd, "check", "--show-files")[1] == "plan/a.toml\n"
    assert run(capfd, "ci", *NOW)[0] == 0


def test_a_hook_of_such_a_repository_judges_what_is_staged(repo: Repo) -> None:
    other = elsewhere(repo, "a path")
    hook = repo.top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m planlint check --staged\n")
    hook.chmod(0o755)
    (other / "plan/b.toml").write_text(VISION.replace('"homes"', '"home"'))
    variables = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b",
    }
    root = str(Path(__file__).parent.parent)
    environment = {**os.environ, **variables, "PYTHONPATH": root}
    subprocess.run(["git", "add", "--all"], cwd=repo.top, env=environment, check=True)
    done = subprocess.run(["git", "commit", "-m", "x"], cwd=repo.top, env=environment, capture_output=True, text=True)
    assert (done.returncode, "there is no purpose 'home'" in done.stdout + done.stderr) == (1, True)


def test_a_submodule_and_a_linked_working_tree_are_where_they_are(repo: Repo, tmp_path: Path) -> None:
    inner = Repo(tmp_path / "inner")
    inner.commit({"plan.toml": PURPOSE})
    repo.commit({"x": ""})
    repo.run("submodule", "--quiet", "add", str(inner.top), "sub")
    sub = (repo.top / "sub").resolve()
    assert find_root(repo.top / "sub") == Root(sub, None, sub)
    assert Repository.open(sub).prefix(sub) == ""
    repo.run("config", "core.worktree", str(tmp_path / "inner"))
    repo.run("worktree", "add", "--quiet", str(tmp_path / "linked"))
    linked = (tmp_path / "linked").resolve()
    assert find_root(linked) == Root(linked, None, linked)


@pytest.mark.skipif(os.name != "posix", reason="nothing may delete a folder that something runs in")
@pytest.mark.parametrize(
    "command",
    [
        *("check", "check --staged", "check --base HEAD", "diff", "diff HEAD", "history", "history --log", "tree"),
        *("why homes", "set homes title=x", "rename purpose.homes purpose.home", "init", "init x", "ci"),
        *("hook commit-msg", "hook pre-push", "check --config x.toml", "check --baseline x.json", "check --root x"),
    ],
)
def test_in_a_folder_that_is_gone_a_command_says_so(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    repo.commit({"plan.toml": PURPOSE})
    gone = repo.top / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    status, _, said = run(capfd, *command.split())
    assert (status, "planlint: error: " in said) == (2, True)
    assert "the current folder no longer exists" in said


@pytest.mark.skipif(os.name != "posix", reason="nothing may delete a folder that something runs in")
def test_what_needs_no_folder_works_where_it_is_gone(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.commit({"plan.toml": PURPOSE})
    gone = repo.top / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for command in (
        "schema",
        "rule PL201",
        "completion bash",
        f"check --root {repo.top} --rev HEAD",
        f"diff --root {repo.top}",
    ):
        assert run(capfd, *command.split())[0] == 0, command


def embedded(repo: Repo, capfd: pytest.CaptureFixture[str]) -> Path:
    """Commit a folder that git takes for a bare repository, with a plan of its own that nothing is wrong with."""
    other = Repo(repo.top.parent / "other")
    other.commit({"plan.toml": PURPOSE})
    folder = repo.top / "team"
    subprocess.run(["git", "clone", "-q", "--bare", str(other.top), str(folder)], check=True)
    for name in ("hooks", "info"):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / "refs/keep").write_text("")
    (folder / "plan.toml").write_text(VISION.replace('"homes"', '"home"'))
    repo.commit({"plan.toml": ""})
    return folder


@pytest.mark.parametrize("arguments", [("check",), ("ci",), ("check", "--staged"), ("check", "--rev", "HEAD")])
def test_a_repository_that_a_change_brings_is_not_checked_in_its_place(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    folder = embedded(repo, capfd)
    (folder / "planlint.toml").write_text("")
    repo.commit({})
    status, out, _ = run(capfd, *arguments, *NOW, "--root", str(folder))
    assert (status, "there is no purpose 'home'" in out) == (1, True)
    monkeypatch.chdir(folder)
    status, out, _ = run(capfd, *arguments, *NOW)
    assert (status, "there is no purpose 'home'" in out) == (1, True)


def test_nor_does_it_say_where_the_working_tree_is(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = embedded(repo, capfd)
    secret = repo.top.parent / "secret"
    secret.mkdir()
    (secret / "plan.toml").write_text("hunter2 = 5\n")
    with (folder / "config").open("a") as config:
        config.write(f"[core]\n\tbare = false\n\tworktree = {secret}\n")
    repo.commit({})
    monkeypatch.chdir(folder)
    for command in ("check", "diff", "tree", "ci"):
        _, out, said = run(capfd, command)
        assert "hunter2" not in out + said
    assert find_root(folder).top == repo.top.resolve()


def test_a_bare_repository_that_nobody_tracks_is_one(repo: Repo) -> None:
    repo.commit({"plan.toml": PURPOSE})
    bare = repo.top / "mirrors" / "x.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(repo.top), str(bare)], check=True)
    assert Repository.open(bare).bare


def test_what_git_keeps_of_a_sparse_checkout_may_be_closed_to_us(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.commit({"plan/a.toml": PURPOSE})
    honest = os.stat

    def guarded(path: Any, **options: Any) -> Any:
        if str(path).endswith("sparse-checkout"):
            raise PermissionError(13, "Permission denied", path)
        return honest(path, **options)

    monkeypatch.setattr(os, "stat", guarded)
    monkeypatch.chdir(repo.top)
    assert run(capfd, "check", *NOW)[0] == 0


@pytest.mark.skipif(os.name != "posix", reason="links that every user may make")
def test_a_link_whose_end_cannot_be_looked_at_is_a_line_like_others(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (repo.top / "lnk").symlink_to("q" * 300)
    repo.commit({"plan/a.toml": PURPOSE})
    monkeypatch.chdir(repo.top)
    assert run(capfd, "why", "lnk:1")[1].startswith("lnk:1   qqq")


ODD = os.fsdecode(b"odd\xff")  # no UTF-8
SHOWN = r"odd\xff"


@pytest.mark.skipif(sys.platform != "linux", reason="names that not every system has")
def test_a_name_that_is_not_utf8_has_one_spelling_whatever_door_it_comes_through(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    root, file = repo.top / ODD, f"plan/{ODD}.toml"
    (root / "plan").mkdir(parents=True)
    (root / "planlint.toml").write_text("")
    (root / "plan/a.toml").write_text(PURPOSE)
    (root / file).write_text(VISION.replace("Nobody sleeps outside", ""))
    monkeypatch.chdir(root)
    for version in ((), ("--staged",), ("--rev", "HEAD")):
        assert f"plan/{SHOWN}.toml:2:" in run(capfd, "check", file, *version, *NOW)[1]
        repo.commit({})
    assert run(capfd, "set", "valley", "title=Nobody", *NOW)[0] == 0
    assert 'title = "Nobody"' in (root / file).read_text()
    assert run(capfd, "new", "outcome", "Stay", "--under", "valley", "--file", file, *NOW)[0] == 0
    assert run(capfd, "new", "outcome", "Go", "--under", "valley", "--file", f"plan/{ODD}/b.toml", *NOW)[0] == 0
    assert sorted(path.name for path in Path("plan").iterdir()) == ["a.toml", ODD, f"{ODD}.toml"]
    assert run(capfd, "diff")[0] == 0
    repo.commit({})
    assert "as the file was called then" not in run(capfd, "why", f"{file}:2", *NOW)[1]
    assert run(capfd, "history", "valley", *NOW)[0] == 0
    assert f"'{SHOWN}'" in run(capfd, "check", ODD)[2]
    (root / "planlint.toml").write_text("hunter = 1\n")
    repo.run("add", ".")
    assert run(capfd, "check", "--staged")[0] == 2  # by the settings that stand there
