"""Opens a plan for a command: the root, the configuration, the files of the tree that is asked for."""

import argparse
import codecs
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planlint.cli.output import note
from planlint.config import Config, ConfigError
from planlint.errors import PlanlintError
from planlint.load import Loaded, load, load_config
from planlint.schema import Schema
from planlint.toml import MAX_BYTES
from planlint.tree import Tree, Unreadable
from planlint.trees import CONFIG_NAMES, Root, TreeError, find_root, root_at, schema_dict, worktree

if TYPE_CHECKING:
    from planlint.trees.git.repository import Repository


class Session(NamedTuple):
    """A plan as a command sees it: where it is, how it is configured, what it says.

    `links` are symbolic links that would lead to plan files on the disk, and that the index or a commit passes over.
    """

    root: Root
    config: Config
    tree: Tree
    loaded: Loaded
    links: tuple[str, ...] = ()

    @property
    def notes(self) -> list[str]:
        """What there is to say of the files that were read."""
        return [f"{link} is a symbolic link, and git keeps nothing behind it: it is passed over" for link in self.links]


def open_session(options: argparse.Namespace, *, allow_empty: bool = False, own_settings: bool = False) -> Session:
    """Read the plan the options ask for; `PlanlintError` where that cannot be done, or there is none.

    With `own_settings` a revision is read by the settings that it has itself, whatever lies on the disk.
    """
    root, config, tree, links = _read(options, own_settings)
    if options.verbose:
        note(f"root: {root.folder}")
        note(f"configuration: {config.path or 'none'}")
        note(f"plan files: {len(tree)}")
    if not tree and not allow_empty:
        raise PlanlintError(
            f"no plan files in {root.folder}",
            f"they match {', '.join(config.include)}; `planlint init` makes a small plan, --root names another folder",
        )
    return Session(root, config, tree, load(tree, Schema(schema_dict("plan"))), links)


def repository_prefix(session: Session) -> str:
    """Return the way from the top of the repository to the plan's root, `` or `sub/folder/`; empty without one."""
    from planlint.trees.git.repository import Repository

    try:
        return Repository.open(session.root.folder).prefix(session.root.folder)
    except TreeError:
        return ""


def with_texts(session: Session, texts: Mapping[str, str]) -> Session:
    """Return the session as it would be with new texts in place of plan files; a byte-order mark stays."""
    tree = dict(session.tree)
    for path, text in texts.items():
        before = session.tree[path]
        marked = isinstance(before, bytes) and before.startswith(codecs.BOM_UTF8)
        tree[path] = (codecs.BOM_UTF8 if marked else b"") + text.encode("utf-8")
    return session._replace(tree=tree, loaded=load(tree, Schema(schema_dict("plan"))))


def write(before: Session, after: Session) -> None:
    """Put the plan files of one session in place of those of another, all or none.

    `PlanlintError` where a file cannot be written or has changed since it was read.
    """
    from planlint.trees.writing import Change, replace_files

    changes = {}
    for path, new in after.tree.items():
        old = before.tree[path]
        if isinstance(old, bytes) and isinstance(new, bytes) and old != new:
            changes[path] = Change(old, new)
    replace_files(before.root.folder, changes)


class _Read(NamedTuple):
    """What is read before it is understood; see `Session`."""

    root: Root
    config: Config
    tree: Tree
    links: tuple[str, ...] = ()


def _read(options: argparse.Namespace, own_settings: bool) -> _Read:
    if getattr(options, "staged", False):
        return _from_repository(options, None, own_settings)
    if getattr(options, "rev", None) is not None:
        return _from_repository(options, options.rev, own_settings)
    root = _root(options)
    config = _config_on_disk(options, root)
    tree = dict(worktree(root, config.wants, MAX_BYTES))
    name = getattr(options, "stdin_filename", None)
    if name is not None:
        tree[inside(root, name)] = sys.stdin.buffer.read(MAX_BYTES + 1)
    return _Read(root, config, tree)


def _root(options: argparse.Namespace) -> Root:
    if options.root is None:
        return find_root(Path.cwd())
    folder = Path(options.root)
    if not folder.is_dir():
        raise PlanlintError(f"--root: there is no folder '{options.root}'")
    return root_at(folder)


def _config_on_disk(options: argparse.Namespace, root: Root) -> Config:
    if options.config is not None:
        return _config_in(options.config, Path(options.config), root)
    return config_at(root)


def config_at(root: Root) -> Config:
    """Return the settings that stand at a root on the disk; `PlanlintError` or `ConfigError` where that fails."""
    if root.config is None:
        return Config()
    return _config_in(root.config, root.folder / root.config, root)


def _config_in(name: str, path: Path, root: Root) -> Config:
    """Return the settings in a file on the disk, which errors call by a name."""
    from planlint.trees.settings_file import may_quote, read_settings_file

    try:
        data = read_settings_file(path, root, MAX_BYTES)
    except OSError as error:
        data = Unreadable((error.strerror or str(error)).lower())
    if isinstance(data, Unreadable):
        raise PlanlintError(f"the configuration '{name}' cannot be read: {data.reason}")
    try:
        return _config(name, data)
    except ConfigError as error:
        raise error if may_quote(path, root) else error.without_text() from None


