"""Proposes new contents of files: one commit on a branch of its own, and a pull request, all through GitHub's API."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from planlint.forge.client import Client, ForgeError
from planlint.forge.comment_or_issue import address_of
from planlint.forge.payload import text_at


class Proposal(NamedTuple):
    """New contents of files, by their paths in the repository, on top of a commit with its tree, for a branch.

    `modes` are those that git has for the files.
    """

    onto: str
    commit: str
    tree: str
    files: Mapping[str, str]
    modes: Mapping[str, str]
    branch: str
    message: str
    title: str
    text: str


def waiting(client: Client, project: str, beginning: str) -> int:
    """Return how many branches there are whose names begin so."""
    answer = client.ask("GET", f"/repos/{project}/git/matching-refs/heads/{beginning}")
    if not isinstance(answer, list):
        raise ForgeError("the service's list has an unknown form")
    return len(answer)


def propose(client: Client, project: str, proposal: Proposal) -> str | None:
    """Make the branch and the pull request; return the address of the latter, None where it was there already.

    A branch that is there already stays as it is: the run that made it may have come no further.
    """
    git = f"/repos/{project}/git"
    entries = [
        {"path": path, "mode": proposal.modes[path], "type": "blob", "content": text}
        for path, text in proposal.files.items()
    ]
    tree = _id(client.ask("POST", f"{git}/trees", body={"base_tree": proposal.tree, "tree": entries}))
    made = {"message": proposal.message, "tree": tree, "parents": [proposal.commit]}
    commit = _id(client.ask("POST", f"{git}/commits", body=made))
    _unless_there(client, f"{git}/refs", {"ref": f"refs/heads/{proposal.branch}", "sha": commit})
    wanted = {"title": proposal.title, "head": proposal.branch, "base": proposal.onto, "body": proposal.text}
    return address_of(_unless_there(client, f"/repos/{project}/pulls", wanted))


def _unless_there(client: Client, path: str, body: Mapping[str, Any]) -> Any:
    """Return the answer of the service; None where it says that what is to be made is there already."""
    try:
        return client.ask("POST", path, body=body)
    except ForgeError as error:
        if error.status != 422 or "already exists" not in error.message:
            raise
        return None


def _id(answer: Any) -> str:
    found = text_at(answer, "sha")
    if found is None:
        raise ForgeError("the service does not say what it has made")
    return found
