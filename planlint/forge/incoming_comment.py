"""A new comment on an issue: who wrote it, what it says, and whether its author may write to the repository."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from planlint.forge.client import Client, ForgeError
from planlint.forge.payload import BELONG_HERE, at, number_at, text_at

_MAY_WRITE = frozenset({"admin", "write"})  # GitHub counts `maintain` as the latter, `triage` as reading
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?")
_BRANCH = re.compile(r"[\w./+@-]+")


class IssueComment(NamedTuple):
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
    text, login = at(payload, "comment", "body"), text_at(payload, "comment", "user", "login") or ""
    branch = text_at(payload, "repository", "default_branch") or ""
    comment, user = number_at(payload, "comment", "id"), number_at(payload, "comment", "user", "id")
    issue = number_at(payload, "issue", "number")
    is_new = at(payload, "action") == "created" and at(payload, "comment", "user", "type") == "User"
    if not is_new or at(payload, "issue", "pull_request") is not None or not isinstance(text, str):
        return None
    if comment is None or user is None or issue is None or not _LOGIN.fullmatch(login) or not _BRANCH.fullmatch(branch):
        return None
    return IssueComment(
        id=comment,
        text=text,
        url=text_at(payload, "comment", "html_url") or "",
        login=login,
        user=user,
        is_known_here=at(payload, "comment", "author_association") in BELONG_HERE,
        issue=issue,
        issue_text=text_at(payload, "issue", "body") or "",
        branch=branch,
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
    return at(answer, "user", "id") == comment.user and at(answer, "permission") in _MAY_WRITE


def answer(client: Client, project: str, comment: IssueComment, text: str) -> None:
    """Write a comment below the one that asked."""
    client.ask("POST", f"/repos/{project}/issues/{comment.issue}/comments", body={"body": text})
