"""Values and keys as TOML writes them."""

import re
from collections.abc import Sequence
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_QUOTES = ('"""', "'''", '"', "'")


def value_text(value: Any) -> str:
    """Return a value as TOML: a text in quotes, an array on one line; `ValueError` for what TOML cannot say."""
    import tomlkit

    return str(tomlkit.item(value).as_string())


def key_text(parts: Sequence[str]) -> str:
    """Return a key as TOML, its parts joined by dots, quoted only where they have to be."""
    return ".".join(part if _BARE.fullmatch(part) else value_text(part) for part in parts)


def array_text(written: str, values: Sequence[Any]) -> str:
    """Return an array that held other values, with these ones: its lines, comments and commas stay where they can."""
    import tomlkit

    newline = "\r\n" if "\r\n" in written else "\n"
    array: Any = tomlkit.parse("v = " + written.replace("\r\n", "\n"))["v"]
    for index in reversed(range(len(array))):
        if array[index] not in values:
            del array[index]
    if not len(array):  # nothing is left whose layout could be followed
        return value_text(list(values))
    for value in values[len(array) :]:
        array.append(value)
    kept = list(array.unwrap()) == list(values)
    return array.as_string().replace("\n", newline) if kept else value_text(list(values))


def with_word(written: str, word: str) -> str:
    """Return a key or text of one plain word with another word in it, in the same quotes."""
    quote = next((one for one in _QUOTES if written.startswith(one)), "")
    return f"{quote}{word}{quote}"
