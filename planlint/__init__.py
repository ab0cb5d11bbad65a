"""A Git-native linter for plans kept as code."""

from importlib import import_module
from typing import TYPE_CHECKING

from planlint.version import __version__

if TYPE_CHECKING:
    from planlint.app.check import check, compare, read_plan
    from planlint.app.settings import Where
    from planlint.errors import PlanlintError
    from planlint.lint import Report
    from planlint.model.plan import Plan

__all__ = ["Plan", "PlanlintError", "Report", "Where", "__version__", "check", "compare", "read_plan"]

_HOMES = {
    "Plan": "planlint.model.plan",
    "PlanlintError": "planlint.errors",
    "Report": "planlint.lint",
    "Where": "planlint.app.settings",
    "check": "planlint.app.check",
    "compare": "planlint.app.check",
    "read_plan": "planlint.app.check",
}


def __getattr__(name: str) -> object:
    """Import what is asked for on first use: a program that wants the version alone does not wait for the rest."""
    if name not in _HOMES:
        raise AttributeError(f"module 'planlint' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
