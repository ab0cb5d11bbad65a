"""What goes wrong around the program: the disk, other processes, the repository; and that docs/faults.md is true."""

import errno
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planlint.app.history.cache import RecordStore
from planlint.cli.main import main
from planlint.trees.named_paths import path_between
from tests.conftest import Repo

TOP = Path(__file__).resolve().parent.parent
PLAN = """\
[purpose.p]
title = "Nobody in town is cold in winter"

[vision.v]
title = "Every flat is warm by 2030"
purpose = "p"
"""
PLANLINT = [sys.executable, "-m", "planlint"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(TOP)}


def run(folder: Path, *arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
    command = [*PLANLINT, *arguments]
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=False, **kept)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def told(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository with two versions of a plan, opened at its top."""
    repo.commit({"plan.toml": PLAN})
    repo.commit({"plan.toml": PLAN.replace("2030", "2029")})
    monkeypatch.chdir(repo.top)
    return repo


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["check"], ["tree", "--format", "json"], ["--version"], ["check", "--help"]])
def test_results_that_standard_output_cannot_take_are_an_error(told: Repo, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = run(told.top, *arguments, stdout=full)
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (
        2,
        ["planlint: error: the results cannot be written: No space left on device"],
    )


NO_ROOM = """
import resource, sys
from planlint.cli.main import main
from planlint.trees.named_paths import path_between
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
sys.exit(main(sys.argv[1:]))
"""


def without_room(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to which the kernel gives a hundred bytes for each file that it writes."""
    pytest.importorskip("resource")
    command = [sys.executable, "-c", NO_ROOM, *arguments]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("option", ["-o", "--write-baseline"])
def test_a_report_that_finds_no_room_leaves_the_old_one(told: Repo, option: str) -> None:
    old = '{"version": 1, "findings": []}' if option == "--write-baseline" else "the old one"
    told.write("report", old)
    told.write("plan/more.toml", "".join(f'[task.t{number}]\ntitle = "Letters"\n' for number in range(9)))
    done = without_room(told.top, "check", option, "report")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("planlint: error: 'report' cannot be written: file too large\n")
    assert (told.top / "report").read_text() == old
    assert sorted(path.name for path in told.top.iterdir()) == [".git", "plan", "plan.toml", "report"]


def test_a_store_that_finds_no_room_is_done_without(told: Repo) -> None:
    without = run(told.top, "history", "--format", "json", "--no-cache").stdout
    done = without_room(told.top, "history", "--format", "json")
    assert (done.returncode, done.stdout) == (0, without)
    assert list((told.top / ".git" / "planlint").rglob("*")) == [told.top / ".git" / "planlint" / "history"]


def test_of_several_writers_each_writes_whole_or_is_told_to_run_again(told: Repo) -> None:
    ids = [f"p{number}" for number in range(6)]
    told.write("plan.toml", "".join(f'[person.{one}]\nname = "{one}"\n\n' for one in ids))
    command = [*PLANLINT, "set", "-q"]
    running = {
        one: subprocess.Popen(
            [*command, one, f"name={one}-new"], cwd=told.top, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True
        )
        for one in ids
    }
    refused = set()
    for one, process in running.items():
        _, words = process.communicate()
        if process.returncode:
            assert "'plan.toml' was changed after it was read" in words
            assert "run the command again" in words
            refused.add(one)
    assert len(refused) < len(ids)
    expected = "".join(f'[person.{one}]\nname = "{one}{"" if one in refused else "-new"}"\n\n' for one in ids)
    assert (told.top / "plan.toml").read_text() == expected
    assert [path.name for path in told.top.iterdir() if path.name.endswith("tmp")] == []


def test_every_damage_to_a_stored_history_is_seen(told: Repo) -> None:
    assert main(["history", "--log", "-q"]) == 0
    (file,) = (told.top / ".git" / "planlint" / "history").iterdir()
    whole, tip = file.read_bytes(), told.run("rev-parse", "HEAD")
    made_by = json.loads(whole[: whole.index(b"\n")])["made_by"]

    def is_seen(data: bytes) -> bool:
        file.write_bytes(data)
        store = RecordStore(told.top / ".git", ())
        store._files._made_by, store._files._name = made_by, file.name.partition("-")[0]
        return store.load(tip) is None

    assert not is_seen(whole)
    for at in range(len(whole)):
        new = 0x30 + at % 10  # a digit, so that what is JSON may still be JSON
        assert new == whole[at] or is_seen(whole[:at] + bytes([new]) + whole[at + 1 :]), at
    for length in range(0, len(whole), 7):
        assert is_seen(whole[:length]), length


QUESTIONS = (
    ["check"],
    ["check", "--base", "HEAD~1"],
    ["check", "--rev", "HEAD~1"],
    ["check", "--staged"],
    ["diff"],
    ["diff", "HEAD~1", "HEAD"],
    ["history"],
    ["history", "--log", "--no-cache"],
    ["why", "vision.v"],
    ["ci", "--base", "HEAD~1"],
)


def is_gone(path: Path) -> None:
    path.unlink()


def is_spoilt(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(b"spoilt")


@pytest.mark.parametrize(
    ("lost", "how"),
    [
        ("HEAD~1", is_gone),
        ("HEAD~1^{tree}", is_spoilt),
        ("HEAD~1:plan.toml", is_gone),
        ("HEAD", is_spoilt),
        ("HEAD^{tree}", is_gone),
        ("HEAD:plan.toml", is_spoilt),
    ],
)
def test_an_object_that_is_gone_or_spoilt_is_said_and_never_taken_for_nothing(
    told: Repo, capfd: pytest.CaptureFixture[str], lost: str, how: Callable[[Path], None]
) -> None:
    answers = {tuple(question): (main(question), capfd.readouterr().out) for question in QUESTIONS}
    oid = told.run("rev-parse", lost)
    how(told.top / ".git" / "objects" / oid[:2] / oid[2:])
    refused = 0
    for question, answer in answers.items():
        status = main(list(question))
        shown = capfd.readouterr()
        assert "internal error" not in shown.err
        if status == 2:
            assert shown.err.startswith("planlint: error: "), (question, shown)
            refused += 1
        else:
            assert (status, shown.out) == answer, (question, shown.err)
    assert refused


def test_a_clone_without_contents_whose_source_is_gone_answers_or_says_so(
    told: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told.run("config", "uploadpack.allowFilter", "true")
    part = tmp_path / "part"
    told.run("clone", "--quiet", "--filter=blob:none", told.top.resolve().as_uri(), str(part))
    told.top.rename(tmp_path / "away")
    monkeypatch.chdir(part)
    ended = {}
    for question in QUESTIONS:
        ended[" ".join(question)] = main(question)
        assert "internal error" not in capfd.readouterr().err
    assert {question for question, status in ended.items() if status == 2} == {
        " ".join(question) for question in QUESTIONS if "HEAD~1" in question or question[0] == "history"
    }


def test_a_reader_that_has_gone_is_no_error_on_any_system(told: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            raise OSError(errno.EINVAL, "Invalid argument")

        def fileno(self) -> int:
            return spare

    spare = os.open(os.devnull, os.O_WRONLY)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(Gone(), write_through=True))  # type: ignore[type-var]
    assert main(["check"]) == 2
    monkeypatch.setattr("planlint.cli.output._READER_GONE", {errno.EPIPE, errno.EINVAL})  # as Windows has it
    assert main(["check"]) == 141
    os.close(spare)


def test_to_another_drive_no_relative_path_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object, start: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    assert path_between(Path("/a/b"), Path("/a/c/d")) == "../c/d"
    monkeypatch.setattr(os.path, "relpath", refuse)
    assert path_between(Path("/a/b"), Path("/a/c/d")) == "/a/c/d"


def test_the_page_of_faults_names_tests_that_there_are() -> None:
    page = (TOP / "docs" / "faults.md").read_text(encoding="utf-8")
    named = re.findall(r"`(test_\w+)`", page)
    there = {
        name
        for path in (TOP / "tests").glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) > 20
    assert [name for name in named if name not in there] == []
