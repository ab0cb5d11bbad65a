"""Keys and words as TOML writes them."""

from collections.abc import Sequence

from planlint.toml.literal import bare_or_quoted

_QUOTES = ('"""', "'''", '"', "'")


def key_text(parts: Sequence[str]) -> str:
    """Return a key as TOML, its parts joined by dots, quoted only where they have to be."""
    return ".".join(map(bare_or_quoted, parts))


def with_word(written: str, word: str) -> str:
    """Return a key or text of one plain word with another word in it, in the same quotes."""
    quote = next((quote for quote in _QUOTES if written.startswith(quote)), "")
    return f"{quote}{word}{quote}"
