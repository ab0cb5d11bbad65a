"""Settings of git never reach an answer: every command says the same under hostile ones."""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from planlint.cli.main import main
from planlint.trees.git import process
from tests.conftest import Repo
from tests.support.bench import ANN, GOOD, NOW

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a program in place of gpg is a shell script")

SETTINGS = """
[blame]
    blankBoundary = true
    coloring = repeatedLines
    date = relative
    markIgnoredLines = true
    showEmail = true
    showRoot = true
[color]
    ui = always
    diff = always
[core]
    abbrev = 4
    attributesFile = {folder}/attributes
    excludesFile = {folder}/ignored
    fsmonitor = {folder}/program
    hooksPath = {folder}
    pager = {folder}/program
    quotePath = true
    useReplaceRefs = false
    warnAmbiguousRefs = false
[diff]
    algorithm = patience
    indentHeuristic = false
    external = {folder}/program
    ignoreSubmodules = all
    mnemonicPrefix = true
    noprefix = true
    orderFile = {folder}/order
    relative = true
    renames = copies
    submodule = log
[format]
    pretty = oneline
    notes = true
[gpg]
    program = {folder}/program
[grep]
    extendedRegexp = true
    patternType = fixed
    fallbackToNoIndex = true
[i18n]
    logOutputEncoding = UTF-16
[log]
    abbrevCommit = true
    date = format:%y
    decorate = full
    diffMerges = off
    follow = true
    mailmap = true
    showRoot = false
    showSignature = true
[notes]
    displayRef = refs/notes/*
[pager]
    log = {folder}/program
    diff = true
[status]
    showUntrackedFiles = no
[submodule]
    recurse = true
[tag]
    gpgSign = true
"""
VARIABLES = {
    "GIT_DIFF_OPTS": "--unified=9",
    "GIT_EXTERNAL_DIFF": "/bin/false",
    "GIT_GLOB_PATHSPECS": "1",
    "GIT_ICASE_PATHSPECS": "1",
    "GIT_LITERAL_PATHSPECS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_PAGER": "/bin/false",
    "GIT_PYTHON_GIT_EXECUTABLE": "/bin/false",
    "GIT_PYTHON_TRACE": "full",
    "GIT_REPLACE_REF_BASE": "refs/heads/",
    "GIT_TRACE": "1",
    "GIT_TRACE_SETUP": "1",
    "GIT_CONFIG": "/dev/null",
    "LANGUAGE": "de",
    "PAGER": "/bin/false",
}
COMMANDS = (
    "check",
    "check --format json",
    "check --staged --format json",
    "check --rev HEAD~1 --format json",
    "check --base main~2 --format json",
    "check --base old --format json",
    "check --history --format json",
    "check --format github",
    "check --show-files",
    "diff --format json",
    "diff --check HEAD~3 HEAD --format json",
    "diff main...side --format json",
    "diff old",
    "history",
    "history --log --no-cache --format jsonl",
    "history --log --all-commits --no-cache --format jsonl --kind all",
    "history --format json --since 2026-09-01",
    "history days --no-cache",
    "history --format markdown",
    "tree",
    "tree --format json",
    "why call",
    "why plan/b.toml:22 --format json",
    "why plan/b.toml",
    "why main",
    "ci --base HEAD~2",
    "ci --format json",
    "set days current=37",
    "rename tactic.desk tactic.table",
    "check --fix",
    "check --rev nothing",
    "hook commit-msg ../message",
    "hook prepare-commit-msg ../message",
    "init .",
    "rule PL201",
    "schema",
)


