"""Puts a comment or an issue where people see it; that it cannot be done is told, and never an error."""

import hashlib
from typing import NamedTuple

from planlint.forge.board import keep
from planlint.forge.client import ForgeError
from planlint.forge.event import Event
from planlint.forge.runner import environment
from planlint.forge.service import TOKENS, Sort, board_of, client_of

_DONE = {"created": "written", "updated": "brought up to date", "unchanged": "up to date already"}
_RIGHTS = {"comment": "pull-requests: write", "issue": "issues: write"}


class Posted(NamedTuple):
    """What became of a text: its address, where there is one, and a sentence, empty where nothing is to be said.

    `text` is there where it belongs into the job summary as well.
    """

    url: str = ""
    said: str = ""
    text: str = ""


def post(event: Event, sort: Sort, plan: str, text: str, *, make: bool, title: str | None = None) -> Posted:
    """Keep a comment or an issue of a plan up to date; `plan` tells several plans of one repository apart.

    Without `make` only one that is there already is changed. Never raises because of the service.
    """
    mark = f"<!-- planlint-{sort}:{hashlib.sha256(plan.encode('utf-8', 'backslashreplace')).hexdigest()[:16]} -->"
    try:
        client = client_of(event, environment())
        if client is None:
            return Posted(said=_without_token(event, sort) if make else "")
        board = board_of(event, client, sort)
        if board is None:
            return Posted(said=f"no {sort}: {event.name} does not say where it would belong" if make else "")
        kept = keep(client, board, mark, f"{mark}\n{text}", make=make, title=title)
    except ForgeError as error:
        return Posted(
            said=f"the {sort} could not be written: {error.message}{_advice(event, sort, error.status, error.message)}"
        )
    except Exception as error:
        # Whatever it is, a status check that has its result must not fail for want of a comment.
        return Posted(said=f"the {sort} could not be written: {type(error).__name__}: {error}")
    if kept.done == "nothing":
        return Posted()
    return Posted(kept.url or "", f"the {sort} is {_DONE[kept.done]}")


def _without_token(event: Event, sort: Sort) -> str:
    names = TOKENS[event.service]
    return f"no {sort}: there is no token in {names[0]}" if names else ""


def _advice(event: Event, sort: Sort, status: int | None, said: str) -> str:
    """Return the way out where the token lacks a right: GitHub says "Resource not accessible by …" then."""
    if status != 403 or event.service != "github":
        return ""
    if event.is_fork:
        return "; a pull request from a fork may only read, so look into the job summary"
    return f"; give the job `permissions: {_RIGHTS[sort]}`" if "not accessible" in said else ""
