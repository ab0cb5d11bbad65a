"""The two sides of a comparison: which plan files differ between them, and the contents of those and of the rest."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from planlint.load.two_versions import Contents, Version
from planlint.tree import Tree, Unreadable
from planlint.trees.errors import TreeError
from planlint.trees.git.repository import INDEX, Repository
from planlint.trees.git.revisions import UNCOMMITTED, WORKTREE, Ends
from planlint.trees.root import Root
from planlint.trees.worktree import worktree

Wanted = Callable[[str], bool]
_Read = Callable[[Iterable[str]], Contents]

_SHA1_DIGITS = 40


@dataclass(frozen=True)
class Sides:
    """Two versions of the plan files below a root.

    `base` and `head` give the files that differ, `rest` those that do not, once for both; they are read when they are
    gone through. `files` counts the files of each side.
    """

    base: Contents
    head: Contents
    rest: Contents
    files: tuple[int, int]


class _Side(NamedTuple):
    """The plan files of one version: the id of each one's content, None where it cannot be known; and how to read."""

    ids: Mapping[str, bytes | None]
    read: _Read


def resolve_ends(repository: Repository, ends: Ends) -> tuple[Version, Version]:
    """Return the versions that are meant; `TreeError` for a revision that git does not know, or knows twice.

    With three dots the base is the merge base of both ends; of HEAD, where an end is no commit.
    """
    if repository.bare and not UNCOMMITTED.isdisjoint((ends.base, ends.head)):
        raise TreeError(
            "this is a bare repository: it has neither files nor an index to compare with",
            "name two revisions, for example HEAD~1 HEAD",
        )
    if ends.from_merge_base and ends.base in UNCOMMITTED:
        raise TreeError(f"'{ends.base}' is no commit and has no merge base", "let a revision stand before the dots")
    base, head = (_version(repository, rev) for rev in (ends.base, ends.head))
    if ends.from_merge_base and base.oid is not None:
        base = Version(base.rev, repository.merge_base(base.oid, head.oid or repository.resolve("HEAD")))
    return base, head


def _version(repository: Repository, rev: str) -> Version:
    return Version(rev, None if rev in UNCOMMITTED else repository.resolve(rev))


def two_sides(
    repository: Repository, root: Root, base: tuple[Version, Wanted], head: tuple[Version, Wanted], limit: int
) -> Sides:
    """Read what differs between two versions of the plan files below a root, at most `limit` + 1 bytes of each file.

    Each version comes with the wish that says which files are the plan's there.
    """
    one, other = (_side(repository, root, version, wanted, limit) for version, wanted in (base, head))
    same = [path for path, blob in one.ids.items() if blob is not None and other.ids.get(path) == blob]
    kept = set(same)
    return Sides(
        base=one.read(path for path in one.ids if path not in kept),
        head=other.read(path for path in other.ids if path not in kept),
        rest=other.read(same),
        files=(len(one.ids), len(other.ids)),
    )


def _side(repository: Repository, root: Root, version: Version, wanted: Wanted, limit: int) -> _Side:
    if version.rev == WORKTREE:
        return _on_disk(worktree(root, wanted, limit), repository.id_digits)
    prefix = repository.prefix(root.folder)
    ids = repository.blob_ids(None if version.rev == INDEX else version.oid, prefix, wanted)
    return _Side(ids, lambda paths: repository.blobs({path: ids[path] for path in paths}, limit))


def _on_disk(tree: Tree, digits: int) -> _Side:
    """Return the files on the disk: what git would call their content, had it them as they are."""
    ids = {
        path: None if isinstance(content, Unreadable) else _blob_id(content, digits) for path, content in tree.items()
    }
    return _Side(ids, lambda paths: ((path, tree[path]) for path in paths))


def _blob_id(content: bytes, digits: int) -> bytes:
    algorithm = hashlib.sha1 if digits == _SHA1_DIGITS else hashlib.sha256
    return algorithm(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest().encode("ascii")
