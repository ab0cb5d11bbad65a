"""How the older side of a comparison is read: a change may not hide by its settings what else it does."""

import argparse
from dataclasses import fields, replace
from typing import NamedTuple

from planlint.cli.console import note
from planlint.cli.errors import CommandError
from planlint.cli.session import settings_at
from planlint.config import Config, ConfigError
from planlint.load.both import Version
from planlint.trees import Root
from planlint.trees.git import INDEX, Repository
from planlint.trees.revisions import WORKTREE

_PLACES = frozenset({"path", "table"})  # where settings are written; all other fields are settings


class OlderSettings(NamedTuple):
    """The settings that the older side of a comparison is read by; `changed` names those that the change changes."""

    config: Config
    changed: tuple[str, ...] = ()


def older_settings(
    options: argparse.Namespace, repository: Repository, base: Version, head: Version, root: Root, config: Config
) -> OlderSettings:
    """Return the settings that hold for the base: those of the head, except where the change itself changes them.

    Which files are the plan's, and which of them are archived, is then as the base has it. `root` and `config` are
    those of the head. `CommandError` where the change moves the root of the plan.
    """
    if base.rev == WORKTREE:
        return OlderSettings(config)
    try:
        older_root, older = settings_at(options, repository, _name(base))
        newer_root, newer = (root, config) if head.oid is None else settings_at(options, repository, head.oid)
    except ConfigError as error:
        if not options.quiet:
            note(f"settings that cannot be read are passed over, those of {head.rev} hold: {error}")
        return OlderSettings(config)
    changed = tuple(name for name in _names() if getattr(older, name) != getattr(newer, name))
    moved = older_root.folder != newer_root.folder
    if not (changed or moved) or not _has_files(repository, base, older_root, older):
        # Where the base had no plan yet, the files may have been there all the same: they are compared.
        return OlderSettings(config, _written(changed))
    if moved:
        raise CommandError(
            f"this change moves the root of the plan, from {_shown(repository, older_root)} to "
            f"{_shown(repository, newer_root)}: what it does to the plan cannot be told",
            "name the folder to compare with --root",
        )
    if root.folder != older_root.folder:  # both versions are read from where the plan's root is today
        return OlderSettings(config, _written(changed))
    files = replace(config, include=older.include, exclude=older.exclude, archive=older.archive)
    return OlderSettings(files, _written(changed))


def _name(version: Version) -> str:
    return INDEX if version.oid is None else version.oid


def _names() -> list[str]:
    return [field.name for field in fields(Config) if field.compare and field.name not in _PLACES]


def _written(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names of settings as they are written."""
    return tuple(name.replace("_", "-") for name in names)


def _has_files(repository: Repository, version: Version, root: Root, config: Config) -> bool:
    return bool(repository.blob_ids(version.oid, repository.prefix(root.folder), config.wants))


def _shown(repository: Repository, root: Root) -> str:
    return f"'{repository.prefix(root.folder).rstrip('/') or '.'}'"
