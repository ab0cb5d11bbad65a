"""What stands in the JSON that a service sends: a value behind several keys, where it is there and of its type."""

from typing import Any

BELONG_HERE = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
"""GitHub's words for somebody who has to do with a repository."""


def at(value: Any, *keys: str) -> Any:
    """Return what stands in tables within tables; None as soon as one is missing, or is no table."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text_at(value: Any, *keys: str) -> str | None:
    """Return a text with something in it."""
    found = at(value, *keys)
    return found if isinstance(found, str) and found else None


def number_at(value: Any, *keys: str) -> int | None:
    """Return a whole number from 1."""
    found = at(value, *keys)
    return found if type(found) is int and found > 0 else None
