"""Hooks that the configuration of pre-commit asks for, and that this clone has not installed."""

import re

from planlint.app.settings import Where
from planlint.errors import PlanlintError
from planlint.trees.git.repository import Repository

_CONFIG = ".pre-commit-config.yaml"
_STAGES = ("pre-commit", "pre-merge-commit", "prepare-commit-msg", "commit-msg", "pre-push")
_TYPES = re.compile(r"^default_install_hook_types:((?:.*\n)(?:[ \t]*-.*\n)*)", re.MULTILINE)
_IDS = re.compile(r"^\s*(?:-\s*)?id:\s*[\"']?planlint-([a-z-]+)", re.MULTILINE)


def missing_hooks(where: Where, stage: str) -> list[str]:
    """Return the types of hooks that are asked for and not there, in the order in which git calls them.

    Nothing where the hook of this stage is not installed itself, or where another one says it.
    """
    try:
        repository = where.repository
        wanted = _wanted(repository)
        there = [one for one in _STAGES if (repository.hooks_dir / one).exists()]
    except (PlanlintError, OSError):
        return []
    return [one for one in _STAGES if one in wanted and one not in there] if there[:1] == [stage] else []


def _wanted(repository: Repository) -> set[str]:
    """Return what the configuration installs by default, else what the hooks of planlint in it are called for."""
    if repository.top is None:
        return set()
    text = (repository.top / _CONFIG).read_text(encoding="utf-8", errors="replace") + "\n"
    types = _TYPES.search(text)
    return set(re.findall(r"[a-z-]+[a-z]", types[1])) if types else set(_IDS.findall(text))
