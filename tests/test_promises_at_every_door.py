"""Every door that judges a change says what the slow reading says, of histories that git holds."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint.cli.main import main
from tests.conftest import Repo
from tests.support.slow_promises import History, State, Told, expected, files, histories

TODAY = "2026-10-15"
DOORS = (
    ("ci", "--base", "main"),
    ("check", "--base", "main"),
    ("diff", "--check", "main...HEAD"),
)
_JUDGED = ("PL801", "PL802", "PL803", "PL804", "PL805", "PL806", "PL807", "PL810", "PL812")


def made(repo: Repo, history: History) -> None:
    """Make a history with git: `main` is the base, what is checked out is the change."""
    ids: dict[str, str] = {}
    for name, state in history.outside.items():
        ids[name] = _commit(repo, state, "Before", ())
    ids["base"] = _commit(repo, history.base, "Base", tuple(ids.values()))
    repo.run("branch", "--force", "main", ids["base"])
    for number, node in enumerate(history.commits, start=1):
        ids[str(number)] = _commit(repo, node.state, node.message, tuple(ids[parent] for parent in node.parents))
    repo.run("checkout", "--quiet", "--detach", "--force", list(ids.values())[-1])


def _commit(repo: Repo, state: State, message: str, parents: tuple[str, ...]) -> str:
    """Make a commit of a plan on top of these parents, and return its id."""
    repo.run("read-tree", "--empty")
    for path, text in files(state).items():
        blob = repo.write(f"blobs/{path}", text)
        oid = repo.run("hash-object", "-w", str(blob))
        repo.run("update-index", "--add", "--cacheinfo", f"100644,{oid},{path}")
    tree = repo.run("write-tree")
    who = {f"GIT_{role}_{key}": "ann@example.org" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    dates = {f"GIT_{role}_DATE": "2026-10-01T12:00:00+00:00" for role in ("AUTHOR", "COMMITTER")}
    above = [word for parent in parents for word in ("-p", parent)]
    return repo.run("commit-tree", tree, *above, "-m", message, **who, **dates)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories(), number=st.uuids())
def test_every_door_gives_the_answer_of_the_slow_reading(
    history: History, number: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo = Repo(tmp_path / str(number))
    made(repo, history)
    monkeypatch.chdir(repo.top)
    capfd.readouterr()
    wanted = expected(history)
    for door in DOORS:
        status = main([*door, "--today", TODAY, "--format", "json"])
        found = json.loads(capfd.readouterr().out)["findings"]
        told = {Told(one["code"], one["item"], one["severity"] == "info") for one in found if one["code"] in _JUDGED}
        assert told == wanted, door
        if door[0] == "diff":
            assert status == any(one["severity"] == "error" for one in found)
