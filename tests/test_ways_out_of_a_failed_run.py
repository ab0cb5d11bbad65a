"""Where a change cannot be judged (exit status 2), the help ends with a command or an edit, and that is the way out."""

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from planlint.cli.main import main
from tests.support.bench import GOOD, LATELY, NOW, WEAKER, Bench, push

Work = Callable[[Bench], object]


def branched(bench: Bench, *, base: dict[str, str] | None = None, head: dict[str, str] | None = None) -> None:
    bench.repo.commit(base or {"plan.toml": GOOD}, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit(head or {"plan.toml": WEAKER}, when=LATELY)


def asked(bench: Bench, *arguments: str) -> tuple[int, str]:
    status = main([*arguments, "--today", NOW])
    out, said = bench.capfd.readouterr()
    return status, out + said


def commands(text: str) -> list[str]:
    """Return the commands that the help of an error names, and the settings it tells to write."""
    (said,) = re.findall(r"^  help: (.*)$", text, re.MULTILINE)
    return re.findall(r"`([^`]*)`", said)


def follow(bench: Bench, command: str) -> int:
    """Run a command as it is written."""
    program, *arguments = shlex.split(command)
    if program == "planlint":
        return asked(bench, *arguments)[0]
    return subprocess.run([program, *arguments], cwd=Path.cwd(), capture_output=True, check=False).returncode


DOORS = (("ci", "--base", "main"), ("check", "--base", "main"), ("diff", "--check", "main"))


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door[0])
@pytest.mark.parametrize("text", ["include = [\n", "fail-on = 1\n", 'include = ["../x"]\n', 'exlude = ["x"]\n'])
def test_settings_that_cannot_be_read(bench: Bench, door: tuple[str, ...], text: str) -> None:
    branched(bench)
    bench.repo.commit({"planlint.toml": text}, when=LATELY)
    status, said = asked(bench, *door)
    assert (status, "planlint.toml:1:" in said or "planlint.toml:2:" in said) == (2, True), said
    if "`planlint" in said.rpartition("help: ")[2]:
        assert follow(bench, commands(said)[-1]) == 2
    bench.repo.commit({"planlint.toml": ""}, when=LATELY)
    assert asked(bench, *door)[0] == 1


def test_histories_without_a_common_ancestor(bench: Bench) -> None:
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    bench.repo.run("switch", "-q", "--orphan", "side")
    bench.repo.commit({"plan.toml": WEAKER}, when=LATELY)
    for door in DOORS[:2]:
        status, said = asked(bench, *door)
        assert (status, "have no common ancestor here" in said) == (2, True)
        assert follow(bench, commands(said)[-1]) == 1


def test_a_branch_that_was_not_fetched(bench: Bench, tmp_path: Path) -> None:
    branched(bench)
    clone = tmp_path / "clone"
    bench.repo.run("clone", "-q", "--single-branch", "--branch", "side", f"file://{bench.repo.top}", str(clone))
    bench.pull_request(base="1" * 40)
    bench.monkeypatch.chdir(clone)
    status, said = asked(bench, "ci")
    assert (status, commands(said)) == (2, ["git fetch origin main:refs/remotes/origin/main"])
    assert follow(bench, commands(said)[0]) == 0
    assert asked(bench, "ci")[0] == 1


@pytest.mark.parametrize("before", ["1" * 40, "nothing"])
def test_a_push_from_nobody_knows_where(bench: Bench, before: str) -> None:
    branched(bench)
    push(bench, before, ref="refs/heads/main")
    status, said = asked(bench, "ci")
    assert (status, commands(said)) == (2, ["planlint ci --base HEAD~1"])
    assert follow(bench, commands(said)[0]) == 1


def test_a_change_that_leaves_no_plan(bench: Bench) -> None:
    branched(bench, base={"plan/a.toml": GOOD, "plan/b/c.toml": '[person.ines]\nname = "Ines"\n'})
    bench.repo.run("mv", "plan", "okrs")
    bench.repo.run("rm", "-q", "--cached", "plan.toml")
    (bench.repo.top / "plan.toml").unlink()
    bench.repo.commit({}, when=LATELY)
    status, said = asked(bench, "ci", "--base", "main")
    wanted, ended = commands(said)
    assert (status, wanted, ended) == (2, 'include = ["okrs/**/*.toml"]', "include = []")
    for setting, then in ((wanted, 0), (ended, 1)):
        bench.repo.commit({"planlint.toml": f"{setting}\n"}, when=LATELY)
        assert asked(bench, "ci", "--base", "main")[0] == then


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door[0])
@pytest.mark.parametrize("rev", ["mian", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "0123abc", "", "main:plan.toml"])
def test_a_version_that_is_none(bench: Bench, door: tuple[str, ...], rev: str) -> None:
    branched(bench)
    status, said = asked(bench, *(rev if word == "main" else word for word in door))
    if door[0] == "diff" and not rev:
        return  # there an empty end is HEAD
    help = re.findall(r"^  help: (.*)$", said, re.MULTILINE)
    assert (status, len(help)) == (2, 1), said
    if "`" in help[0]:
        assert follow(bench, commands(said)[0]) == 0
    else:
        assert help[0] in ("did you mean 'main'?", "branches and tags here: main, side")


def test_a_root_that_moves(bench: Bench) -> None:
    branched(bench, base={"plan/a.toml": GOOD, "planlint.toml": ""}, head={"plan/a.toml": WEAKER})
    bench.repo.run("mv", "planlint.toml", "plan/planlint.toml")
    bench.repo.commit({"plan/planlint.toml": 'include = ["*.toml"]\n'}, when=LATELY)
    bench.monkeypatch.chdir(bench.repo.top / "plan")
    status, said = asked(bench, "ci", "--base", "main")
    assert (status, "moves the root of the plan" in said) == (2, True)
    option = re.findall(r"as in (--root \S+)", said)[0]
    assert asked(bench, "ci", "--base", "main", *shlex.split(option))[0] == 1


def test_a_baseline_that_records_a_promise(bench: Bench) -> None:
    promise = (
        '{"version": 1, "findings": [{"code": "PL801", "item": "key_result.days", "key": "metric.target", "count": 1}]}'
    )
    branched(bench, head={"plan.toml": WEAKER, "base line.json": promise})
    status, said = asked(bench, "ci", "--base", "main", "--baseline", "base line.json")
    assert status == 2
    assert follow(bench, commands(said)[0]) == 0
    bench.repo.commit({}, when=LATELY)
    assert asked(bench, "ci", "--base", "main", "--baseline", "base line.json")[0] == 1


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door[0])
def test_a_folder_that_is_not_there(bench: Bench, door: tuple[str, ...]) -> None:
    branched(bench)
    status, said = asked(bench, *door, "--root", "paln")
    assert (status, "--root: there is no folder 'paln'" in said, "help: " in said) == (2, True, True)
    assert asked(bench, *door)[0] == 1


def test_a_message_that_is_not_there(bench: Bench) -> None:
    branched(bench)
    status, said = asked(bench, "hook", "commit-msg", "no/such")
    assert status == 2
    (bench.repo.top / ".git/COMMIT_EDITMSG").write_text("A change\n")
    assert follow(bench, commands(said)[0]) == 0
