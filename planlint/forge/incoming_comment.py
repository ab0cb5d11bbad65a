"""A new comment on an issue: who wrote it, what it says, and whether its author may write to the repository."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from planlint.forge.client import Client, ForgeError

_MAY_WRITE = frozenset({"admin", "write"})  # GitHub counts `maintain` as the latter, `triage` as reading
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?")
_BRANCH = re.compile(r"[\w./+@-]+")
_KNOWN_HERE = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


@dataclass(frozen=True, slots=True)
class IssueComment:
    """A comment as it was when it was written, on an issue with a number and a text.

    `login` and `user` name its author. `is_known_here` says that the author has to do with the repository, not that the
    author may write to it. `branch` is the default branch.
    """

    id: int
    text: str
    url: str
    login: str
    user: int
    is_known_here: bool
    issue: int
    issue_text: str
    branch: str


def issue_comment_of(payload: Mapping[str, Any]) -> IssueComment | None:
    """Return the comment that a person has just written on an issue.

    None where it was edited or deleted, stands on a pull request, or is a program's, and for an event of another form.
    """
    comment, issue, repository = (_table(payload, name) for name in ("comment", "issue", "repository"))
    user = _table(comment, "user")
    if payload.get("action") != "created" or "pull_request" in issue or user.get("type") != "User":
        return None
    texts = comment.get("body"), user.get("login"), repository.get("default_branch")
    numbers = comment.get("id"), user.get("id"), issue.get("number")
    if not all(isinstance(one, str) for one in texts) or not all(type(one) is int and one > 0 for one in numbers):
        return None
    (text, login, branch), (comment_id, user_id, number) = texts, numbers
    if not _LOGIN.fullmatch(str(login)) or not _BRANCH.fullmatch(str(branch)):
        return None
    url, said = comment.get("html_url"), issue.get("body")
    return IssueComment(
        id=int(comment_id or 0),
        text=str(text),
        url=url if isinstance(url, str) else "",
        login=str(login),
        user=int(user_id or 0),
        is_known_here=comment.get("author_association") in _KNOWN_HERE,
        issue=int(number or 0),
        issue_text=said if isinstance(said, str) else "",
        branch=str(branch),
    )


def may_write(client: Client, project: str, comment: IssueComment) -> bool:
    """Whether the service says now that the author of a comment may write to a repository."""
    try:
        answer = client.ask("GET", f"/repos/{project}/collaborators/{quote(comment.login, safe='')}/permission")
    except ForgeError as error:
        if error.status == 404:
            return False
        raise
    # A login may have gone over to somebody else since.
    is_same = isinstance(answer, dict) and _table(answer, "user").get("id") == comment.user
    return is_same and answer.get("permission") in _MAY_WRITE


def answer(client: Client, project: str, comment: IssueComment, text: str) -> None:
    """Write a comment below the one that asked."""
    client.ask("POST", f"/repos/{project}/issues/{comment.issue}/comments", body={"body": text})


def _table(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}
