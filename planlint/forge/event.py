"""What a run in CI is about, read from the environment and the event of GitHub or GitLab; pure."""

import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from planlint.commit import short_id
from planlint.forge.incoming_comment import IssueComment, issue_comment_of
from planlint.forge.payload import at, number_at, text_at

Service = Literal["github", "gitlab", "none"]
Kind = Literal["change request", "merge queue", "push", "schedule", "other"]
Environment = Mapping[str, str]
Payload = Mapping[str, Any]

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_NUMBER = re.compile(r"[0-9]+")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_BRANCH = "refs/heads/"
_CHANGE_REQUESTS = frozenset(
    {"pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment"}
)
_OF_A_CHANGE = frozenset({"merge_request_event", "parent_pipeline"})  # child pipelines get their parent's variables
_PULL_REQUEST_REF = re.compile(r"refs/pull/([1-9][0-9]{0,17})/\w+")


class ChangeStart(NamedTuple):
    """Where a change may begin: a revision, how people call it, and whether the change left it or replaced it.

    A change that `replaced` it, a push, is compared with it as it is; one that left it, from the merge base. With
    `merges` it holds only where what is checked out is a merge of that commit.
    """

    rev: str
    name: str
    replaced: bool = False
    merges: str | None = None


class Event(NamedTuple):
    """What a run is about.

    `starts` are the places where the change may begin, the best first; where there are none, `because` says why nothing
    is compared. `left` are the places where a pushed branch may have left the default one. `incomplete` says that there
    should be one, and what kept it from being known. `head` is the commit that the service speaks of,
    where that is not simply what is checked out; `checkout` is the commit that the checkout has to hold, and with
    `must_contain` it has to be known that it does. `project` and `number` name the change request; `gone` is a
    branch that was deleted. `comment` is the one that a person has just written on an issue.
    """

    service: Service
    kind: Kind
    name: str
    starts: tuple[ChangeStart, ...] = ()
    because: str = ""
    incomplete: str = ""
    left: tuple[ChangeStart, ...] = ()
    head: str | None = None
    checkout: str | None = None
    must_contain: bool = False
    project: str | None = None
    number: int | None = None
    is_fork: bool = False
    gone: str | None = None
    comment: IssueComment | None = None


def event_of(environment: Environment, payload: Payload | None) -> Event:
    """Return what a run is about; `payload` is GitHub's event, None where it cannot be read."""
    if environment.get("GITHUB_ACTIONS") == "true":
        event = _github(environment, payload)
        return event._replace(checkout=event.head)
    if environment.get("GITLAB_CI") == "true":
        # Of a merge request this may be a merge, or what a train has squashed: the source's commit need not be in it.
        return _gitlab(environment)._replace(checkout=_matching(_ID, environment.get("CI_COMMIT_SHA")))
    return Event("none", "other", "a run outside GitHub and GitLab", because="no base is named")


def _github(environment: Environment, payload: Payload | None) -> Event:
    name = environment.get("GITHUB_EVENT_NAME") or "an unnamed event"
    project = _matching(_REPOSITORY, environment.get("GITHUB_REPOSITORY"))
    event = payload or {}
    if name in _CHANGE_REQUESTS:
        return _pull_request(environment, event, name, project)
    if name == "merge_group":
        base, ref = _id_at(event, "merge_group", "base_sha"), text_at(event, "merge_group", "base_ref")
        starts = _commit(base, _short(ref)) + _remote(_short(ref))
        return Event(
            "github",
            "merge queue",
            name,
            starts,
            incomplete="" if starts else _unreadable("the base of the merge group"),
            head=_id_at(event, "merge_group", "head_sha"),
            project=project,
        )
    if name == "push":
        return _github_push(environment, event, project)
    ref, default = environment.get("GITHUB_REF", ""), text_at(event, "repository", "default_branch")
    found = _no_change("github", name, _short(ref) if ref.startswith(_BRANCH) else "", default, project)
    return found._replace(comment=issue_comment_of(event) if name == "issue_comment" else None)


def _no_change(service: Service, name: str, branch: str, default: str | None, project: str | None) -> Event:
    """Return what a run is about that no change has started, somebody by hand or a clock.

    The newest status of a branch speaks for all of it: so one that is not the default one is compared all the same.
    """
    kind: Kind = "schedule" if name == "schedule" else "other"
    left = _left(branch, default) if branch else ()
    return Event(service, kind, name, left, "" if left else f"{name} is not a change", project=project)


def _pull_request(environment: Environment, event: Payload, name: str, project: str | None) -> Event:
    request = at(event, "pull_request")
    branch = text_at(request, "base", "ref") or environment.get("GITHUB_BASE_REF") or ""
    head = _id_at(request, "head", "sha")
    # GitHub checks a pull request out as merged: then the first parent is the base, as it is now.
    merged = [ChangeStart("HEAD^1", branch or "the base", merges=head)] if head else []
    starts = [*merged, *_commit(_id_at(request, "base", "sha"), branch), *_remote(branch)]
    ref = _PULL_REQUEST_REF.fullmatch(environment.get("GITHUB_REF", ""))
    source = text_at(request, "head", "repo", "full_name")
    return Event(
        "github",
        "change request",
        name,
        tuple(starts),
        incomplete="" if starts[len(merged) :] else _unreadable("the base of the pull request"),
        head=head,
        must_contain=name == "pull_request_target",
        project=project,
        number=number_at(request, "number") or (int(ref[1]) if ref else None),
        is_fork=bool(request) and source != text_at(request, "base", "repo", "full_name"),
    )


