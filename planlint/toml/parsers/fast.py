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
# to the strict parser. A text shows at a glance that it has no such escape, nor such an inline table behind a key; the
# whole pattern matches one in which there is neither these nor an array of tables, wherever, if it is TOML at all.
_MULTI = r'"""(?:[^"\\]++|\\[^ex]|"(?!""))*+"{3,5}|' + MULTI_LITERAL
_TEXT = rf"{_MULTI}|" + r'"(?!"")(?:[^"\\\n]++|\\[^ex\n])*+"' + rf"|{LITERAL}"
_COMMENT = r"#[^\n]*+"
_LIST = rf"\[(?:[^\[\]{{}}\"'#]++|{_TEXT}|{_COMMENT})*+\]"
_COMMA = r",(?![ \t]*+\})"
_INNER = rf"\{{(?:[^\[\]{{}}\"'#,\n]++|{_COMMA}|{_TEXT}|{_LIST})*+\}}"
_INLINE = rf"\{{(?:[^\[\]{{}}\"'#,\n]++|{_COMMA}|{_TEXT}|{_LIST}|{_INNER})*+\}}"
_NEW_ESCAPE = r"\\[ex]"
_ANOTHER_INLINE = rf"=[ \t]*+(?=\{{)(?!{_INLINE})"
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
    return None if value is None or need_a_closer_look(text, value) else value


def parsed(text: str) -> dict[str, Any] | None:
    """Return values as `values` does, and others that `need_a_closer_look`."""
    load = parser()
    if load is None or text.startswith("\ufeff"):  # rtoml overlooks a byte-order mark
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    if not (_at_a_glance(text) or _is_as_before(text)):
        return None
    try:
        return load(text)
    except ValueError:
        return None


def _at_a_glance(text: str) -> bool:
    """Whether the escapes of a text, and the inline tables that stand behind keys, are those of TOML 1.0."""
    if "\\" in text and compiled(_NEW_ESCAPE).search(text) is not None:
        return False
    return "{" not in text or compiled(_ANOTHER_INLINE).search(text) is None


def _is_as_before(text: str) -> bool:
    return compiled(_AS_BEFORE).match(text) is not None


def need_a_closer_look(text: str, value: dict[str, Any]) -> bool:
    """Whether the values of a text may not be those of TOML 1.0, or pass a limit.

    Where they nest deep, one is a time, which may lack its seconds, or tables in a list are written in a new way.
    """
    if _nest_or_tell_time(value, MAX_DEPTH - 1):
        return True
    return ("{" in text or "[[" in text) and _have_tables_in_lists(value) and not _is_as_before(text)


def _nest_or_tell_time(value: dict[str, Any] | list[Any], levels: int) -> bool:
    members = value.values() if type(value) is dict else value
    if _LOOKED_INTO.isdisjoint(map(type, members)):
        return False
    if not levels:
        return True
    for member in members:
        if isinstance(member, (dict, list)):
            if _nest_or_tell_time(member, levels - 1):
                return True
        elif isinstance(member, (datetime, time)):
            return True
    return False


def _have_tables_in_lists(value: dict[str, Any] | list[Any]) -> bool:
    if type(value) is list and dict in map(type, value):
        return True
    members = value.values() if type(value) is dict else value
    return any(_have_tables_in_lists(member) for member in members if isinstance(member, (dict, list)))
