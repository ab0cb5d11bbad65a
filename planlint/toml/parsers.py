"""The parsers that make values of a text: the fast one, and the one that is always there."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any


@cache
def fast() -> Callable[[str], dict[str, Any]]:
    """Return the fastest parser there is; `ValueError` is how it refuses a text."""
    try:
        from toml_rs import loads
    except ImportError:
        return plain()
    return partial(loads, toml_version="1.0.0")


@cache
def plain() -> Callable[[str], dict[str, Any]]:
    """Return the standard library's parser: it stops at the first error, and its words are the ones retold."""
    from tomllib import loads

    return loads