def _github_push(environment: Environment, event: Payload, project: str | None) -> Event:
    ref = text_at(event, "ref") or environment.get("GITHUB_REF", "")
    if event.get("deleted") is True:
        return Event("github", "push", "push", because="a branch was deleted", project=project, gone=_short(ref))
    if ref.startswith("refs/tags/"):
        return Event("github", "push", "push", because="a tag is not a change", project=project)
    before, default = text_at(event, "before"), text_at(event, "repository", "default_branch")
    push = Event("github", "push", "push", head=_id_at(event, "after"), project=project)
    return _pushed(push, before, _short(ref), default, forced=event.get("forced") is True)


def _gitlab(environment: Environment) -> Event:
    source = environment.get("CI_PIPELINE_SOURCE") or "an unnamed pipeline"
    project_id = _matching(_NUMBER, environment.get("CI_PROJECT_ID"))
    if source == "merge_request_event" or (source in _OF_A_CHANGE and environment.get("CI_MERGE_REQUEST_IID")):
        return _merge_request(environment, source)
    if source == "external_pull_request_event":
        asked = "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH"
        branch = environment.get(f"{asked}_NAME", "")
        begun = _commit(_matching(_ID, environment.get(f"{asked}_SHA")), branch) + _remote(branch)
        incomplete = "" if begun else "GitLab does not say where the pull request begins"
        return Event("gitlab", "other", source, begun, incomplete=incomplete, project=project_id)
    branch, default = environment.get("CI_COMMIT_BRANCH", ""), environment.get("CI_DEFAULT_BRANCH")
    if source == "push" and branch:
        push = Event("gitlab", "push", source, project=project_id)
        # Whether it was forced, GitLab does not say.
        return _pushed(push, environment.get("CI_COMMIT_BEFORE_SHA"), branch, default, forced=True)
    return _no_change("gitlab", source, branch, default, project_id)


def _merge_request(environment: Environment, source: str) -> Event:
    branch = environment.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "")
    ids = [environment.get(f"CI_MERGE_REQUEST_{name}_SHA") for name in ("TARGET_BRANCH", "DIFF_BASE")]
    begun = tuple(start for one in ids for start in _commit(_matching(_ID, one), branch)) + _remote(branch)
    in_queue = environment.get("CI_MERGE_REQUEST_EVENT_TYPE") == "merge_train"
    # The pipeline of a fork runs in the fork; its merge request is where it wants to be merged.
    project = environment.get("CI_MERGE_REQUEST_PROJECT_ID") or environment.get("CI_PROJECT_ID")
    return Event(
        "gitlab",
        "merge queue" if in_queue else "change request",
        source,
        begun,
        incomplete="" if begun else "GitLab does not say where the merge request begins",
        head=_matching(_ID, environment.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"))
        or _matching(_ID, environment.get("CI_COMMIT_SHA")),
        project=_matching(_NUMBER, project),
        number=_digits(environment.get("CI_MERGE_REQUEST_IID")),
        is_fork=environment.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", project) != project,
    )


def _pushed(event: Event, before: str | None, branch: str, default: str | None, *, forced: bool) -> Event:
    """Return a push with where it begins, why nothing is compared, or why it is not known where it begins."""
    if before is None or not _ID.fullmatch(before):
        return event._replace(incomplete=_unreadable("what the branch was before the push"))
    left = _left(branch, default)
    if before.strip("0"):
        # What a forced push threw away may be gone from the clone; a branch can then be seen from the default one.
        starts = (ChangeStart(before, f"{branch} before the push", True), *(left if forced else ()))
        return event._replace(starts=starts, left=left)
    if left:
        return event._replace(starts=left, left=left)
    if not default:
        missing = "what the default branch is, which a new branch is compared with"
        return event._replace(incomplete=_unreadable(missing))
    return event._replace(because="the branch is new and the first one")


def _left(branch: str, default: str | None) -> tuple[ChangeStart, ...]:
    """Return where a branch left the default one."""
    return _remote(default) if default and branch != default else ()


def _commit(oid: str | None, name: str) -> tuple[ChangeStart, ...]:
    return (ChangeStart(oid, name or short_id(oid)),) if oid else ()


def _remote(branch: str | None) -> tuple[ChangeStart, ...]:
    return (ChangeStart(f"refs/remotes/origin/{branch}", branch),) if branch else ()


def _unreadable(what: str) -> str:
    return f"the event does not say {what}"


def _short(ref: str | None) -> str:
    return (ref or "").removeprefix(_BRANCH)


def _id_at(value: Any, *keys: str) -> str | None:
    return _matching(_ID, text_at(value, *keys))


def _matching(pattern: re.Pattern[str], text: str | None) -> str | None:
    return text if text and pattern.fullmatch(text) else None


def _digits(text: str | None) -> int | None:
    return int(text) or None if text and _NUMBER.fullmatch(text) and len(text) < 19 else None
