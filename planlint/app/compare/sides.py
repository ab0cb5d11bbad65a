"""One side of a comparison: a version of the plan files below a root, read only as far as it is asked for."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from planlint.app.passed_over import passed_in, passed_over
from planlint.app.workspace import Workspace
from planlint.config import Config
from planlint.load.past_versions import last_readable
from planlint.load.two_versions import Contents, Files, NamedVersion, UnreadFile, files_of, read_files
from planlint.toml import MAX_BYTES
from planlint.tree import PassedOver, Tree, Unreadable
from planlint.trees import TreeError
from planlint.trees.git.file_versions import versions
from planlint.trees.git.repository import INDEX, Repository
from planlint.trees.git.revisions import WORKTREE
from planlint.trees.root import Root
from planlint.trees.worktree import worktree

_SHA1_DIGITS = 40


class Earlier(NamedTuple):
    """Earlier contents of files, by path, and the day from which each file held its content."""

    contents: Mapping[str, bytes]
    days: Mapping[str, date]


@dataclass(frozen=True)
class Side:
    """A version of the plan files below a root, and the settings that say which these are.

    `ids` are those of each file's content, None where it cannot be known. `contents` gives files as they are, `read`
    what they say.
    """

    repository: Repository
    version: NamedVersion
    root: Root
    config: Config
    ids: Mapping[str, bytes | None]
    contents: Callable[[Iterable[str]], Contents]
    read: Callable[[Iterable[str]], Files]
    passed_over: tuple[str, ...] = ()
    """What there is to say of what leads to plan files, and which versions do not follow."""

    @property
    def prefix(self) -> str:
        """What stands before the plan's paths in the repository."""
        return self.repository.prefix(self.root.folder)

    def readable(self, paths: Iterable[str], rest: Callable[[], Files]) -> tuple[Files, Earlier]:
        """Return files of this version; what cannot be read stands with what it held when it last could.

        `rest` gives the other files of the version. `TreeError` where a shallow clone does not tell what was held.
        """
        files = self.read(paths)
        if not files.unread:
            return files, Earlier({}, {})
        earlier = self._last_readable(files.unread)
        return files.with_stand_ins(read_files(earlier.contents.items()), earlier.days, rest()), earlier

    def _last_readable(self, paths: Collection[str]) -> Earlier:
        """Return what files held when they last could be read, on the line of history that leads to the version.

        One that never could be read has no earlier content. `TreeError` where a shallow clone does not tell.
        """
        tip = self.version.oid or self.repository.find("HEAD")
        history = versions(self.root.folder, paths, tip) if tip is not None else {}
        earlier = {path: found for path, one in history.items() if (found := last_readable(one)) is not None}
        lost = sorted(set(paths) - earlier.keys())
        if lost and self.repository.shallow:
            raise TreeError(
                f"cannot tell what the unreadable files promised in {self.version.rev}: this clone is shallow "
                f"({', '.join(lost[:3])})",
                "clone the whole history: git fetch --unshallow",
            )
        contents = {path: data for path, (_, data) in earlier.items()}
        return Earlier(contents, {path: day for path, (day, _) in earlier.items()})


def side_of(repository: Repository, root: Root, config: Config, version: NamedVersion) -> Side:
    """Return a version of the plan files: of a commit, of the index or of the disk."""
    passed = PassedOver()
    if version.rev == WORKTREE:
        side = _of_tree(repository, root, config, version, worktree(root, config.wants, MAX_BYTES, passed))
        here = passed_over((), filter(config.wants_behind, passed.submodules), passed.followed)
        return replace(side, passed_over=tuple(here))
    oid, prefix = None if version.rev == INDEX else version.oid, repository.prefix(root.folder)
    ids = repository.blob_ids(oid, prefix, config.wants, passed)
    links, submodules, _ = passed_in(repository, oid, prefix, config, passed)
    told = tuple(passed_over(links, submodules))

    def contents(paths: Iterable[str]) -> Contents:
        return repository.blobs({path: ids[path] for path in paths}, MAX_BYTES)

    return Side(repository, version, root, config, ids, contents, lambda paths: read_files(contents(paths)), told)


def side_of_workspace(repository: Repository, workspace: Workspace, version: NamedVersion) -> Side:
    """Return a version of the plan files that has been read already."""
    files = files_of(workspace.loaded, workspace.tree)
    side = _of_tree(repository, workspace.root, workspace.config, version, workspace.tree)
    return replace(side, read=lambda paths: files.among(set(paths)))


def _of_tree(repository: Repository, root: Root, config: Config, version: NamedVersion, tree: Tree) -> Side:
    digits = repository.id_digits
    # A link that is not followed is no file: what a file in its place held is gone.
    tree = {path: one for path, one in tree.items() if not (isinstance(one, Unreadable) and one.is_link)}
    # What git would call the content, had it the files as they are.
    ids = {path: None if isinstance(one, Unreadable) else _blob_id(one, digits) for path, one in tree.items()}

    def contents(paths: Iterable[str]) -> Contents:
        return ((path, tree[path]) for path in paths)

    return Side(repository, version, root, config, ids, contents, lambda paths: read_files(contents(paths)))


def _blob_id(content: bytes, digits: int) -> bytes:
    algorithm = hashlib.sha1 if digits == _SHA1_DIGITS else hashlib.sha256
    return algorithm(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest().encode("ascii")


def told(one: UnreadFile, version: NamedVersion) -> str:
    """Return in a sentence that a file of a version cannot be read, and what is compared in its place."""
    instead = "nothing of it is compared" if one.day is None else f"what it held on {one.day} is compared"
    return f"{one.path} cannot be read in {version.rev} ({one.message}): {instead}"
