"""Keeps one text up to date where a service shows texts to people: a comment on a change request, or an issue."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from planlint.forge.client import Client, ForgeError, Method

Done = Literal["created", "updated", "unchanged", "nothing"]

_A_PAGE = 100
_MOST_PAGES = 50
_WITH_RIGHTS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


@dataclass(frozen=True, slots=True)
class Board:
    """Where texts of one sort are: the path of their list, the path of one by its id, and how their parts are called.

    `is_ours` tells from an entry whether whoever wrote it could have been this program, so that a text in which a
    stranger put our mark is left alone.
    """

    entries: str
    entry: Callable[[int], str]
    method: Method
    id_key: str
    text_key: str
    query: Mapping[str, str] = field(default_factory=dict)
    is_ours: Callable[[Mapping[str, Any]], bool] = lambda entry: True


class Kept(NamedTuple):
    """What became of a text: what was done, and its address, where the service tells it."""

    done: Done
    url: str | None = None


class _Found(NamedTuple):
    id: int
    text: str
    url: str | None


def github_comments(repository: str, number: int) -> Board:
    """Return the comments on a pull request."""
    return Board(
        f"/repos/{repository}/issues/{number}/comments",
        lambda entry: f"/repos/{repository}/issues/comments/{entry}",
        "PATCH",
        "id",
        "body",
        is_ours=_by_somebody_with_rights,
    )


def github_issues(repository: str) -> Board:
    """Return the open issues of a repository; pull requests, which are listed among them, do not count."""
    return Board(
        f"/repos/{repository}/issues",
        lambda entry: f"/repos/{repository}/issues/{entry}",
        "PATCH",
        "number",
        "body",
        {"state": "open"},
        lambda entry: "pull_request" not in entry and _by_somebody_with_rights(entry),
    )


def gitlab_notes(project: str, number: int, own_id: int) -> Board:
    """Return the comments on a merge request; only those of the user with `own_id` can be ours."""
    path = f"/projects/{quote(project, safe='')}/merge_requests/{number}/notes"
    return Board(
        path, lambda entry: f"{path}/{entry}", "PUT", "id", "body", {"sort": "asc"}, lambda entry: _by(entry, own_id)
    )


def gitlab_issues(project: str, own_id: int) -> Board:
    """Return the open issues of a project; only those of the user with `own_id` can be ours."""
    path = f"/projects/{quote(project, safe='')}/issues"
    return Board(
        path,
        lambda entry: f"{path}/{entry}",
        "PUT",
        "iid",
        "description",
        {"state": "opened"},
        lambda entry: _by(entry, own_id),
    )


def keep(client: Client, board: Board, mark: str, text: str, *, make: bool, title: str | None = None) -> Kept:
    """Put a text in place of the one that begins with the mark; where there is none, `make` says whether to make it.

    `text` begins with the mark. One that was deleted or locked meanwhile is made anew. `ForgeError` where the service
    cannot be asked, or does not let this be done.
    """
    found = _find(client, board, mark)
    body = {board.text_key: text, **({"title": title} if title else {})}
    if found is not None:
        if _same(found.text, text):
            return Kept("unchanged", found.url)
        try:
            return Kept("updated", _url(client.ask(board.method, board.entry(found.id), body=body)) or found.url)
        except ForgeError as error:
            if error.status not in (404, 410):
                raise
    if not make:
        return Kept("nothing")
    return Kept("created", _url(client.ask("POST", board.entries, body=body)))


def _find(client: Client, board: Board, mark: str) -> _Found | None:
    for entry in _entries(client, board):
        text, entry_id = entry.get(board.text_key), entry.get(board.id_key)
        if isinstance(text, str) and text.startswith(mark) and type(entry_id) is int and board.is_ours(entry):
            return _Found(entry_id, text, _url(entry))
    return None


def _entries(client: Client, board: Board) -> Iterator[Mapping[str, Any]]:
    """Yield what is there, page by page; `ForgeError` where there is more than anybody would look through."""
    for page in range(1, _MOST_PAGES + 1):
        answer = client.ask("GET", board.entries, {**board.query, "per_page": str(_A_PAGE), "page": str(page)})
        if not isinstance(answer, list):
            raise ForgeError("the service lists nothing that can be understood")
        yield from (entry for entry in answer if isinstance(entry, dict))
        if len(answer) < _A_PAGE:
            return
    raise ForgeError(f"there are more than {_MOST_PAGES * _A_PAGE:,} entries to look through")


def _by_somebody_with_rights(entry: Mapping[str, Any]) -> bool:
    user = entry.get("user")
    is_bot = isinstance(user, dict) and user.get("type") == "Bot"
    return is_bot or entry.get("author_association") in _WITH_RIGHTS


def _by(entry: Mapping[str, Any], own_id: int) -> bool:
    author = entry.get("author")
    return isinstance(author, dict) and author.get("id") == own_id


def _url(entry: Any) -> str | None:
    url = (entry.get("html_url") or entry.get("web_url")) if isinstance(entry, dict) else None
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) and url.isprintable() else None


def _same(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.strip()
