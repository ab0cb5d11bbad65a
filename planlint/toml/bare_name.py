"""A name made fit to stand in TOML without quotes, as ids do."""

import re

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
)


def bare_name(text: str) -> str | None:
    """Return a text with hyphens for what a bare name cannot hold, in its plain letters; None where nothing is left."""
    import unicodedata

    # Accents come off their letters: half a name is worse than one without them.
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"[^A-Za-z0-9_-]+", "-", letters).lstrip("-_").rstrip("-_") or None
