"""Ids: what one may hold, and the nearest one to a name that cannot be an id."""

import re

from planlint.toml.bare_name import bare_name

LONGEST = 64
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)


def is_id(text: str) -> bool:
    """Whether a text may be an id."""
    return _ID.fullmatch(text) is not None


def id_from(name: str) -> str | None:
    """Return what is left of a name without what an id cannot hold; None where that is nothing."""
    name = bare_name(name[: 4 * LONGEST]) or ""
    return name[:LONGEST].rstrip("-_") or None


def way_to_id(name: str) -> str:
    """Return what an id may hold, and what this name would be."""
    rule = "an id has letters, digits, `-` and `_`, at most 64, and begins with a letter or digit"
    proposal = id_from(name)
    return f"write {proposal}: {rule}" if proposal else rule
