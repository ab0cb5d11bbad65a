"""Values and keys as TOML writes them."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

_QUOTES = ('"""', "'''", '"', "'")
_SPECIAL = re.compile(r'["\\]')


def literal(value: Any, quote: str = '"') -> str:
    """Return a value as TOML on one line, a text in these quotes where that can be.

    `ValueError` for what TOML cannot say.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, str):
        if quote == "'" and value.isprintable() and "'" not in value:
            return f"'{value}'"
        if value.isprintable() and not _SPECIAL.search(value):
            return f'"{value}"'
        import tomlkit  # what has to be escaped is its knowledge; most texts need none of it

        return tomlkit.string(value).as_string()
    if isinstance(value, list | tuple):
        return f"[{', '.join(literal(element, quote) for element in value)}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{bare_or_quoted(key)} = {literal(inner, quote)}" for key, inner in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    raise ValueError(f"not a value of TOML: {type(value).__name__}")


def bare_or_quoted(key: str) -> str:
    """Return one part of a key, in quotes only where it has to be."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else literal(key)


def key_text(parts: Sequence[str]) -> str:
    """Return a key as TOML, its parts joined by dots, quoted only where they have to be."""
    return ".".join(map(bare_or_quoted, parts))


def with_word(written: str, word: str) -> str:
    """Return a key or text of one plain word with another word in it, in the same quotes."""
    quote = next((quote for quote in _QUOTES if written.startswith(quote)), "")
    return f"{quote}{word}{quote}"
