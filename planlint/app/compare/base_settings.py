"""How the older side of a comparison is read: a change may not hide by its settings what else it does."""

import argparse
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import NamedTuple

from planlint.app.settings import has_named_config, settings_at
from planlint.cli.plan import where_of
from planlint.config import Config, ConfigError
from planlint.errors import PlanlintError
from planlint.load.two_versions import Version
from planlint.toml import MAX_BYTES
from planlint.trees import Root, worktree
from planlint.trees.git.repository import INDEX, Repository
from planlint.trees.git.revisions import WORKTREE

_PLACES = frozenset({"path", "table"})  # where settings are written; all other fields are settings


class OlderSettings(NamedTuple):
    """The settings that the older side of a comparison is read by; `changed` names those that the change changes.

    `notes` is what there is to say of them.
    """

    config: Config
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def older_settings(
    options: argparse.Namespace, repository: Repository, base: Version, head: Version, root: Root, config: Config
) -> OlderSettings:
    """Return the settings that hold for the base: those of the head, except where the change itself changes them.

    Which files are the plan's, and which of them are archived, is then as the base has it. `root` and `config` are
    those of the head. `PlanlintError` where the change moves the root of the plan.
    """
    if base.rev == WORKTREE:
        return OlderSettings(config)
    try:
        older_root, older = settings_at(
            where_of(_as_base_has_it(options, repository, base, head)), repository, _name(base)
        )
        newer_root, newer = (root, config) if head.oid is None else settings_at(where_of(options), repository, head.oid)
    except ConfigError as error:
        note = f"settings that cannot be read are passed over, those of {head.rev} hold for both: {error}"
        return OlderSettings(config, notes=(note,))
    changed = tuple(name for name in _names() if getattr(older, name) != getattr(newer, name))
    settings = OlderSettings(config, _written(changed))
    if older_root.folder != newer_root.folder:
        _refuse_moved_root(repository, base, head, (older_root, older), newer_root)
        return settings
    if not changed or root.folder != older_root.folder or _files(newer) != _files(config):
        return settings  # nothing is hidden, or both are read by what holds today, where that is something else again
    if not _has_files(repository, base, older_root, older):
        return settings  # there was no plan yet: its files may have been there all the same, and are compared
    files = replace(config, include=older.include, exclude=older.exclude, archive=older.archive)
    return settings._replace(config=files)


def _as_base_has_it(
    options: argparse.Namespace, repository: Repository, base: Version, head: Version
) -> argparse.Namespace:
    """Return the options for the base: a file of settings that came with the change is none of the base's."""
    if options.config is None or has_named_config(where_of(options), repository, _name(base)):
        return options
    if not has_named_config(where_of(options), repository, _name(head)):  # of the disk, what the index has
        return options
    return argparse.Namespace(**{**vars(options), "config": None})


def _refuse_moved_root(
    repository: Repository, base: Version, head: Version, older: tuple[Root, Config], newer: Root
) -> None:
    """Refuse to compare where the plan's root has moved; a new plan beside one that stays is no such thing."""
    root, config = older
    prefix = repository.prefix(root.folder)
    files = _files_of(repository, base, root, config)
    if not files:
        return
    above = repository.prefix(newer.folder)
    apart = not any((prefix + path).startswith(above) for path in files)
    if apart and files == _files_of(repository, head, root, config):
        return
    raise PlanlintError(
        f"this change moves the root of the plan, from {_shown(repository, root)} to {_shown(repository, newer)}: "
        "what it does to the plan cannot be told",
        "name the folder to compare with --root",
    )


def _name(version: Version) -> str:
    return INDEX if version.oid is None else version.oid


def _names() -> list[str]:
    return [field.name for field in fields(Config) if field.compare and field.name not in _PLACES]


def _written(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names of settings as they are written."""
    return tuple(name.replace("_", "-") for name in names)


def _files(config: Config) -> tuple[tuple[str, ...], ...]:
    """Return the settings that say which files are the plan's, and how they count."""
    return config.include, config.exclude, config.archive


def _files_of(repository: Repository, version: Version, root: Root, config: Config) -> Mapping[str, object]:
    """Return the plan files below a root as a version has them: what they hold, or on the disk why that is unknown."""
    if version.rev == WORKTREE:
        return dict(worktree(root, config.wants, MAX_BYTES))
    prefix = repository.prefix(root.folder)
    if version.oid is None:
        return repository.index(prefix, config.wants, MAX_BYTES)
    return repository.commit(version.oid, prefix, config.wants, MAX_BYTES)


def _has_files(repository: Repository, version: Version, root: Root, config: Config) -> bool:
    return bool(repository.blob_ids(version.oid, repository.prefix(root.folder), config.wants))


def _shown(repository: Repository, root: Root) -> str:
    return f"'{repository.prefix(root.folder).rstrip('/') or '.'}'"
