"""Where a plan is looked for, and the settings that hold for it: on the disk, in the index, at a commit."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from planlint.config import Config, ConfigError
from planlint.errors import PlanlintError
from planlint.load import load_config
from planlint.schema import Schema
from planlint.toml import MAX_BYTES
from planlint.tree import Unreadable
from planlint.trees import CONFIG_NAMES, Root, find_root, root_at, schema_dict
from planlint.trees.named_paths import Folder, is_folder, named, split_name, starting_folder

if TYPE_CHECKING:
    from planlint.trees.git.repository import Repository


class _WhereFields(NamedTuple):
    root: str | None = None
    config: str | None = None
    rev: str | None = None
    staged: bool = False
    unsaved: Mapping[str, bytes] = MappingProxyType({})


class Where(_WhereFields):
    """Where a plan is looked for, and which version of it: the working tree, the index or a commit.

    `root` and `config` are paths as a person names them, relative to the current folder. `unsaved` has contents that
    stand in place of files of the working tree, by such paths: an editor's buffers, or standard input.
    """

    @property
    def folder(self) -> Folder:
        """The folder from which root and repository are looked for."""
        return starting_folder(self.root)

    @cached_property
    def repository(self) -> "Repository":
        """The repository around the folder, opened once for all that is asked of it."""
        from planlint.trees.git.repository import Repository

        return Repository.open(self.folder)

    def at(self, rev: str) -> "Where":
        """Return the same place at a revision."""
        return self.but(rev=rev, staged=False)

    def but(self, **changes: Any) -> "Where":
        """Return the same place with some fields changed, in the same repository, which is opened only once."""
        there = self._replace(**changes)
        there.__dict__["repository"] = self.repository
        return there


def root_on_disk(where: Where) -> Root:
    """Return the root that the disk has; `PlanlintError` where --root names no folder."""
    if where.root is None:
        return find_root(where.folder)
    if not is_folder(where.folder):
        raise PlanlintError(f"--root: there is no folder '{where.root}'", "name one that is there, or leave --root out")
    return root_at(where.folder)


def config_on_disk(where: Where, root: Root) -> Config:
    """Return the settings that --config names, or that stand at the root on the disk."""
    if where.config is not None:
        return _config_in(where.config, named(where.config), root)
    return config_at(root)


def config_at(root: Root) -> Config:
    """Return the settings that stand at a root on the disk; `PlanlintError` or `ConfigError` where that fails."""
    if root.config is None:
        return Config()
    return _config_in(root.config, root.folder / root.config, root)


def _config_in(name: str, path: Folder, root: Root) -> Config:
    """Return the settings in a file on the disk, which errors call by a name."""
    from planlint.trees.links import may_quote, read_within

    try:
        data = read_within(path, root.folder, MAX_BYTES)
    except OSError as error:
        data = Unreadable((error.strerror or str(error)).lower())
    try:
        return _config(name, data)
    except ConfigError as error:
        raise error if isinstance(data, Unreadable) or may_quote(path, root.folder) else error.without_text() from None


def _config(name: str, data: bytes | Unreadable) -> Config:
    if isinstance(data, Unreadable):
        raise ConfigError(name, None, data.reason, "mend that, or name another file with --config")
    return load_config(name, data, Schema(schema_dict("config")))


def root_and_config(where: Where, judged: str) -> tuple[Root, Config]:
    """Return the root and the settings that hold for what is judged: `INDEX`, a commit's id, or the working tree.

    The index has its own, and so has a commit of a bare repository; for everything else the disk says.
    """
    from planlint.trees.git.repository import INDEX

    if judged == INDEX or where.repository.bare:
        return _versioned_config(where, judged)
    root = root_on_disk(where)
    return root, config_on_disk(where, root)


def settings_at(where: Where, rev: str) -> tuple[Root, Config]:
    """Return the root and the settings as the index (`INDEX`) or a commit itself has them.

    A file that --config names counts as that version has it, if it is in there. `ConfigError` where settings cannot be
    read.
    """
    if where.config is None or where.repository.bare:
        return _versioned_config(where, rev)
    data = _named_config(where, rev)
    root = _versioned_root(where, rev)
    return root, config_on_disk(where, root) if data is None else _config(where.config, data)


def has_named_config(where: Where, rev: str) -> bool:
    """Whether a version has the file of settings that --config names."""
    return where.config is not None and _named_config(where, rev) is not None


def _named_config(where: Where, rev: str) -> bytes | Unreadable | None:
    # The folder is resolved, the file is not: where it is a link, each version says where it leads.
    folder, name = split_name(where.config or "")
    return None if where.repository.bare else where.repository.listing(rev, (name,))(folder).get(name)


def _versioned_config(where: Where, rev: str) -> tuple[Root, Config]:
    """The root and settings as the index, or a commit of a bare repository, has them."""
    root = _versioned_root(where, rev)
    if where.config is not None:
        return root, config_on_disk(where, root)
    if root.config is None:
        return root, Config()
    return root, _config(root.config, where.repository.listing(rev, CONFIG_NAMES)(root.folder)[root.config])


def _versioned_root(where: Where, rev: str) -> Root:
    start, listing = where.folder, where.repository.listing(rev, CONFIG_NAMES)
    if where.root is not None and not where.repository.bare:
        return root_at(start, listing=listing)
    if where.root is not None and not is_folder(start):
        raise PlanlintError(f"--root: there is no folder '{where.root}'", "in a bare repository, name its top folder")
    return find_root(start, listing=listing)
