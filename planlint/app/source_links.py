"""Addresses of lines of files on GitHub or GitLab, by what a run there or the remote of a clone says."""

import re
from collections.abc import Callable

from planlint.forge.runner import environment
from planlint.render.changes.markdown import Link
from planlint.trees import Root
from planlint.trees.git.repository import Repository

_ADDRESS = re.compile(r"https?://[\w.:-]+")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_PROJECT = re.compile(r"https?://[\w.:-]+(/[\w.-]+){2,}")
_REMOTE = re.compile(
    r"(?:https://(?:[^/@]*@)?|ssh://git@|git@)(?P<host>[\w.-]+)(?::\d+)?[:/](?P<path>[\w.-]+(?:/[\w.-]+)+?)(?:\.git)?/?"
)


def line_links(prefix: str, base: str | None, head: str | None) -> Link:
    """Return what gives the address of a line at one of two commits, where a run says which repository it is about.

    `prefix` stands before paths in the repository.
    """
    blobs = _blobs_of_run()
    return lambda path, line, gone: _address(blobs, base if gone else head, prefix + path, line)


def source_links(repository: Repository, root: Root, oid: str | None) -> Callable[[str, int], str | None]:
    """Return what gives the address of a line of a plan file at a commit; None where the host is not known.

    The remote of the repository says it, so that every clone gives the same.
    """
    blobs = _blobs_of_remote(repository.setting("remote.origin.url") or "")
    prefix = repository.prefix(root.folder)
    return lambda path, line: _address(blobs, oid, prefix + path, line)


def _address(blobs: str | None, oid: str | None, path: str, line: int) -> str | None:
    from urllib.parse import quote

    return f"{blobs}/{oid}/{quote(path)}#L{line}" if blobs and oid else None


def _blobs_of_run() -> str | None:
    """Return what the addresses of files begin with."""
    server, name = (environment().get(f"GITHUB_{part}", "") for part in ("SERVER_URL", "REPOSITORY"))
    if _ADDRESS.fullmatch(server) and _REPOSITORY.fullmatch(name):
        return f"{server}/{name}/blob"
    project = environment().get("CI_PROJECT_URL", "")
    return f"{project}/-/blob" if _PROJECT.fullmatch(project) else None


def _blobs_of_remote(remote: str) -> str | None:
    """Return what the addresses of files begin with, on hosts whose addresses are known."""
    found = _REMOTE.fullmatch(remote)
    if found is None:
        return None
    labels = found["host"].lower().split(".")
    where = f"https://{found['host']}/{found['path']}"
    if "github" in labels:
        return f"{where}/blob"
    return f"{where}/-/blob" if "gitlab" in labels else None
