"""What is known here of a remote repository: the tip of its default branch, as it was last fetched."""

from planlint.trees.errors import TreeError
from planlint.trees.git import Repository

_USUAL = ("HEAD", "main", "master")  # the first is what a clone notes; the others are what such branches are called


def default_tip(repository: Repository, remote: str) -> str | None:
    """Return the id of the last commit known of a remote's default branch; None where there is none."""
    found = (repository.find(f"refs/remotes/{remote}/{name}") for name in _USUAL)
    return next((oid for oid in found if oid is not None), None)


def common_ancestor(repository: Repository, one: str, other: str) -> str | None:
    """Return the best common ancestor of two commits; None where they have none here."""
    try:
        return repository.merge_base(one, other)
    except TreeError:
        return None
