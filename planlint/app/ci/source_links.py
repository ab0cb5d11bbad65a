"""Addresses of lines of files on GitHub or GitLab, where a run there says which repository it is about."""

import re

from planlint.forge.runner import environment
from planlint.render.changes.markdown import Link

_ADDRESS = re.compile(r"https?://[\w.:-]+")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_PROJECT = re.compile(r"https?://[\w.:-]+(/[\w.-]+){2,}")


def line_links(prefix: str, base: str | None, head: str | None) -> Link:
    """Return what gives the address of a line at one of two commits; `prefix` stands before paths in the repository."""
    where = _blobs()

    def link(path: str, line: int, gone: bool) -> str | None:
        from urllib.parse import quote

        oid = base if gone else head
        return f"{where}/{oid}/{quote(prefix + path)}#L{line}" if where and oid else None

    return link


def _blobs() -> str | None:
    """Return what the addresses of files begin with."""
    server, name = (environment().get(f"GITHUB_{part}", "") for part in ("SERVER_URL", "REPOSITORY"))
    if _ADDRESS.fullmatch(server) and _REPOSITORY.fullmatch(name):
        return f"{server}/{name}/blob"
    project = environment().get("CI_PROJECT_URL", "")
    return f"{project}/-/blob" if _PROJECT.fullmatch(project) else None
