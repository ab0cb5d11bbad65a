"""Bytes to a document, or the one fault that says why not."""

from collections.abc import Callable, Sequence
from typing import Any

from planlint.text import Source, Span
from planlint.toml.document import Document, Undecoded
from planlint.toml.fault import Fault
from planlint.toml.limits import MAX_BYTES
from planlint.toml.parsers import fast


def read(path: str, data: bytes, shapes_of: Callable[[dict[str, Any]], Sequence[Any] | None] | None = None) -> Document:
    """Return the document these bytes hold; `Fault` where they are not TOML 1.0 or pass a limit.

    `shapes_of` knows values that are of an expected shape: these nest no deeper than the limits, and have neither times
    nor tables in lists. None for all others.
    """
    source = _decode(path, data)
    value = fast.parsed(source.text)
    shapes = shapes_of(value) if value is not None and shapes_of is not None else None
    if value is not None and shapes is not None:
        return Document(Undecoded(path, data), value, shapes)
    return Document(source, _certain(source, value))


def values_of(source: Source) -> dict[str, Any]:
    """Return the values of a text; `Fault` where it is not TOML 1.0 or passes a limit."""
    return _certain(source, fast.parsed(source.text))


def _certain(source: Source, value: dict[str, Any] | None) -> dict[str, Any]:
    """Return the values that the fast parser has found in a text, or those that the strict one does."""
    if value is None or fast.need_a_closer_look(source.text, value):
        from planlint.toml.parsers import strict  # sound files, the most of them, never pay for it

        value = strict.values(source)
    return value


def _decode(path: str, data: bytes) -> Source:
    if len(data) > MAX_BYTES:
        source = Source(path, _text(data[:MAX_BYTES], "replace"))
        message = f"the file has more than {MAX_BYTES:,} bytes, and no more are read"
        raise Fault("PL003", message, Span(0, 0), source, "split the plan into several files")
    if _is_bare_utf16(data):
        raise _not_utf8(path, data, 0, "the file looks like UTF-16")
    try:
        return Source(path, _text(data, "strict"))
    except UnicodeDecodeError as error:
        utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        message = "the file looks like UTF-16" if utf16 else f"byte 0x{data[error.start]:02X} is not UTF-8"
        raise _not_utf8(path, data, error.start, message) from None


def _text(data: bytes, errors: str) -> str:
    return data.decode("utf-8", errors).removeprefix("\ufeff")


def _is_bare_utf16(data: bytes) -> bool:
    """Whether ASCII text seems to be stored in two bytes a character, without the mark that would say so."""
    head = data[:8]
    return b"\0" in head and len(head) > 3 and (not any(head[::2]) or not any(head[1::2])) and any(head)


def _not_utf8(path: str, data: bytes, at: int, message: str) -> Fault:
    offset = len(_text(data[:at], "strict"))
    source = Source(path, _text(data, "replace"))
    return Fault("PL002", message, Span(offset, offset + 1), source, "save the file as UTF-8")
