"""Keeps one text up to date where a service shows texts to people: a comment on a change request, or an issue."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from planlint.forge.client import Client, ForgeError, Method
from planlint.forge.payload import BELONG_HERE, at, text_at

Done = Literal["created", "updated", "unchanged", "left", "nothing"]

_A_PAGE = 100
_MOST_PAGES = 50


class Board(NamedTuple):
    """Where texts of one sort are: the path of their list, the folder of each by its id, what their parts are called.

    `is_ours` tells from an entry whether whoever wrote it could have been this program, so that a text in which a
    stranger put our mark is left alone. `closing` is what takes one away that cannot be deleted.
    """

    entries: str
    folder: str
    method: Method
    id_key: str
    text_key: str
    is_ours: Callable[[Mapping[str, Any]], bool]
    query: Mapping[str, str] = MappingProxyType({})
    closing: Mapping[str, str] | None = None

    def entry(self, entry_id: int) -> str:
        """Return the path of one entry."""
        return f"{self.folder}/{entry_id}"


class KeptText(NamedTuple):
    """What became of a text: what was done, and its address, where the service tells it."""

    done: Done
    url: str | None = None


class _Found(NamedTuple):
    id: int
    text: str
    url: str | None


def github_board(repository: str, number: int | None) -> Board:
    """Return the comments on a pull request, or without its number the open issues of a repository."""
    path = f"/repos/{repository}/issues"
    if number is None:
        return Board(path, path, "PATCH", "number", "body", _is_our_issue, {"state": "open"}, {"state": "closed"})
    return Board(f"{path}/{number}/comments", f"{path}/comments", "PATCH", "id", "body", _is_by_somebody_with_rights)


def gitlab_board(project: str, number: int | None, own_id: int) -> Board:
    """Return the comments on a merge request, or without its number the open issues of a project.

    Only those of the user with `own_id` can be ours.
    """

    def is_ours(entry: Mapping[str, Any]) -> bool:
        return bool(at(entry, "author", "id") == own_id)

    path = f"/projects/{quote(project, safe='')}/" + ("issues" if number is None else f"merge_requests/{number}/notes")
    if number is None:
        return Board(path, path, "PUT", "iid", "description", is_ours, {"state": "opened"}, {"state_event": "close"})
    return Board(path, path, "PUT", "id", "body", is_ours, {"sort": "asc"})


def keep(
    client: Client,
    board: Board,
    mark: str,
    text: str,
    *,
    make: bool,
    title: str | None = None,
    is_later: Callable[[str], bool] = lambda text: False,
) -> KeptText:
    """Put a text in place of the one that begins with the mark; where there is none, `make` says whether to make it.

    `text` begins with the mark. One that was deleted or locked meanwhile is made anew. One of a later run (`is_later`
    tells by its text) is left alone. Of several, which runs have made at once, the oldest stays. `ForgeError` where
    the service cannot be asked, or does not let this be done.
    """
    found = _find(client, board, mark)
    made = None
    if not found:
        if not make:
            return KeptText("nothing")
        made = _make(client, board, text, title)
        found = _find(client, board, mark)
        if len(found) < 2:
            return made
    if any(is_later(one.text) for one in found):
        return KeptText("left", found[0].url)
    oldest, *others = found
    kept = _put(client, board, oldest, text, title)
    for one in others:
        with _unless_gone():
            client.ask(board.method if board.closing else "DELETE", board.entry(one.id), body=board.closing)
    if kept is not None:
        return kept if made is None else made
    return _make(client, board, text, title) if make else KeptText("nothing")


def _make(client: Client, board: Board, text: str, title: str | None) -> KeptText:
    return KeptText("created", address_of(client.ask("POST", board.entries, body=_body(board, text, title))))


def _body(board: Board, text: str, title: str | None) -> dict[str, str]:
    return {board.text_key: text, **({"title": title} if title else {})}


def _put(client: Client, board: Board, found: _Found, text: str, title: str | None) -> KeptText | None:
    """Put a text in place of what was found; None where that is gone."""
    if found.text.replace("\r\n", "\n").strip() == text.strip():
        return KeptText("unchanged", found.url)
    with _unless_gone():
        answer = client.ask(board.method, board.entry(found.id), body=_body(board, text, title))
        return KeptText("updated", address_of(answer) or found.url)
    return None


@contextmanager
def _unless_gone() -> Iterator[None]:
    """Leave off where the service says that what is meant is gone: another run may have taken it away."""
    try:
        yield
    except ForgeError as error:
        if error.status not in (404, 410):
            raise


def _find(client: Client, board: Board, mark: str) -> list[_Found]:
    """Return the texts that begin with a mark, the oldest first."""
    found = []
    for entry in _entries(client, board):
        text, entry_id = entry.get(board.text_key), entry.get(board.id_key)
        if isinstance(text, str) and text.startswith(mark) and type(entry_id) is int and board.is_ours(entry):
            found.append(_Found(entry_id, text, address_of(entry)))
    return sorted(found, key=lambda one: one.id)


def _entries(client: Client, board: Board) -> Iterator[Mapping[str, Any]]:
    """Yield what is there, page by page; `ForgeError` where there is more than anybody would look through."""
    for page in range(1, _MOST_PAGES + 1):
        answer = client.ask("GET", board.entries, {**board.query, "per_page": str(_A_PAGE), "page": str(page)})
        if not isinstance(answer, list):
            raise ForgeError("the service's list has an unknown form")
        yield from (entry for entry in answer if isinstance(entry, dict))
        if len(answer) < _A_PAGE:
            return
    raise ForgeError(f"there are more than {_MOST_PAGES * _A_PAGE:,} entries")


def _is_by_somebody_with_rights(entry: Mapping[str, Any]) -> bool:
    return at(entry, "user", "type") == "Bot" or entry.get("author_association") in BELONG_HERE


def _is_our_issue(entry: Mapping[str, Any]) -> bool:
    """Whether an entry among the issues may be ours; pull requests are listed among them."""
    return "pull_request" not in entry and _is_by_somebody_with_rights(entry)


def address_of(entry: Any) -> str | None:
    """Return the address that people open what the service has made at, where it tells one."""
    url = text_at(entry, "html_url") or text_at(entry, "web_url")
    return url if url and url.startswith(("https://", "http://")) and url.isprintable() else None