def _config(name: str, data: bytes) -> Config:
    return load_config(name, data, Schema(schema_dict("config")))


def _from_repository(options: argparse.Namespace, rev: str | None, own_settings: bool) -> _Read:
    from planlint.trees.git.repository import INDEX, Repository

    repository = Repository.open(starting_folder(options))
    oid = None if rev is None else repository.resolve(rev)
    settings = settings_at if own_settings else root_and_config
    root, config = settings(options, repository, INDEX if oid is None else oid)
    prefix = repository.prefix(root.folder)
    links: list[str] = []
    if oid is None:
        tree = repository.index(prefix, config.wants, MAX_BYTES, links)
    else:
        tree = repository.commit(oid, prefix, config.wants, MAX_BYTES, links)
    return _Read(root, config, tree, tuple(filter(config.wants_behind, links)))


def starting_folder(options: argparse.Namespace) -> Path:
    """Return the folder from which a repository is looked for."""
    return Path(options.root) if options.root is not None else Path.cwd()


def root_and_config(options: argparse.Namespace, repository: "Repository", judged: str) -> tuple[Root, Config]:
    """Return the root and the settings that hold for what is judged: `INDEX`, a commit's id, or the working tree.

    The index has its own, and so has a commit of a bare repository; for everything else the disk says.
    """
    from planlint.trees.git.repository import INDEX

    if judged == INDEX or repository.bare:
        return _versioned_config(options, repository, judged)
    root = _root(options)
    return root, _config_on_disk(options, root)


def settings_at(options: argparse.Namespace, repository: "Repository", rev: str) -> tuple[Root, Config]:
    """Return the root and the settings as the index (`INDEX`) or a commit itself has them.

    A file that --config names counts as that version has it, if it is in there. `ConfigError` where settings cannot be
    read.
    """
    if options.config is None or repository.bare:
        return _versioned_config(options, repository, rev)
    data = _named_config(options, repository, rev)
    root = _versioned_root(options, repository, rev)
    return root, _config_on_disk(options, root) if data is None else _config(options.config, data)


def has_named_config(options: argparse.Namespace, repository: "Repository", rev: str) -> bool:
    """Whether a version has the file of settings that --config names."""
    return options.config is not None and _named_config(options, repository, rev) is not None


def _named_config(options: argparse.Namespace, repository: "Repository", rev: str) -> bytes | None:
    # The folder is resolved, the file is not: where it is a link, each version says where it leads.
    folder, name = os.path.split(os.path.abspath(options.config))
    return None if repository.bare else repository.listing(rev, (name,))(Path(os.path.realpath(folder))).get(name)


def _versioned_config(options: argparse.Namespace, repository: "Repository", rev: str) -> tuple[Root, Config]:
    """The root and settings as the index, or a commit of a bare repository, has them."""
    root = _versioned_root(options, repository, rev)
    if options.config is not None:
        return root, _config_on_disk(options, root)
    if root.config is None:
        return root, Config()
    return root, _config(root.config, repository.listing(rev, CONFIG_NAMES)(root.folder)[root.config])


def _versioned_root(options: argparse.Namespace, repository: "Repository", rev: str) -> Root:
    start, listing = starting_folder(options), repository.listing(rev, CONFIG_NAMES)
    if options.root is not None and not repository.bare:
        return root_at(start, listing=listing)
    if options.root is not None and not start.is_dir():
        raise PlanlintError(f"--root: there is no folder '{options.root}'", "a bare repository is read from its top")
    return find_root(start, listing=listing)


def inside(root: Root, name: str) -> str:
    """Return a path relative to the root, with `/`; `PlanlintError` where it lies outside."""
    path = relative_path(root, name)
    if path is None:
        raise PlanlintError(f"'{name}' is outside the plan's root, {root.folder}")
    return path


def relative_path(root: Root, name: str) -> str | None:
    """Return a path of the command line, relative to the current folder, as one relative to the root, or None."""
    # The folder is resolved, the file's own name is not: a link is checked under the name it has.
    folder, last = os.path.split(os.path.abspath(name))
    absolute = os.path.join(os.path.realpath(folder), last)
    try:
        relative = os.path.relpath(absolute, root.folder)
    except ValueError:  # another drive
        return None
    relative = relative.replace(os.sep, "/")
    if relative == ".." or relative.startswith("../"):
        return None
    return "" if relative == "." else relative


def narrowed(session: Session, names: list[str]) -> Callable[[str], bool]:
    """Return the test for paths that the command line narrows a report to; `PlanlintError` for one that is missing."""
    if not names:
        return lambda path: True
    wanted: list[str] = []
    for name in names:
        relative = relative_path(session.root, name)
        known = relative is not None and _holds(session.tree, relative)
        if not known and not os.path.lexists(name):
            raise PlanlintError(f"there is no file or folder '{name}'")
        if relative is not None:
            wanted.append(relative)
    folders = tuple(f"{path}/" for path in wanted)
    return lambda path: "" in wanted or path in wanted or path.startswith(folders)


def _holds(tree: Tree, path: str) -> bool:
    return path == "" or path in tree or any(one.startswith(f"{path}/") for one in tree)
