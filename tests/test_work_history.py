"""Work as a fact in the history: counts by item, the review's table, what is kept between two runs."""

import json
from pathlib import Path

import pytest

from planlint.app.history.work_record import work_record
from planlint.cli.main import main
from planlint.commit import Commit
from planlint.history.work import PlanWork, WorkCommit, read_work, write_work
from planlint.trees.git.repository import Repository
from tests.conftest import Repo
from tests.support.working import GOALS, grown, task

PLAN = GOALS + "\n" + task("call-list", "List the landlords")
ANN = {"NAME": "Ann", "EMAIL": "ann@example.org"}
BEN = {"NAME": "Ben", "EMAIL": "ben@example.org"}
OTHER = (
    '\n[key_result.again]\ntitle = "Nobody comes twice"\nobjective = "faster"\n'
    'metric.name = "who come"\nmetric.baseline = 40\nmetric.target = 10\nmetric.current = 35\n'
)
PARENTS = {"task.a": ["tactic.t"], "task.b": ["tactic.t", "tactic.u"], "tactic.t": ["key_result.k"], "key_result.k": []}
DAY = ("--today", "2026-11-23")


@pytest.fixture
def here(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    repo.commit({"plan/main.toml": PLAN + OTHER}, "start", "2026-07-02T12:00:00+00:00")
    monkeypatch.chdir(repo.top)
    return repo


def worked(repo: Repo) -> None:
    repo.commit({"a": "1"}, "one\n\nPlan-Item: call-list", "2026-08-01T12:00:00+00:00", ANN)
    repo.commit({"a": "2"}, "two\n\nPlan-Item: days", "2026-09-02T12:00:00+00:00", BEN)
    moved = (PLAN + OTHER).replace("metric.current = 35", "metric.current = 20")
    repo.commit({"plan/main.toml": moved}, "Check in", "2026-10-03T12:00:00+00:00")


def test_work_counts_for_an_item_and_for_all_that_it_serves_each_commit_once() -> None:
    one, two = (
        Commit(oid, date=f"2026-01-0{n}T12:00:00+00:00", email=who) for oid, n, who in (("1", 1, "a"), ("2", 2, "A"))
    )
    work = PlanWork({"task.a": [one], "task.b": [one, two]}, lambda name: PARENTS.get(name, []))
    found = {name: ([commit.oid for commit in each.commits], each.people) for name, each in work.below().items()}
    assert found == {
        "task.a": (["1"], 1),
        "task.b": (["1", "2"], 1),
        "tactic.t": (["1", "2"], 1),
        "tactic.u": (["1", "2"], 1),
        "key_result.k": (["1", "2"], 1),
    }
    assert set(work.within(two.day, None).below()) == {"task.b", "tactic.t", "key_result.k", "tactic.u"}


def test_what_is_kept_of_work_reads_as_it_was_written() -> None:
    commits = [WorkCommit(Commit("1" * 40, ("2" * 40,), "d", "a", "Ä\udcff", "e\n", "s\x1b"), ("x", "y"))]
    (back,) = read_work(write_work(commits))
    assert back.named == ("x", "y")
    assert back.commit.oid == "1" * 40
    assert back.commit.subject == "s\x1b"


def test_the_review_says_which_goals_had_work_and_which_moved(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    worked(here)
    assert main(["history", "--period", "2026-H2", *DAY]) == 0
    out = capsys.readouterr().out
    section = out.partition("\nwork\n")[2].splitlines()[:2]
    assert sorted(map(str.split, section)) == sorted(
        [
            ["again", "no", "commit", "names", "it", "moved", "35", "→", "20"],
            ["days", "2", "commits", "by", "2", "people,", "last", "2", "Sep", "2026", "did", "not", "move"],
        ]
    )
    main(["history", "--period", "2026-H2", "--format", "markdown", *DAY])
    out = capsys.readouterr().out
    assert "| `days` | 2 commits by 2 people, last 2 Sep 2026 | did not move |\n" in out
    main(["history", "--period", "2026-H2", "--format", "html", *DAY])
    assert "<td>2 commits by 2 people, last 2 Sep 2026</td>" in capsys.readouterr().out
    main(["history", "--since", "2026-09-01", "--until", "2026-09-30", *DAY])
    assert "days   1 commit by 1 person, last 2 Sep 2026" in capsys.readouterr().out


def test_without_trailers_the_review_says_nothing_of_work(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "markdown", "html"):
        main(["history", "--period", "2026-H2", "--format", form, *DAY])
        assert "ork\n" not in capsys.readouterr().out.replace("network\n", "")
    main(["history", "days", "--format", "json", *DAY])
    assert "work" not in json.loads(capsys.readouterr().out)


def test_the_history_of_an_item_has_its_work_and_lists_it_when_asked(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    worked(here)
    main(["history", "days", *DAY])
    assert capsys.readouterr().out.endswith("\nwork\n  days  2 commits by 2 people, last 2 Sep 2026\n")
    main(["history", "days", "--work", *DAY])
    assert capsys.readouterr().out.splitlines()[-1].endswith("2 Sep 2026  two, Ben")
    main(["history", "days", "again", "--format", "json", "--work", *DAY])
    first, second = json.loads(capsys.readouterr().out)["work"]
    assert first == {"item": "key_result.again", "commits": 0, "people": 0, "last": None, "list": []}
    assert {key: second[key] for key in ("item", "commits", "people", "last")} == {
        "item": "key_result.days",
        "commits": 2,
        "people": 2,
        "last": "2026-09-02",
    }
    assert [one["subject"] for one in second["list"]] == ["one", "two"]
    assert main(["history", "--work", *DAY]) == 2


def test_a_later_run_reads_only_what_is_new_and_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, _ = grown(tmp_path / "grown")
    repository = Repository.open(here.repo.top)
    tips = here.repo.run("rev-list", "--first-parent", "HEAD").splitlines()
    for tip in (tips[20], tips[10], tips[15], tips[0]):
        kept = {one.commit.oid: one.named for one in work_record(repository, tip, "Plan-Item").commits}
        fresh = {one.commit.oid: one.named for one in work_record(repository, tip, "Plan-Item", keeps=False).commits}
        assert kept == fresh
    assert kept.keys() == here.named.keys()
    (file,) = (path for path in (here.repo.top / ".git" / "planlint" / "work").iterdir() if path.name.endswith(tips[0]))
    file.write_bytes(file.read_bytes()[:-9])
    again = {
        one.commit.oid: one.named for one in work_record(Repository.open(here.repo.top), tips[0], "Plan-Item").commits
    }
    assert again == fresh


def test_the_tree_shows_where_work_went_in_a_span_and_what_had_none(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    worked(here)
    assert main(["tree", "--work", "--tasks", "faster", *DAY]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [(row[0], " ".join(row[-2:])) for row in rows if row[-1] != "none"] == [
        ("faster", "2 commits"),
        ("days", "2 commits"),
        ("desk", "1 commit"),
        ("call-list", "1 commit"),
    ]
    assert [row[0] for row in rows if row[-1] == "none"] == ["again"]
    assert main(["tree", "faster", "--work", "--since", "2026-09-01", "--format", "json", *DAY]) == 0
    (root,) = json.loads(capsys.readouterr().out)["roots"]
    assert root["work"] == {"commits": 1, "people": 1, "last": "2026-09-02"}
    assert main(["tree", "--since", "2026-09-01", *DAY]) == 2
    assert main(["tree", "--work", "--format", "dot", *DAY]) == 2
