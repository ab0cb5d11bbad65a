"""Completion: what a shell is told through argcomplete's protocol, and that it is never told anything else."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

from planlint.cli.arguments.completion import SHELLS
from planlint.cli.completion.words import LISTS, WORDS
from planlint.cli.main import main
from planlint.cli.parser import build_parser
from tests.conftest import Repo

ROOT = Path(__file__).resolve().parent.parent
PLAN = """
    [purpose.homes]
    title = "Everybody has a home"
    [objective.faster]
    title = "Faster"
    outcome = "gone"
    period = "2026-H2"
    owner = "the board"
    tags = ["wait"]
    [key_result.faster]
    title = "Weeks: three\\u001b[31m"
    objective = "faster"
    asks.legal = "read the lease"
    [key_result.stepwise]
    title = "Step by step"
    milestones.pilot = 2026-09-30
    milestones.all = "2026-Q4"
    milestones.valley = "undated"
    reached = ["pilot"]
    [task.call-list]
    title = "Call"
    tactic = "desk"
    assignee = "tomas"
    [task."a\\u001b[2Jb"]
    title = "Hidden"
    [person.tomas]
    name = "Tomás"
    [person.call-list]
    name = "No item, so that the task alone has its id"
    [period.winter]
    title = "The cold months"
    start = 2026-11-01
    end = 2027-02-28
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "planlint.toml").touch()
    (tmp_path / "plan.toml").write_text(dedent(PLAN), encoding="utf-8")
    (tmp_path / "below" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Answer(NamedTuple):
    status: int
    printed: str
    words: list[str]


def asked(line: str, shell: str = "bash", *, at: int | None = None, **variables: str) -> Answer:
    """Ask as a shell's script does."""
    out = Path(os.environ["HOME"]) / "completions"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_SHELL": shell,
        "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(out),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line) if at is None else at),
        **({"_ARGCOMPLETE_DFS": "\t"} if shell == "fish" else {}),
        **({"_ARGCOMPLETE_COMP_WORDBREAKS": " \t\n\"'><=;|&(:"} if shell == "bash" else {}),
        **variables,
    }
    done = subprocess.run([sys.executable, "-m", "planlint"], env=environment, capture_output=True, text=True)
    found = [word for word in out.read_text(encoding="utf-8").split("\x0b") if word]
    return Answer(done.returncode, done.stdout + done.stderr, found)


def words(line: str, shell: str = "bash", *, at: int | None = None) -> list[str]:
    answer = asked(line, shell, at=at)
    assert (answer.status, answer.printed) == (0, "")
    return answer.words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("planlint ch", ["check", "checkin"]),
        (
            "planlint why ",
            ["purpose.homes", "objective.faster", "key_result.faster", "key_result.stepwise", "task.call-list"],
        ),
        ("planlint why ca", ["call-list"]),
        ("planlint why fas", []),  # two kinds have it
        ("planlint tree key_result.f", ["key_result.faster"]),
        ("planlint tree --kind tas", ["task"]),
        ("planlint tree --kind task,t", ["task,tactic"]),
        ("planlint tree --kind=task,v", ["task,vision"]),
        ("planlint tree --kind key", ["key_result"]),
        ("planlint diff --kind key-", ["key-result"]),
        ("planlint why key-result.f", ["key-result.faster"]),
        ("planlint tree --owner t", ["the\\ board", "tomas"]),
        ("planlint tree --owner 't", ["the board", "tomas"]),
        ("planlint tree --team ", ["legal"]),
        ("planlint tree --period ", ["2026-H2", "winter"]),
        ("planlint tree --tag ", ["wait"]),
        ("planlint tree --status op", ["open"]),
        ("planlint tree --format c", ["csv"]),
        ("planlint tree --form", ["--format"]),
        ("planlint why --root below/deep --root . purp", ["purpose.homes"]),
        ("planlint rule PL20", [f"PL20{digit}" for digit in range(1, 10)]),
        ("planlint rule no-p", ["no-parent"]),
        ("planlint check --select A", ["ALL"]),
        ("planlint check --ignore PL101,unknown-ke", ["PL101,unknown-key"]),
        ("planlint check --fail-on w", ["warning"]),
        ("planlint schema w", ["why"]),
        ("planlint completion ", ["bash", "zsh", "fish"]),
        ("planlint init b", ["below/"]),
        ("planlint set faster cad", ["cadence="]),
        ("planlint set faster cadence=", ["weekly", "monthly", "quarterly", "yearly"]),
        ("planlint set faster direction=at", ["at-least", "at-most"]),
        ("planlint set faster title=", []),
        ("planlint set stepwise confidence=0.5 reached=", ["all", "valley"]),
        ("planlint set stepwise reached=v", ["valley"]),
        ("planlint set stepwise reached=all,", ["all,valley"]),
        ("planlint set faster current=3 reached=", []),
        ("planlint check --today ", []),
        ("planlint why 'unfinished", []),
    ],
)
def test_what_a_line_may_go_on_with(folder: Path, line: str, expected: list[str]) -> None:
    assert words(line) == expected


