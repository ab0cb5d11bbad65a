"""Addresses of lines of files at the host of a repository, where its remote says which one that is."""

import re
from collections.abc import Callable

from planlint.trees import Root
from planlint.trees.git.repository import Repository

_REMOTE = re.compile(
    r"(?:https://(?:[^/@]*@)?|ssh://git@|git@)(?P<host>[\w.-]+)(?::\d+)?[:/](?P<path>[\w.-]+(?:/[\w.-]+)+?)(?:\.git)?/?"
)


def source_links(repository: Repository, root: Root, oid: str | None) -> Callable[[str, int], str | None]:
    """Return what gives the address of a line of a plan file at a commit; None where the host is not known.

    The remote of the repository says it, so that every clone gives the same.
    """
    blobs = _blobs(repository.setting("remote.origin.url") or "")
    prefix = repository.prefix(root.folder)

    def link(path: str, line: int) -> str | None:
        from urllib.parse import quote

        return f"{blobs}/{oid}/{quote(prefix + path)}#L{line}" if blobs and oid else None

    return link


def _blobs(remote: str) -> str | None:
    """Return what the addresses of files begin with, on hosts whose addresses are known."""
    found = _REMOTE.fullmatch(remote)
    if found is None:
        return None
    labels = found["host"].lower().split(".")
    where = f"https://{found['host']}/{found['path']}"
    if "github" in labels:
        return f"{where}/blob"
    return f"{where}/-/blob" if "gitlab" in labels else None
