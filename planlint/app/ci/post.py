"""Puts a comment or an issue where people see it; that it cannot be done is told, and never an error."""

import hashlib
import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from planlint.forge.client import Client, ForgeError
from planlint.forge.comment_or_issue import keep
from planlint.forge.connect import TOKENS, Sort, board_of, client_of, comes_after
from planlint.forge.event import Event
from planlint.forge.runner import environment

IsLater = Callable[[str, str], bool | None]
"""Whether the second of two commits comes after the first; None where that is not known."""

_DONE = {
    "created": "written",
    "updated": "brought up to date",
    "unchanged": "up to date already",
    "left": "left as it is: it is about a later commit",
}
_HEAD = re.compile(r"^<!-- planlint-head:([0-9a-f]{40,64}) -->$", re.MULTILINE)
_RIGHTS = {"comment": "pull-requests: write", "issue": "issues: write"}


class Posted(NamedTuple):
    """What became of a text: its address, where there is one, and a sentence, empty where nothing is to be said.

    `text` is there where it belongs into the job summary as well.
    """

    url: str = ""
    said: str = ""
    text: str = ""


class TextToPost(NamedTuple):
    """A text for people, and the commit that it is about, where it is about one."""

    markdown: str
    head: str | None = None
    title: str | None = None


def mark_of(sort: Sort, plan: str) -> str:
    """Return what the kept text of a plan begins with, and is found again by."""
    return f"<!-- planlint-{sort}:{hashlib.sha256(plan.encode('utf-8', 'backslashreplace')).hexdigest()[:16]} -->"


def post(
    event: Event, sort: Sort, plan: str, text: TextToPost, *, make: bool, is_later: IsLater = lambda one, other: None
) -> Posted:
    """Keep a comment or an issue of a plan up to date; `plan` tells several plans of one repository apart.

    Without `make` only one that is there already is changed. A comment on a commit that comes after this one's is left
    alone; `is_later` says what this clone knows of that. Never raises because of the service.
    """
    mark = mark_of(sort, plan)
    try:
        client = client_of(event, environment())
        if client is None:
            names = TOKENS[event.service] if make else ()
            return Posted(said=f"no {sort}: there is no token in {names[0]}" if names else "")
        board = board_of(event, client, sort)
        if board is None:
            return Posted(said=f"no {sort}: {event.name} does not say where it would belong" if make else "")
        body = f"{mark}\n" + (f"<!-- planlint-head:{text.head} -->\n" if text.head else "") + text.markdown
        later = partial(_comes_later, client, event, text.head, is_later)
        kept = keep(client, board, mark, body, make=make, title=text.title, is_later=later)
    except ForgeError as error:
        advice = _advice(event, sort, error.status, error.message)
        return Posted(said=f"the {sort} could not be written: {error.message}{advice}")
    except Exception as error:
        # Whatever it is, a status check that has its result must not fail for want of a comment.
        return Posted(said=f"the {sort} could not be written: {type(error).__name__}: {error}")
    if kept.done == "nothing":
        return Posted()
    return Posted(kept.url or "", f"the {sort} is {_DONE[kept.done]}")


def _comes_later(client: Client, event: Event, head: str | None, is_later: IsLater, other: str) -> bool:
    """Whether another text is about a commit that comes after one: what this clone does not know the service may."""
    named = _HEAD.search(other)
    if head is None or named is None or named[1] == head:
        return False
    known = is_later(head, named[1])
    return comes_after(client, event, head, named[1]) if known is None else known


def _advice(event: Event, sort: Sort, status: int | None, said: str) -> str:
    """Return the way out where the token lacks a right: GitHub says "Resource not accessible by …" then."""
    if status != 403 or event.service != "github":
        return ""
    if event.is_fork:
        return "; a pull request from a fork may only read, so look into the job summary"
    return f"; give the job `permissions: {_RIGHTS[sort]}`" if "not accessible" in said else ""
