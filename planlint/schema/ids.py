"""Ids: what one may hold, and the nearest one to a name that cannot be an id."""

import re

_LONGEST = 64


def id_from(name: str) -> str | None:
    """Return what is left of a name without what an id cannot hold; None where that is nothing."""
    import unicodedata

    # Accents come off their letters: half a name is worse than one without them.
    plain = unicodedata.normalize("NFKD", name[: 4 * _LONGEST])
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    joined = re.sub(r"[^A-Za-z0-9_-]+", "-", bare)
    return joined.lstrip("-_")[:_LONGEST].rstrip("-_") or None


def way_to_id(name: str) -> str:
    """Return what an id may hold, and what this name would be."""
    rule = "an id has letters, digits, `-` and `_`, at most 64, and begins with a letter or digit"
    proposal = id_from(name)
    return f"write {proposal}: {rule}" if proposal else rule
