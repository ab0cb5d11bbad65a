"""What a run in CI is about: the documented events of GitHub and GitLab, and whatever else may stand in their place."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.forge.event import ChangeStart, Event, event_of

A, B, C = "a" * 40, "b" * 40, "c" * 40
NONE = "0" * 40
GITHUB = {"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "org/plans"}
GITLAB = {"GITLAB_CI": "true", "CI_PROJECT_ID": "42", "CI_DEFAULT_BRANCH": "main"}


def github(name: str, payload: Any, **more: str) -> Event:
    return event_of({**GITHUB, "GITHUB_EVENT_NAME": name, **more}, payload)


def pull_request(**more: Any) -> dict[str, Any]:
    repo = {"full_name": "org/plans"}
    head = {"sha": B, "ref": "side", "repo": repo}
    return {"pull_request": {"number": 5, "base": {"ref": "main", "sha": A, "repo": repo}, "head": head, **more}}


def push(**more: Any) -> dict[str, Any]:
    return {"ref": "refs/heads/side", "before": A, "repository": {"default_branch": "main"}, **more}


MERGED = ChangeStart("HEAD^1", "main", merges=B)
MAIN = ChangeStart("refs/remotes/origin/main", "main")


def test_a_pull_request() -> None:
    assert github("pull_request", pull_request()) == Event(
        "github",
        "change request",
        "pull_request",
        (MERGED, ChangeStart(A, "main"), MAIN),
        head=B,
        checkout=B,
        project="org/plans",
        number=5,
    )


def test_a_pull_request_from_a_fork_and_from_one_that_is_gone() -> None:
    for repo in ({"full_name": "mallory/plans"}, None):
        assert github("pull_request", pull_request(head={"sha": B, "repo": repo})).is_fork


def test_pull_request_target_has_to_hold_the_change() -> None:
    assert github("pull_request_target", pull_request()).must_contain


def test_a_comment_in_a_review_is_about_its_pull_request() -> None:
    assert github("pull_request_review_comment", pull_request()).starts == github("pull_request", pull_request()).starts


def test_a_pull_request_without_its_event() -> None:
    event = github("pull_request", None, GITHUB_BASE_REF="main", GITHUB_REF="refs/pull/12/merge")
    assert (event.starts, event.number, event.incomplete) == ((MAIN,), 12, "")
    assert github("pull_request", None).incomplete == "the event does not say the base of the pull request"


def test_a_merge_queue() -> None:
    group = {"base_sha": A, "base_ref": "refs/heads/main", "head_sha": B, "head_ref": "refs/heads/gh-readonly-queue/x"}
    event = github("merge_group", {"merge_group": group})
    starts = (ChangeStart(A, "main"), MAIN)
    assert event == Event("github", "merge queue", "merge_group", starts, head=B, checkout=B, project="org/plans")
    assert github("merge_group", {}).incomplete


def test_a_branch_that_is_pushed_is_compared_with_where_it_left_the_default_one_as_well() -> None:
    assert github("push", push()).left == (MAIN,)
    assert github("push", push(ref="refs/heads/main")).left == ()
    variables = {**GITLAB, "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BEFORE_SHA": A, "CI_DEFAULT_BRANCH": "main"}
    assert event_of({**variables, "CI_COMMIT_BRANCH": "side"}, None).left == (MAIN,)
    assert event_of({**variables, "CI_COMMIT_BRANCH": "main"}, None).left == ()


@pytest.mark.parametrize(
    ("payload", "starts", "because", "incomplete"),
    [
        (push(), (ChangeStart(A, "side before the push", True),), "", ""),
        (push(forced=True), (ChangeStart(A, "side before the push", True), MAIN), "", ""),
        (push(before=NONE, created=True), (MAIN,), "", ""),
        (push(before=NONE, ref="refs/heads/main"), (), "the branch is new and the first one", ""),
        (push(ref="refs/tags/v1", before=NONE), (), "a tag is not a change", ""),
        (push(before=7), (), "", "the event does not say what the branch was before the push"),
        (push(before="--exec=x"), (), "", "the event does not say what the branch was before the push"),
        (None, (), "", "the event does not say what the branch was before the push"),
    ],
)
def test_a_push(payload: Any, starts: tuple[ChangeStart, ...], because: str, incomplete: str) -> None:
    event = github("push", payload)
    assert (event.starts, event.because, event.incomplete) == (starts, because, incomplete)


def test_a_new_branch_is_not_taken_for_the_first_one_where_the_default_one_is_not_known() -> None:
    event = github("push", push(before=NONE, repository={}))
    assert (event.starts, event.because) == ((), "")
    assert event.incomplete == "the event does not say what the default branch is, which a new branch is compared with"


def test_a_push_without_its_event_is_incomplete() -> None:
    assert github("push", None, GITHUB_REF="refs/heads/main").incomplete


def test_a_branch_that_was_deleted() -> None:
    assert github("push", push(deleted=True, after=NONE)).gone == "side"


@pytest.mark.parametrize(
    ("name", "kind"), [("schedule", "schedule"), ("workflow_dispatch", "other"), ("release", "other")]
)
def test_what_is_no_change(name: str, kind: str) -> None:
    assert github(name, {}) == Event("github", kind, name, because=f"{name} is not a change", project="org/plans")


@pytest.mark.parametrize("name", ["workflow_dispatch", "schedule", "create"])
def test_a_run_that_somebody_starts_on_a_branch_answers_for_the_branch(name: str) -> None:
    repository = {"repository": {"default_branch": "main"}}
    assert github(name, repository, GITHUB_REF="refs/heads/side").starts == (MAIN,)
    for ref in ("refs/heads/main", "refs/tags/v1"):
        assert github(name, repository, GITHUB_REF=ref).because == f"{name} is not a change"
    variables = {**GITLAB, "CI_DEFAULT_BRANCH": "main"}
    for source in ("web", "schedule", "api", "parent_pipeline"):
        variables["CI_PIPELINE_SOURCE"] = source
        assert event_of({**variables, "CI_COMMIT_BRANCH": "side"}, None).starts == (MAIN,)
        assert event_of({**variables, "CI_COMMIT_BRANCH": "main"}, None).because == f"{source} is not a change"
        assert event_of({**variables, "CI_COMMIT_TAG": "v1"}, None).because == f"{source} is not a change"


def test_a_merge_request() -> None:
    variables = {
        **GITLAB,
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_IID": "9",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": A,
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "42",
        "CI_COMMIT_SHA": B,
    }
    event = event_of(variables, None)
    assert event == Event(
        "gitlab",
        "change request",
        "merge_request_event",
        (ChangeStart(A, "main"), MAIN),
        head=B,
        checkout=B,
        project="42",
        number=9,
    )
    merged = {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA": C, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": B, "CI_COMMIT_SHA": A}
    assert event_of({**variables, **merged}, None).starts[0] == ChangeStart(C, "main")
    assert event_of({**variables, **merged}, None).checkout == A  # the merge, not the source
    assert event_of({**variables, "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "43"}, None).is_fork
    forked = event_of({**variables, "CI_PROJECT_ID": "43", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "43"}, None)
    assert (forked.project, forked.is_fork) == ("43", False)  # before GitLab named the project of the merge request
    forked = event_of({**variables, "CI_PROJECT_ID": "43", "CI_MERGE_REQUEST_PROJECT_ID": "11"}, None)
    assert (forked.project, forked.is_fork) == ("11", True)
    child = event_of({**variables, "CI_PIPELINE_SOURCE": "parent_pipeline"}, None)
    assert (child.kind, child.number, child.starts) == ("change request", 9, event.starts)
    assert event_of({**variables, "CI_MERGE_REQUEST_EVENT_TYPE": "merge_train"}, None).kind == "merge queue"
    assert event_of({**GITLAB, "CI_PIPELINE_SOURCE": "merge_request_event"}, None).incomplete


def test_other_pipelines_of_gitlab() -> None:
    pushed = {**GITLAB, "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "side", "CI_COMMIT_BEFORE_SHA": A}
    assert event_of(pushed, None).starts == (ChangeStart(A, "side before the push", True), MAIN)
    assert event_of({**pushed, "CI_COMMIT_BEFORE_SHA": NONE}, None).starts == (MAIN,)
    assert event_of({**GITLAB, "CI_PIPELINE_SOURCE": "schedule"}, None).kind == "schedule"
    assert event_of({**GITLAB, "CI_PIPELINE_SOURCE": "web"}, None).because == "web is not a change"
    assert (
        event_of({**GITLAB, "CI_PIPELINE_SOURCE": "parent_pipeline"}, None).because == "parent_pipeline is not a change"
    )
    elsewhere = {**GITLAB, "CI_PIPELINE_SOURCE": "external_pull_request_event"}
    assert event_of(elsewhere, None).incomplete == "GitLab does not say where the pull request begins"
    target = {f"CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_{name}": value for name, value in (("NAME", "main"), ("SHA", A))}
    assert event_of({**elsewhere, **target}, None).starts == (ChangeStart(A, "main"), MAIN)


def test_anywhere_else() -> None:
    assert event_of({}, None) == Event("none", "other", "a run outside GitHub and GitLab", because="no base is named")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from([A, B, NONE, "refs/heads/x"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["pull_request", "base", "head", "sha", "ref", "repo", "full_name", "number", "merge_group"]
            )
            | st.sampled_from(["base_sha", "before", "repository", "default_branch", "forced", "deleted"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)  # a busy machine is no fault of an event
@given(
    st.sampled_from(["pull_request", "pull_request_target", "push", "merge_group", "schedule", ""]),
    st.dictionaries(st.sampled_from(["pull_request", "merge_group", "before", "ref", "repository"]), VALUES),
)
def test_no_event_breaks_it_and_only_ids_and_branches_come_out(name: str, payload: dict[str, Any]) -> None:
    event = github(name, payload)
    assert event.starts or event.because or event.incomplete or event.gone is not None
    for start in event.starts:
        assert start.rev == "HEAD^1" or start.rev.startswith("refs/remotes/origin/") or len(start.rev) in (40, 64)
