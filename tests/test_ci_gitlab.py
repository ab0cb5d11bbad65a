"""`planlint ci` in a pipeline of GitLab."""

import json
from pathlib import Path

import pytest

from tests.support.bench import GOOD, LATELY, NEXT, WEAKER, Bench, change, shallow
from tests.support.forge_server import Forge, Reply


def test_a_merge_request(bench: Bench, gitlab: Forge) -> None:
    change(bench, GOOD, WEAKER)
    bench.set(
        CI_PIPELINE_SOURCE="merge_request_event",
        CI_MERGE_REQUEST_IID="9",
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
        CI_MERGE_REQUEST_DIFF_BASE_SHA=bench.repo.run("rev-parse", "main"),
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID="42",
    )
    out, said = bench.run("--format", "gitlab", "-o", "quality.json", status=1)
    assert "error PL801 target-weakened" in out
    assert json.loads(Path("quality.json").read_text())[0]["check_name"]
    assert said.endswith("the comment is written\n")
    notes = "/api/v4/projects/42/merge_requests/9/notes"
    assert gitlab.asked == [("GET", "/api/v4/user"), ("GET", notes), ("POST", notes), ("GET", notes)]
    assert gitlab.headers[0]["private-token"] == "t0ken"
    assert "https://gitlab.example/org/plans/-/blob/" in gitlab.entries[0]["body"]
    bench.repo.commit({"plan.toml": NEXT})
    bench.run()
    assert gitlab.asked[-1] == ("PUT", f"{notes}/1")
    gitlab.entries[0]["author"] = {"id": 8}  # somebody else has copied it
    bench.run()
    assert len(gitlab.entries) == 2


def test_a_scheduled_pipeline(bench: Bench, gitlab: Forge) -> None:
    bench.repo.commit({"plan.toml": GOOD}, when="2026-07-03T12:00:00+00:00")
    bench.set(CI_PIPELINE_SOURCE="schedule")
    bench.run()
    assert ("POST", "/api/v4/projects/42/issues") in gitlab.asked
    assert "1 of 2 open key results" in gitlab.bodies[-1]["description"]
    gitlab.instead = lambda method, path: Reply(200, {}) if path.endswith("/user") else None
    _, said = bench.run()
    assert "the service does not say who the token belongs to" in said


def test_gitlab_says_how_to_clone_deeper(bench: Bench, gitlab: Forge) -> None:
    bench.repo.commit({"plan.toml": GOOD})
    bench.repo.commit({"plan.toml": NEXT})
    bench.set(CI_PIPELINE_SOURCE="push", CI_COMMIT_BRANCH="main", CI_COMMIT_BEFORE_SHA="f" * 40)
    shallow(bench, 1)
    _, said = bench.run(status=2)
    assert '  help: set the variable GIT_DEPTH: "0"\n' in said


def test_a_train_of_gitlab_holds_what_was_squashed(bench: Bench, gitlab: Forge) -> None:
    change(bench, GOOD, NEXT)
    side = bench.repo.run("rev-parse", "HEAD")
    bench.repo.run("switch", "-q", "main")
    main_tip = bench.repo.commit({"README.md": "x"}, when=LATELY)
    bench.repo.run("switch", "-q", "--detach")
    train = bench.repo.commit({"plan.toml": NEXT}, when=LATELY)
    bench.set(
        CI_PIPELINE_SOURCE="merge_request_event",
        CI_MERGE_REQUEST_IID="9",
        CI_MERGE_REQUEST_EVENT_TYPE="merge_train",
        CI_MERGE_REQUEST_TARGET_BRANCH_SHA=main_tip,
        CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=side,
        CI_COMMIT_SHA=train,
    )
    assert "1 item changed" in bench.run()[1]


@pytest.mark.parametrize("source", ["merge_request_event", "push"])
def test_on_gitlab_the_checkout_is_held_against_the_pipelines_commit(bench: Bench, gitlab: Forge, source: str) -> None:
    change(bench, GOOD, WEAKER)
    head, base = bench.repo.run("rev-parse", "HEAD"), bench.repo.run("rev-parse", "main")
    bench.repo.run("update-ref", "refs/remotes/origin/main", base)
    bench.set(
        CI_PIPELINE_SOURCE=source,
        CI_COMMIT_BRANCH="side",
        CI_COMMIT_BEFORE_SHA=base,
        CI_DEFAULT_BRANCH="main",
        CI_MERGE_REQUEST_IID="9",
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
        CI_MERGE_REQUEST_DIFF_BASE_SHA=base,
        CI_COMMIT_SHA=head,
    )
    bench.run("--comment", "never", status=1)
    bench.repo.run("switch", "-q", "main")
    _, said = bench.run("--comment", "never", status=2)
    assert f"what is checked out is not the change that {source} is about" in said
    _, said = bench.run("--comment", "never", "--base", "main", status=2)
