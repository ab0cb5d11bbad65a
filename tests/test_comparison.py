"""One comparison for every door: what each answers for the state of a plan file on either side."""

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from planlint.cli.main import main
from tests.conftest import Repo
from tests.support.bench import GOOD, LATELY, NOW

FILE = "plan/a.toml"
STAYS = {"plan/stays.toml": '[person.ines]\nname = "Ines"\n'}
LOWERED = GOOD.replace("metric.target = 21", "metric.target = 30")
FORTY = GOOD.replace("metric.target = 21", "metric.target = 40")
NOT_TOML = LOWERED.replace("[key_result.days]", "[key_result.days")
NOT_UTF8 = LOWERED.encode() + b"# \xff\n"
LARGE = LOWERED.encode() + b"#" * (1 << 20)

Files = Mapping[str, "str | bytes | None"]


@dataclass(frozen=True)
class Case:
    """Commits that lead to the base, the files of the head, and what the doors answer.

    `exit` is the status of every door that judges, and `finds` are the errors that it names; `beside` those that a door
    names as well which checks the plan of the head.
    """

    base: tuple[Files, ...]
    head: Files
    exit: int
    finds: tuple[str, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    set_up: Callable[[Repo], None] = field(default=lambda repo: None)
    beside: tuple[str, ...] = ()


def with_link(repo: Repo) -> None:
    (repo.top / FILE).unlink()
    (repo.top / FILE).symlink_to("../elsewhere.toml")


def with_submodule(repo: Repo) -> None:
    (repo.top / FILE).unlink()
    repo.run("update-index", "--force-remove", FILE)
    repo.run("update-index", "--add", "--cacheinfo", f"160000,{repo.run('rev-parse', 'HEAD')},{FILE}")


WAS_BROKEN = (("base", FILE),)
IS_BROKEN = (("head", FILE),)
CASES = {
    "readable, and the same": Case(({FILE: GOOD},), {}, 0),
    "readable, and lowered": Case(({FILE: GOOD},), {FILE: LOWERED}, 1, ("PL801",)),
    "does not parse in the base": Case(({FILE: GOOD}, {FILE: NOT_TOML}), {FILE: FORTY}, 1, ("PL801",), WAS_BROKEN),
    "is not UTF-8 in the base": Case(({FILE: GOOD}, {FILE: NOT_UTF8}), {FILE: FORTY}, 1, ("PL801",), WAS_BROKEN),
    "is too large in the base": Case(({FILE: GOOD}, {FILE: LARGE}), {FILE: FORTY}, 1, ("PL801",), WAS_BROKEN),
    "does not parse in the base, and is mended": Case(
        ({FILE: GOOD}, {FILE: NOT_TOML}), {FILE: GOOD}, 0, (), WAS_BROKEN
    ),
    "never parsed in the base": Case(({FILE: NOT_TOML},), {FILE: FORTY}, 0, (), WAS_BROKEN),
    "is not in the base": Case(({},), {FILE: LOWERED}, 0),
    "does not parse in the head": Case(({FILE: GOOD},), {FILE: NOT_TOML}, 1, ("PL001",), IS_BROKEN),
    "is not UTF-8 in the head": Case(({FILE: GOOD},), {FILE: NOT_UTF8}, 1, ("PL002",), IS_BROKEN),
    "is too large in the head": Case(({FILE: GOOD},), {FILE: LARGE}, 1, ("PL003",), IS_BROKEN),
    "does not parse in the head, where another file is lowered": Case(
        ({FILE: GOOD, "plan/b.toml": "x-note = 1\n"},),
        {FILE: LOWERED, "plan/b.toml": "x-note = \n"},
        1,
        ("PL001", "PL801"),
        (("head", "plan/b.toml"),),
    ),
    "moves, and does not parse": Case(
        ({FILE: GOOD},), {FILE: None, "plan/c.toml": NOT_TOML}, 1, ("PL001",), (("head", "plan/c.toml"),)
    ),
    "does not parse on either side": Case(
        ({FILE: GOOD}, {FILE: NOT_TOML}), {FILE: NOT_TOML + "# x\n"}, 1, ("PL001",), (*WAS_BROKEN, *IS_BROKEN)
    ),
    "is new, and does not parse": Case(({},), {FILE: NOT_TOML}, 1, ("PL001",), IS_BROKEN),
    "is not in the head": Case(({FILE: GOOD},), {FILE: None}, 1, ("PL805",)),
    "moves": Case(({FILE: GOOD},), {FILE: None, "plan/b.toml": GOOD}, 0),
    "moves, and is lowered": Case(({FILE: GOOD},), {FILE: None, "plan/b.toml": LOWERED}, 1, ("PL801",)),
    "is left out by the settings": Case(
        ({FILE: GOOD},), {"planlint.toml": 'exclude = ["plan/a.toml"]\n'}, 1, ("PL805",)
    ),
    "is a link that leads nowhere": Case(({FILE: GOOD},), {}, 1, ("PL805",), set_up=with_link, beside=("PL004",)),
    "is a submodule": Case(({FILE: GOOD},), {}, 1, ("PL805",), set_up=with_submodule),
}
"""By what becomes of a file."""


class Doors:
    """A repository whose branch `side` is the head; each door is asked about it."""

    def __init__(self, repo: Repo, case: Case, capfd: pytest.CaptureFixture[str]) -> None:
        self.repo = repo
        self.capfd = capfd
        for number, files in enumerate(case.base):
            repo.commit({**(STAYS if number == 0 else {}), **files}, when=LATELY)
        repo.run("switch", "-q", "-c", "side")
        for path, content in case.head.items():
            if content is None:
                (repo.top / path).unlink()
            else:
                repo.write(path, content)
        repo.run("add", "--all")
        case.set_up(repo)
        if case.set_up is with_link:
            repo.run("add", "--all")

    def commit(self) -> str:
        self.repo.run("commit", "-q", "--allow-empty", "-m", "a change", GIT_AUTHOR_NAME="A", GIT_COMMITTER_NAME="A")
        return self.repo.run("rev-parse", "HEAD")

    def asked(self, *arguments: str) -> tuple[int, str, str]:
        status = main([*arguments, "--today", NOW])
        return (status, *self.capfd.readouterr())


def errors(out: str) -> set[str]:
    return {one["code"] for one in json.loads(out)["findings"] if one["severity"] == "error"}


@pytest.mark.parametrize("name", CASES)
def test_every_door_gives_the_same_answer(
    repo: Repo, name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    case = CASES[name]
    monkeypatch.chdir(repo.top)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ann")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ann@example.org")
        monkeypatch.setenv(f"GIT_{role}_DATE", LATELY)
    doors = Doors(repo, case, capfd)
    wanted = set(case.finds)

    message = tmp_path / "message"
    message.write_text("A change\n")
    status, out, said = doors.asked("hook", "commit-msg", str(message))
    assert (status, set(re.findall(r"^error (PL\d+)", out, re.MULTILINE))) == (case.exit, wanted), out + said

    head = doors.commit()
    status, out, _ = doors.asked("diff", "--format", "json", "main", "HEAD")
    assert status == 0
    assert tuple((one["side"], one["path"]) for one in json.loads(out)["unreadable"]) == case.unreadable
    for arguments in (
        ("diff", "--check", "--format", "json", "main", "HEAD"),
        ("check", "--rev", "HEAD", "--base", "main", "--format", "json"),
        ("check", "--rev", "HEAD", "--base", "main", "--new-only", "--format", "json"),
        ("ci", "--base", "main", "--format", "json"),
    ):
        status, out, said = doors.asked(*arguments)
        both = case.unreadable == (*WAS_BROKEN, *IS_BROKEN) and "--new-only" in arguments
        found = wanted if arguments[0] == "diff" else wanted.union(case.beside)
        assert (status, errors(out)) == ((0, set()) if both else (case.exit, found)), (arguments, out, said)
        for side, path in case.unreadable:
            assert f"{path} cannot be read in {'main' if side == 'base' else 'HEAD'} (" in said, arguments

    base = repo.run("rev-parse", "main")
    line = tmp_path / "push"
    line.write_text(f"refs/heads/side {head} refs/heads/side {base}\n")
    with line.open() as pushed:
        monkeypatch.setattr("sys.stdin", pushed)
        status, out, said = doors.asked("hook", "pre-push", "origin", "url")
    found = wanted.union(case.beside)
    assert (status, set(re.findall(r"^error (PL\d+)", out, re.MULTILINE))) == (case.exit, found), out + said


def test_a_shallow_clone_does_not_say_what_a_broken_file_held(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The file was in order in a commit that the clone lacks: that is no comparison, for any door."""
    repo.commit({FILE: GOOD}, when=LATELY)
    repo.commit({FILE: NOT_TOML}, when=LATELY)
    repo.commit({FILE: FORTY}, when=LATELY)
    clone = tmp_path / "clone"
    repo.run("clone", "-q", "--depth=2", f"file://{repo.top}", str(clone))
    monkeypatch.chdir(clone)
    for arguments in (
        ("diff", "--check", "HEAD~1", "HEAD"),
        ("check", "--rev", "HEAD", "--base", "HEAD~1"),
        ("ci", "--base", "HEAD~1"),
    ):
        assert main([*arguments, "--today", NOW]) == 2, arguments
        assert "git fetch --unshallow" in capfd.readouterr().err or arguments[0] == "ci"


# Which plan files there are.


@pytest.mark.parametrize("door", ["ci", "pre-push", "commit-msg"])
def test_a_change_may_end_the_plan_where_its_settings_say_so(
    repo: Repo, door: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo.top)
    base = repo.commit({FILE: GOOD}, when=LATELY)
    repo.run("switch", "-q", "-c", "side")
    repo.write("planlint.toml", "include = []\n")
    repo.run("add", "--all")
    message = tmp_path / "message"
    message.write_text("End the plan\n")
    arguments = ["hook", "commit-msg", str(message)]
    if door != "commit-msg":
        head = repo.commit({}, when=LATELY)
        message.write_text(f"refs/heads/side {head} refs/heads/side {base}\n")
        arguments = ["hook", "pre-push", "origin", "url"] if door == "pre-push" else ["ci", "--base", "main"]
    with message.open() as pushed:
        monkeypatch.setattr("sys.stdin", pushed)
        assert main([*arguments, "--today", NOW]) == 1
    assert "PL805" in capfd.readouterr().out


# How often git is asked.


def test_a_run_asks_git_every_question_once(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.commit({"planlint.toml": "", FILE: GOOD, **STAYS}, when=LATELY)
    repo.run("switch", "-q", "-c", "side")
    repo.commit({FILE: LOWERED}, when=LATELY)
    monkeypatch.chdir(repo.top)
    asked: list[str] = []
    start = subprocess.Popen.__init__

    def started(self: object, command: list[str], *rest: object, **options: object) -> None:
        asked.append(" ".join(word for at, word in enumerate(command) if "-c" not in (word, command[at - 1])))
        start(self, command, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(subprocess.Popen, "__init__", started)
    for arguments, most in (
        (["ci", "--base", "main"], 10),
        (["check", "--base", "main", "--new-only"], 8),
        (["diff", "--check", "main...HEAD"], 7),
    ):
        asked.clear()
        assert main([*arguments, "--today", NOW]) == 1
        assert len(asked) == len(set(asked)), "\n".join(asked)
        assert len(asked) <= most, "\n".join(asked)
    capfd.readouterr()