@pytest.fixture
def here(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository with what settings of git would act upon: a signature, a move, a merge, a note, other names."""
    monkeypatch.chdir(repo.top)
    repo.top.parent.joinpath("message").write_text("words\n")
    repo.commit({"plan/a.toml": GOOD, ".mailmap": "Somebody Else <other@example.org> <ann@b>\n"}, "the plan")
    repo.run("branch", "old")
    repo.run("mv", "plan/a.toml", "plan/b.toml")
    repo.commit({}, "a move", when="2026-09-01T12:00:00+02:00")
    repo.run("switch", "-q", "-c", "side")
    side = GOOD.replace("metric.target = 21", "metric.target = 25")
    repo.commit(
        {"plan/b.toml": side}, "aim lower\n\nPlan-Reason(days): the city builds less", when="2026-09-02T00:30:00+02:00"
    )
    repo.run("switch", "-q", "main")
    repo.commit({"notes.txt": "x"}, "notes", when="2026-09-03T12:00:00+00:00")
    repo.run("merge", "-q", "--no-ff", "-m", "Merge side", "side", GIT_COMMITTER_DATE="2026-09-04T12:00:00Z", **ANN)
    repo.commit({"plan/b.toml": side.replace("current = 40", "current = 38")}, "38", when="2026-09-28T12:00:00+00:00")
    tree, parent = repo.run("rev-parse", "HEAD^{tree}"), repo.run("rev-parse", "HEAD")
    sign = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEzBAAB\n -----END PGP SIGNATURE-----\n"
    who = "Ines <i@example.org> 1790600000 +0200"
    text = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n{sign}\nsigned\n"
    (repo.top.parent / "signed").write_text(text)
    repo.run(
        "update-ref", "refs/heads/main", repo.run("hash-object", "-t", "commit", "-w", str(repo.top.parent / "signed"))
    )
    repo.run("notes", "add", "-m", "a note", "HEAD", **ANN)
    repo.write("plan/b.toml", side.replace("current = 40", "current = 36"))
    repo.write("plan/new.toml", '[task.new]\ntitle = "Call the others"\ntactic = "desk"\nassignee = "ines"\n')
    return repo


def hostile(folder: Path) -> Path:
    """Write settings that change what git prints, hides, orders or runs, and return their file."""
    program = folder / "program"
    program.write_text('#!/bin/sh\necho "gpg: Signature made by nobody" >&2\necho "[GNUPG:] GOODSIG 1 nobody"\n')
    program.chmod(0o755)
    (folder / "ignored").write_text("plan/\n*.toml\n")
    (folder / "attributes").write_text("*.toml working-tree-encoding=UTF-16 diff=none -text\n")
    (folder / "order").write_text("*.txt\n")
    settings = folder / "gitconfig"
    settings.write_text(SETTINGS.format(folder=folder))
    return settings


def answers(here: Repo, capfd: pytest.CaptureFixture[str], scratch: Path) -> Mapping[str, object]:
    """Run every command in a copy, and return what each printed, its exit status, and what it wrote."""
    found = {}
    for command in COMMANDS:
        copy = scratch / "copy"
        shutil.copytree(here.top, copy / "repo", symlinks=True)
        shutil.copy(here.top.parent / "message", copy / "message")
        os.chdir(copy / "repo")
        status = main(
            [*command.split(), *(() if command.split()[0] in ("rule", "schema", "init") else ("--today", NOW))]
        )
        files = {path.name: path.read_bytes() for path in [*Path("plan").iterdir(), Path("../message")]}
        found[command] = status, capfd.readouterr(), files
        os.chdir(scratch)
        shutil.rmtree(copy)
    return found


def test_every_command_says_the_same_under_hostile_settings(
    here: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PLANLINT_TODAY", NOW)
    plain = answers(here, capfd, tmp_path)
    assert {command for command, (status, *_) in plain.items() if status not in (0, 1)} == {"check --rev nothing"}
    settings = hostile(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    globally = answers(here, capfd, tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "include.path")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(settings))
    around = answers(here, capfd, tmp_path)
    for name in (*VARIABLES, "GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0"):
        monkeypatch.delenv(name)
    here.run("config", "include.path", str(settings))
    inside = answers(here, capfd, tmp_path)
    for command in COMMANDS:
        assert globally[command] == plain[command], command
        assert around[command] == plain[command], command
        assert inside[command] == plain[command], command


def test_the_settings_of_this_test_do_reach_git_itself(
    here: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = ("log", "--format=%H %cd", "--raw", "--grep=Plan-Reason(", "main")
    plain = here.run("log", "-1", "--format=%H"), here.run(*log), here.run("ls-files", "-o", "--exclude-standard")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(hostile(tmp_path)))
    now = here.run("log", "-1", "--format=%H"), here.run(*log), here.run("ls-files", "-o", "--exclude-standard")
    assert all(one != other for one, other in zip(plain, now, strict=True))


def test_whom_git_trusts_is_still_the_readers_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/somewhere")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "0")
    monkeypatch.setenv("GIT_TRACE", "1")
    monkeypatch.setenv("GIT_DIR", "/x")
    seen = process.run_git(["-c", "alias.seen=!env", "seen"], "/", {"GIT_DIR": None}).decode()
    names = {line.partition("=")[0] for line in seen.splitlines()}
    assert {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_COUNT", "GIT_OPTIONAL_LOCKS"} <= names
    assert names.isdisjoint({"GIT_TRACE", "GIT_DIR"})


def test_git_is_started_at_one_place() -> None:
    package = Path(process.__file__).parent.parent.parent
    starts = re.compile(r"subprocess\.\w+\(|\bimport git\b|\bos\.(?:system|popen|exec|spawn)")
    assert [path.name for path in package.rglob("*.py") if starts.search(path.read_text())] == ["process.py"]


def test_revisions_to_be_ignored_that_are_nowhere_hide_no_commit(
    here: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = ("why", "plan/b.toml:22", "--today", NOW)
    plain = main([*asked]), capfd.readouterr()
    settings = tmp_path / "gitconfig"
    settings.write_text("[blame]\n    ignoreRevsFile = .git-blame-ignore-revs\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert (main([*asked]), capfd.readouterr()) == plain
