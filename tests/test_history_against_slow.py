"""The fast history held to a slow and obvious reading of the contract, on histories that nobody would write."""

import itertools
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint.cli.main import main
from tests.conftest import Repo
from tests.support.history_strategy import Made, build, histories
from tests.support.slow_history import slow_history

_CALM = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
_NUMBERS = itertools.count()


def fast(repo: Repo, capfd: pytest.CaptureFixture[str], *options: str) -> str:
    """Return what the command prints."""
    capfd.readouterr()
    assert main(["history", "--root", str(repo.top), "--kind", "all", "--format", "json", *options]) == 0
    return capfd.readouterr().out


def comparable(found: dict[str, Any]) -> dict[str, Any]:
    """Return changes by commit: in which order commits stand that do not follow from one another, nobody fixed."""
    unreadable = sorted((one["commit"], one["path"]) for one in found["unreadable"])
    by_commit: dict[str, list[dict[str, Any]]] = {}
    for change in found["changes"]:
        by_commit.setdefault(change["commit"], []).append(change)
    return {
        "commits": found["commits"],
        "changes": by_commit,
        "unreadable": unreadable,
        "series": sorted(found["series"], key=lambda one: str(one["item"])),
    }


@_CALM
@given(commits=histories(), all_commits=st.booleans())
def test_it_tells_what_the_whole_plan_at_every_commit_tells(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], commits: list[Made], all_commits: bool
) -> None:
    repo = build(tmp_path / str(next(_NUMBERS)), commits)
    truth = slow_history(repo.top, all_commits=all_commits)
    if not truth["changes"] and not truth["unreadable"]:
        return
    options = ["--all-commits"] if all_commits else []
    told = json.loads(fast(repo, capfd, "--no-cache", *options))
    assert comparable(told) == comparable(truth)
    lines = fast(repo, capfd, "--log", "--format", "jsonl", "--no-cache", *options).splitlines()
    assert list(map(json.loads, lines)) == told["changes"]


@_CALM
@given(commits=histories(), data=st.data(), all_commits=st.booleans())
def test_what_an_older_run_kept_shows_nowhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], commits: list[Made], data: st.DataObject, all_commits: bool
) -> None:
    repo = build(tmp_path / str(next(_NUMBERS)), commits)
    options = ["--all-commits"] if all_commits else []
    older = data.draw(st.integers(0, len(commits) - 1))
    branch = "main" if older == len(commits) - 1 else f"c{older}"
    main(["history", "--root", str(repo.top), "--log", "--rev", branch, "--quiet", "-o", os.devnull, *options])
    if main(["history", "--root", str(repo.top), "--log", "--no-cache", "-o", os.devnull, *options]) == 2:
        return  # no plan at all along this line
    without = fast(repo, capfd, "--no-cache", *options)
    assert fast(repo, capfd, *options) == without
    assert fast(repo, capfd, *options) == without
