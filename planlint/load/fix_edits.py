"""Remedies measured: which bytes of a document become which, and nothing beside them."""

import re
from collections.abc import Iterator
from typing import Any

from planlint.diagnostic import Edit, Fix, Remedy, Remove, Rename, Replace
from planlint.text import Pointer, Span, without_blanks
from planlint.toml import Document
from planlint.toml.literal import literal

_BARE_KEY = r"[A-Za-z0-9_-]+"
_GAP = r"(?:[ \t\r\n]|#[^\n]*)*"  # what may stand between the elements of an array: blanks, line ends, comments


def measured(document: Document, remedy: Remedy) -> Fix | None:
    """Return the edits a remedy comes to in its document; None where it cannot be taken in the text as it is."""
    edits: list[Edit] = []
    for step in remedy.steps:
        found = list(_edits(document, step))
        if not found:
            return None
        edits += found
    return Fix(remedy.safe, tuple(edits))


def _edits(document: Document, step: Replace | Rename | Remove) -> Iterator[Edit]:
    path, text = document.source.path, document.source.text
    entry = document.places.get(step.site.pointer)
    if entry is None:
        return
    if isinstance(step, Rename):
        yield from (Edit(path, span, _key(step.key)) for span in _names(document, step.site.pointer))
    elif isinstance(step, Replace):
        if entry.value is not None and not entry.header:
            yield Edit(path, entry.value, literal(step.value, text[entry.value.start]))
    elif entry.value is not None:
        yield from (Edit(path, span, "") for span in _removal(document, step, entry.value))


def _names(document: Document, pointer: Pointer) -> list[Span]:
    """Every place where a key is written: one, but for a table that dotted keys make line by line.

    Empty where a key stands in a way that cannot be told apart here: then it is left alone.
    """
    text = document.source.text
    own = document.places[pointer]
    value: Any = document.value
    for key in pointer:
        value = value[key]
    below = {route: document.places[route] for route in _routes(value, pointer)}
    if own.value is not None:
        return [own.key] if not any(entry.header for entry in below.values()) else []
    spans = []
    for route, entry in below.items():
        written = re.search(r"([^\s.=\[{,]+)[ \t]*\.[ \t]*$", text[max(0, entry.key.start - 200) : entry.key.start])
        if len(route) > len(pointer) + 1 or written is None:
            return []
        start = max(0, entry.key.start - 200) + written.start(1)
        spans.append(Span(start, start + len(written[1])))
    return spans


def _routes(value: Any, above: Pointer) -> Iterator[Pointer]:
    """Yield the routes of all that stands inside a value."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield (*above, key)
        yield from _routes(member, (*above, key))


def _key(key: str) -> str:
    return key if re.fullmatch(_BARE_KEY, key) else literal(key)


def _removal(document: Document, step: Remove, element: Span) -> Iterator[Span]:
    """What goes with an element of an array: one comma, and the blanks or the line it would leave behind."""
    text = document.source.text
    comma = _after_gap(text, element.end)
    if text[comma : comma + 1] == ",":
        if _is_blank(text[element.end : comma]):
            yield without_blanks(text, Span(element.start, comma + 1))
        else:  # a comment or a line end stands between: it stays
            yield without_blanks(text, element)
            yield without_blanks(text, Span(comma, comma + 1))
        return
    *array, index = step.site.pointer
    before = document.places.get((*array, index - 1)) if isinstance(index, int) and index else None
    if before is None or before.value is None:
        yield without_blanks(text, element)
        return
    comma = _after_gap(text, before.value.end)
    if _is_blank(text[comma + 1 : element.start]):
        start = before.value.end if _is_blank(text[before.value.end : comma]) else comma
        yield without_blanks(text, Span(start, element.end))
    else:  # line ends or comments stand between: they stay, and so may the comma
        yield without_blanks(text, element)


def _after_gap(text: str, start: int) -> int:
    """Return where the next sign behind blanks, line ends and comments stands."""
    gap = re.compile(_GAP).match(text, start)
    return gap.end() if gap else start


def _is_blank(text: str) -> bool:
    return not text.strip(" \t")
