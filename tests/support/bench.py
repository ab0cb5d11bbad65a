"""A run of `planlint ci` as a service starts it, in a repository of a plan that is small and sound."""

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from planlint.cli.main import main

if TYPE_CHECKING:
    from tests.conftest import Repo

GOOD = """
[purpose.homes]
title = "Everybody has a home"
[vision.valley]
title = "By 2030 nobody in the valley sleeps outside"
purpose = "homes"
[outcome.housed]
title = "Families who move in stay housed"
vision = "valley"
serves = "families"
[objective.faster]
title = "Moving in takes weeks, not months"
outcome = "housed"
owner = "ines"
period = "2026-H2"
[key_result.days]
title = "The wait from intake to keys is three weeks"
objective = "faster"
metric.name = "median days from intake to keys"
metric.unit = "days"
metric.baseline = 58
metric.target = 21
metric.current = 40
[key_result.desk-open]
title = "The desk is open to every landlord"
objective = "faster"
milestones.one-street = 2026-11-15
milestones.all-streets = 2026-12-15
[tactic.desk]
title = "One person at the desk for all landlords"
key_result = ["days", "desk-open"]
owner = "ines"
[task.call]
title = "Call the ten largest landlords"
tactic = "desk"
assignee = "ines"
due = 2026-12-01
"""
WEAKER = GOOD.replace("metric.target = 21", "metric.target = 30")
NEXT = GOOD.replace("metric.current = 40", "metric.current = 38")
BROKEN_LINK = GOOD.replace('key_result = ["days", ', 'key_result = ["dais", ')
NOW = "2026-10-15"
LATELY = "2026-10-01T12:00:00+00:00"
ANN = {f"GIT_{role}_{key}": "ann@b" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}


class Bench:
    """A repository with a run in it: variables are set as a service sets them, and what comes out is kept."""

    def __init__(self, repo: "Repo", monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.repo = repo
        self.monkeypatch = monkeypatch
        self.capfd = capfd
        self.summary_file = repo.top.parent / "summary.md"
        self.output_file = repo.top.parent / "outputs.txt"
        monkeypatch.chdir(repo.top)
        monkeypatch.setenv("PLANLINT_TODAY", NOW)
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.delenv(name, raising=False)

    def set(self, **variables: str) -> None:
        for name, value in variables.items():
            self.monkeypatch.setenv(name, value)

    def github(self, name: str, payload: Any, **more: str) -> None:
        event = self.repo.top.parent / "event.json"
        event.write_text(payload if isinstance(payload, str) else json.dumps(payload))
        self.set(
            GITHUB_ACTIONS="true",
            GITHUB_EVENT_NAME=name,
            GITHUB_EVENT_PATH=str(event),
            GITHUB_REPOSITORY="org/plans",
            GITHUB_SERVER_URL="https://github.example",
            GITHUB_STEP_SUMMARY=str(self.summary_file),
            GITHUB_OUTPUT=str(self.output_file),
            **more,
        )

    def pull_request(self, base: str | None = None, *, fork: bool = False, **more: str) -> None:
        repo = {"full_name": "org/plans"}
        request = {
            "number": 5,
            "base": {"ref": "main", "sha": base or self.repo.run("rev-parse", "main"), "repo": repo},
            "head": {"sha": self.repo.run("rev-parse", "HEAD"), "repo": {"full_name": "mallory/p"} if fork else repo},
        }
        self.github("pull_request", {"pull_request": request}, **more)

    def run(self, *arguments: str, status: int = 0) -> tuple[str, str]:
        """Run the command, and return what it printed and what it said."""
        for file in (self.summary_file, self.output_file):
            file.unlink(missing_ok=True)
        got = main(["ci", *arguments])
        out, said = self.capfd.readouterr()
        assert got == status, (out, said)
        return out, said

    @property
    def summary(self) -> str:
        return self.summary_file.read_text(encoding="utf-8")

    @property
    def outputs(self) -> dict[str, str]:
        found = re.findall(r"^([\w-]+)<<(end-\w+)\n(.*?)\n\2$", self.output_file.read_text(), re.MULTILINE | re.DOTALL)
        return {name: value for name, _, value in found}


def change(bench: Bench, old: str, new: str, message: str = "a change") -> None:
    """Put one version on main, and the other on a branch that is checked out."""
    bench.repo.commit({"plan.toml": old}, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"plan.toml": new}, message, when=LATELY)


def push(bench: Bench, before: str, **more: Any) -> None:
    payload = {"ref": "refs/heads/main", "before": before, "repository": {"default_branch": "main"}, **more}
    bench.github("push", payload)


def shallow(bench: Bench, depth: int) -> None:
    """Go on in a clone of what there is, cut off at a depth."""
    top = bench.repo.top
    copy = top.parent / "shallow"
    subprocess.run(
        ["git", "clone", "-q", "--depth", str(depth), "--no-single-branch", f"file://{top}", str(copy)], check=True
    )
    bench.monkeypatch.chdir(copy)
