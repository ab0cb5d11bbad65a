"""What is known here of a remote repository: its default branch and the tip of it, as they were last fetched."""

from planlint.trees.errors import TreeError
from planlint.trees.git.repository import Repository

_USUAL = ("HEAD", "main", "master")  # the first is what a clone notes; the others are what such branches are called


def default_tip(repository: Repository, remote: str) -> str | None:
    """Return the id of the last commit known of a remote's default branch; None where there is none."""
    found = (repository.find(f"refs/remotes/{remote}/{name}") for name in _USUAL)
    return next((oid for oid in found if oid is not None), None)


def default_branch(repository: Repository) -> str | None:
    """Return the branch that others join: as the remote has it, else one that is usual, else the current one."""
    noted = repository.symbolic("refs/remotes/origin/HEAD")
    if noted is not None:
        return noted.removeprefix("refs/remotes/origin/")
    there = next((name for name in _USUAL[1:] if repository.find(f"refs/heads/{name}") is not None), None)
    current = repository.symbolic("HEAD")
    return there or (current.removeprefix("refs/heads/") if current is not None else None)


def common_ancestor(repository: Repository, one: str, other: str) -> str | None:
    """Return the best common ancestor of two commits; None where they have none here."""
    try:
        return repository.merge_base(one, other)
    except TreeError:
        return None
