"""By which settings the older side of a comparison is read and judged: those that it has itself."""

from typing import NamedTuple

from planlint.app.compare.sides import Side, side_of
from planlint.app.settings import Where, has_named_config, settings_at
from planlint.config import Config, ConfigError
from planlint.errors import PlanlintError
from planlint.load.two_versions import NamedVersion
from planlint.trees import Root
from planlint.trees.git.repository import INDEX
from planlint.trees.git.revisions import WORKTREE

_PLACES = frozenset({"path", "document", "table"})  # where settings are written; all other fields are settings


class BaseSettings(NamedTuple):
    """The settings of the older side; `changed` names those that the change changes, `notes` what was in the way."""

    config: Config
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def base_settings(where: Where, base: NamedVersion, head: Side) -> BaseSettings:
    """Return the settings that hold for the base.

    A head that is not read by its own settings, an old commit by those of today, has a base that is read so too.
    `PlanlintError` where the change moves the root of the plan.
    """
    root, config = head.root, head.config
    if base.rev == WORKTREE:
        return BaseSettings(config)
    try:
        older_root, older = settings_at(_as_base_has_it(where, base, head.version), _name(base))
    except ConfigError as error:
        note = (
            f"the settings of {base.rev} could not be read, so those of {head.version.rev} say which files are the plan"
        )
        return BaseSettings(_with_files_of(config, Config()), notes=(f"{note}: {error}",))
    newer_root, newer = (root, config) if head.version.oid is None else settings_at(where, head.version.oid)
    names = (name for name in Config._fields if name not in _PLACES)
    written = tuple(name.replace("_", "-") for name in names if getattr(older, name) != getattr(newer, name))
    if older_root.folder != newer_root.folder:
        _refuse_moved_root(side_of(head.repository, older_root, older, base), head.version, newer_root)
        return BaseSettings(config, written)
    if root.folder != older_root.folder or _files(newer) != _files(config):
        return BaseSettings(config, written)
    if _files(older) != _files(config) and not side_of(head.repository, older_root, older, base).ids:
        # There was no plan yet, so nothing is hidden: its files may have been there all the same, and are compared.
        return BaseSettings(_with_files_of(config, older), written)
    return BaseSettings(older, written)


def _as_base_has_it(where: Where, base: NamedVersion, head: NamedVersion) -> Where:
    """Return where the base is looked for: a file of settings that came with the change is none of the base's."""
    if where.config is None or has_named_config(where, _name(base)):
        return where
    if not has_named_config(where, _name(head)):  # of the disk, what the index has
        return where
    return where.but(config=None)


def _refuse_moved_root(base: Side, head: NamedVersion, newer: Root) -> None:
    """Refuse to compare where the plan's root has moved; a new plan beside one that stays is no such thing."""
    if not base.ids:
        return
    above = base.repository.prefix(newer.folder)
    apart = not any((base.prefix + path).startswith(above) for path in base.ids)
    if apart and base.ids == side_of(base.repository, base.root, base.config, head).ids:
        return
    before, after = (f"'{prefix.rstrip('/') or '.'}'" for prefix in (base.prefix, above))
    raise PlanlintError(
        f"this change moves the root of the plan, from {before} to {after}: the two versions cannot be compared",
        f"name the folder to compare, as in --root {before}",
    )


def _name(version: NamedVersion) -> str:
    return INDEX if version.oid is None else version.oid


def _files(config: Config) -> tuple[tuple[str, ...], ...]:
    return config.include, config.exclude, config.archive


def _with_files_of(files: Config, config: Config) -> Config:
    return config._replace(include=files.include, exclude=files.exclude, archive=files.archive)
