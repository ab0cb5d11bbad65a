"""Which client and which board a run has: the service's address, the token, the way through a proxy."""

import re
from typing import Literal
from urllib.parse import urlsplit

from planlint.forge.client import Client, ForgeError
from planlint.forge.comment_or_issue import Board, github_board, gitlab_board
from planlint.forge.event import Environment, Event
from planlint.forge.payload import at, number_at

Sort = Literal["comment", "issue"]

TOKENS = {"github": ("GITHUB_TOKEN", "GH_TOKEN"), "gitlab": ("GITLAB_TOKEN",), "none": ()}
"""The variables that a token may stand in, by service."""


def client_of(event: Event, environment: Environment) -> Client | None:
    """Return the way to the service's API, None where there is no token; `ForgeError` where it cannot be used."""
    token = next((found for name in TOKENS[event.service] if (found := environment.get(name, "").strip())), None)
    if token is None:
        return None
    if not token.isascii() or not token.isprintable() or " " in token:
        raise ForgeError("the token is not valid: it has characters that no token has")
    if event.service == "github":
        address = environment.get("GITHUB_API_URL") or "https://api.github.com"
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
    else:
        address = environment.get("CI_API_V4_URL", "")
        headers = {"Private-Token": token}
    if not re.fullmatch(r"https?://[^\s?#]+", address):
        raise ForgeError("the address of the service's API is not set")
    return Client(address, headers, _proxy(address))


def board_of(event: Event, client: Client, sort: Sort) -> Board | None:
    """Return where comments on the change request of an event are, or issues; None where there is no such place."""
    if event.project is None or (sort == "comment" and event.number is None):
        return None
    number = event.number if sort == "comment" else None
    if event.service == "github":
        return github_board(event.project, number)
    own_id = number_at(client.ask("GET", "/user"), "id")
    if own_id is None:
        raise ForgeError("the service does not say who the token belongs to")
    return gitlab_board(event.project, number, own_id)


def comes_after(client: Client, event: Event, earlier: str, later: str) -> bool:
    """Whether one commit comes after another, as far as the service tells."""
    try:
        if event.service == "github":
            answer = client.ask("GET", f"/repos/{event.project}/compare/{earlier}...{later}", {"per_page": "1"})
            return bool(at(answer, "status") == "ahead")
        refs = f"refs[]={earlier}&refs[]={later}"
        answer = client.ask("GET", f"/projects/{event.project}/repository/merge_base?{refs}")
        return bool(at(answer, "id") == earlier)
    except ForgeError:
        return False


def _proxy(address: str) -> str | None:
    """Return the proxy that the environment, or the system, names for an address: urllib3 leaves that to its caller."""
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(address)
    if proxy_bypass(parts.hostname or ""):
        return None
    proxies = getproxies()
    found = proxies.get(parts.scheme) or proxies.get("all")
    return f"http://{found}" if found and "://" not in found else found
