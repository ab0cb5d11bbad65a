"""The fast parser: the values of a text where TOML 1.0 is certain to have the same."""

from datetime import datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from planlint.toml.grammar import LITERAL, MULTI_LITERAL, compiled
from planlint.toml.limits import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Callable

# rtoml reads TOML 1.1 as well. What is new there: line ends and a last comma in inline tables, the escapes \e and \x,
# times without seconds. It also adds to arrays of tables from elsewhere. Texts in which any of these might be are left
# to the strict parser; the pattern matches a text in which none is, if it is TOML at all.
_MULTI = r'"""(?:[^"\\]++|\\[^ex]|"(?!""))*+"{3,5}|' + MULTI_LITERAL
_TEXT = rf"{_MULTI}|" + r'"(?!"")(?:[^"\\\n]++|\\[^ex\n])*+"' + rf"|{LITERAL}"
_COMMENT = r"#[^\n]*+"
_LIST = rf"\[(?:[^\[\]{{}}\"'#]++|{_TEXT}|{_COMMENT})*+\]"
_COMMA = r",(?![ \t]*+\})"
_INNER = rf"\{{(?:[^\[\]{{}}\"'#,\n]++|{_COMMA}|{_TEXT}|{_LIST})*+\}}"
_INLINE = rf"\{{(?:[^\[\]{{}}\"'#,\n]++|{_COMMA}|{_TEXT}|{_LIST}|{_INNER})*+\}}"
_AS_BEFORE = rf"(?:[^\[{{\"'#]++|\[(?!\[)|{_TEXT}|{_COMMENT}|{_INLINE})*+\Z"

_LOOKED_INTO = frozenset((dict, list, datetime, time))


@cache
def parser() -> "Callable[[str], dict[str, Any]] | None":
    """Return rtoml's parser, None where it is not installed; `ValueError` is how it refuses a text."""
    try:
        from rtoml import loads
    except ImportError:
        return None
    return loads


def values(text: str) -> dict[str, Any] | None:
    """Return the values of a text; None where only the strict parser can tell whether it has any, and which."""
    value = parsed(text)
    return None if value is None or need_a_closer_look(value) else value


def parsed(text: str) -> dict[str, Any] | None:
    """Return values as `values` does, and others that `need_a_closer_look`."""
    load = parser()
    if load is None or text.startswith("\ufeff"):  # rtoml overlooks a byte-order mark
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    if ("{" in text or "[[" in text or "\\" in text) and compiled(_AS_BEFORE).match(text) is None:
        return None
    try:
        return load(text)
    except ValueError:
        return None


def need_a_closer_look(value: dict[str, Any] | list[Any], levels: int = MAX_DEPTH - 1) -> bool:
    """Whether values nest so deep that a limit may be passed, or one of them is a time, which may lack its seconds."""
    members = value.values() if type(value) is dict else value
    if _LOOKED_INTO.isdisjoint(map(type, members)):
        return False
    if not levels:
        return True
    for member in members:
        if isinstance(member, (dict, list)):
            if need_a_closer_look(member, levels - 1):
                return True
        elif isinstance(member, (datetime, time)):
            return True
    return False