def test_zsh_and_fish_are_told_what_words_mean(folder: Path) -> None:
    assert words("planlint why key_result.f", "zsh") == ["key_result.faster:Weeks: three\\x1b[31m"]
    assert words("planlint why key_result.f", "fish") == ["key_result.faster\tWeeks: three\\x1b[31m"]
    assert words("planlint tree --owner=tom", "zsh") == ["--owner=tomas:"]
    assert words("planlint tree --period w", "zsh") == ["winter:The cold months"]
    assert words("planlint comp", "zsh")[0].startswith("completion:print the completion script")


def test_the_word_before_the_cursor_is_what_counts(folder: Path) -> None:
    assert words("planlint why ca --format json", at=len("planlint why ca")) == ["call-list"]


def test_from_below_the_root_and_from_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(folder / "below" / "deep")
    assert words("planlint why pur") == ["purpose.homes"]
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert words("planlint why pur") == []
    assert words(f"planlint why --root {folder} pur") == ["purpose.homes"]
    monkeypatch.setenv("WHERE", str(folder))
    assert words("planlint why --root=$WHERE pur") == ["purpose.homes"]


@pytest.mark.parametrize("configuration", ["selct = 1", "no toml = = at all", 'include = ["nothing/**"]\nexclud = []'])
def test_a_broken_configuration_hides_no_names(folder: Path, configuration: str) -> None:
    (folder / "planlint.toml").write_text(configuration, encoding="utf-8")
    assert words("planlint why pur") == ["purpose.homes"]


def test_a_broken_file_hides_only_its_own_names(folder: Path) -> None:
    (folder / "other.plan.toml").write_text("[purpose.other]\ntitle = ", encoding="utf-8")
    (folder / "bytes.plan.toml").write_bytes(b"\xff\xfe")
    assert words("planlint why pur") == ["purpose.homes"]


def test_revisions_are_branches_and_tags(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"plan.toml": dedent(PLAN)})
    repo.run("branch", "review")
    repo.run("tag", "v1")
    monkeypatch.chdir(repo.top)
    assert words("planlint check --rev ") == ["HEAD", "main", "review", "v1"]


@pytest.mark.parametrize("line", ["planlint check --rev ", "planlint why --root /nowhere/at/all x"])
def test_what_fails_says_nothing(folder: Path, line: str) -> None:
    assert asked(line, GIT_DIR="/nowhere") == (1, "", [])


def test_without_a_line_nobody_asks(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planlint", "--version"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "_ARGCOMPLETE": "1"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout[:9]) == (0, "planlint ")


def test_commands_do_not_pay_for_completion(folder: Path) -> None:
    script = "import sys; from planlint.cli.main import main; main(['check']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert "argcomplete" not in done.stdout
    assert "planlint.cli.completion.words" not in done.stdout


def arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from arguments(command)
        else:
            yield action


def test_every_argument_is_known_to_completion() -> None:
    free = [one for one in arguments(build_parser()) if one.nargs != 0 and not one.choices]
    missing = {one.metavar for one in free} - set(WORDS) - set(LISTS)
    assert not missing, f"say in planlint/cli/completion/words.py what completes {missing}"


# --- the scripts


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(shell: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capfd.readouterr().out
    registers = {
        "bash": "complete -o nospace -o bashdefault -F",
        "zsh": "compdef ",
        "fish": "complete --command planlint",
    }
    assert registers[shell] in script
    assert "_ARGCOMPLETE" in script
    assert script.startswith("#compdef planlint\n") is (shell != "fish")


def test_another_shell_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "tcsh"]) == 2
    assert "invalid choice: 'tcsh'" in capfd.readouterr().err
