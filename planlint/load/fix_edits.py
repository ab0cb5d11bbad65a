"""Remedies measured: which bytes of a document become which, and nothing beside them."""

import re
from collections.abc import Iterator
from typing import Any

from planlint.diagnostic import Edit, Fix, Remedy, Remove, Rename, Replace
from planlint.text import Pointer, Span
from planlint.toml import Document
from planlint.toml.literal import bare_or_quoted, literal
from planlint.toml.removal import removal


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
    entry = document.place(step.site.pointer)
    if entry is None:
        return
    if isinstance(step, Rename):
        yield from (Edit(path, span, bare_or_quoted(step.key)) for span in _names(document, step.site.pointer))
    elif isinstance(step, Replace):
        if entry.value is not None and not entry.header:
            yield Edit(path, entry.value, literal(step.value, text[entry.value.start]))
    elif entry.value is not None:
        *array, index = step.site.pointer
        before = document.place((*array, index - 1)) if isinstance(index, int) and index else None
        previous = before.value.end if before and before.value else None
        yield from (Edit(path, span, "") for span in removal(text, entry.value, previous))


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
