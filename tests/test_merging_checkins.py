"""Git merges a check-in with what another branch decides: a target, or a date or step where an owner is written."""

from pathlib import Path

import pytest

from planlint.cli.main import main
from tests.conftest import Repo

TOP = (
    '[person.ann]\nname = "Ann"\n\n[period.2027-H1]\nstart = 2027-01-01\nend = 2027-06-30\n\n'
    '[purpose.p]\ntitle = "P"\n\n[vision.v]\ntitle = "V"\npurpose = "p"\n\n[outcome.o]\ntitle = "O"\nvision = "v"\n\n'
    '[objective.a]\ntitle = "A"\noutcome = "o"\nperiod = "2027-H1"\nowner = "ann"\n'
)
MEASURED = ["metric.name=days", "metric.unit=days", "metric.baseline=60", "metric.target=21", "confidence=0.5"]
STEPS = ["milestones.pilot=2027-03-01", "milestones.open=2027-05-01", "status=on-track"]


def planlint(*words: str) -> None:
    """Run a command that has to succeed."""
    assert main([*words, "--quiet"]) == 0, words


@pytest.mark.parametrize(
    ("made", "checked_in", "decided", "holds"),
    [
        (
            ("new", "key-result", "Days to keys", "--id", "k", "--under", "a", *MEASURED),
            ("set", "k", "current=38", "confidence=0.6", "note=The desk counts"),
            ("set", "k", "target=18"),
            {"metric.current = 38", "confidence = 0.6", 'note = "The desk counts"', "metric.target = 18"},
        ),
        (
            ("new", "key-result", "The portal is open", "--id", "k", "--under", "a", "--owner", "ann", *STEPS),
            ("set", "k", "reached=pilot", "status=at-risk"),
            ("set", "k", "milestones.open=2027-06-01", "due=2027-06-15"),
            {'reached = ["pilot"]', 'status = "at-risk"', "milestones.open = 2027-06-01", "due = 2027-06-15"},
        ),
        (
            ("new", "tactic", "Ask every tenant", "--id", "k", "--under", "a", "--owner", "ann", "status=planned"),
            ("set", "k", "status=done"),
            ("set", "k", "title=Ask each tenant", "due=2027-03-01"),
            {'status = "done"', 'title = "Ask each tenant"', "due = 2027-03-01"},
        ),
    ],
    ids=["a number", "steps", "an action"],
)
def test_a_checkin_and_a_decision_merge(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    made: tuple[str, ...],
    checked_in: tuple[str, ...],
    decided: tuple[str, ...],
    holds: set[str],
) -> None:
    repo = Repo(tmp_path)
    monkeypatch.chdir(tmp_path)
    repo.commit({"plan/main.toml": TOP}, "the plan")
    planlint(*made, "--today", "2027-01-05")
    for branch, words in (("report", checked_in), ("decide", decided)):
        repo.run("add", "--all")
        repo.run("commit", "--quiet", "--message", branch, "--allow-empty")
        repo.run("checkout", "--quiet", "-B", branch, "HEAD" if branch == "report" else "report^")
        planlint(*words)
    repo.run("commit", "--quiet", "--all", "--message", "decided")
    repo.run("merge", "--quiet", "--message", "both", "report")
    assert holds <= set((tmp_path / "plan/main.toml").read_text(encoding="utf-8").splitlines())
