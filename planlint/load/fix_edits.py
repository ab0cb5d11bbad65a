"""Remedies measured: which bytes of a document become which, and nothing beside them."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from planlint.diagnostic import Edit, Fix, Remedy, Remove, Rename, Replace
from planlint.text import Pointer, Span
from planlint.toml import Document

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
            yield Edit(path, entry.value, _literal(step.value, text[entry.value.start]))
    elif entry.value is not None:
        yield from (Edit(path, span, "") for span in _removal(document, step, entry.value))


def _names(document: Document, pointer: Pointer) -> list[Span]:
    """Every place where a key is written: one, but for a table that dotted keys make line by line.

    Empty where a key stands in a way that cannot be told apart here: then it is left alone.
    """
    text = document.source.text
    below = {route: entry for route, entry in document.places.items() if route[: len(pointer)] == pointer}
    own = below.pop(pointer)
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


def _key(key: str) -> str:
    return key if re.fullmatch(_BARE_KEY, key) else json.dumps(key, ensure_ascii=False)


def _literal(value: Any, quote: str) -> str:
    """Return a value as TOML, a text in the quotes it had where that can be."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(_literal(one, quote) for one in value)}]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        if quote == "'" and value.isprintable() and "'" not in value:
            return f"'{value}'"
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


def _removal(document: Document, step: Remove, element: Span) -> Iterator[Span]:
    """What goes with an element of an array: one comma, and the blanks or the line it would leave behind."""
    text = document.source.text
    *array, index = step.site.pointer
    after = re.compile(_GAP).match(text, element.end)
    comma = after.end() if after else element.end
    if text[comma : comma + 1] == ",":
        if comma == element.end:
            yield _with_blanks(text, Span(element.start, comma + 1))
        else:  # a comment or a line end stands between: it stays
            yield element
            yield Span(comma, comma + 1)
        return
    before = document.places.get((*array, index - 1)) if isinstance(index, int) and index else None
    if before is None or before.value is None:
        yield element
        return
    gap = re.compile(_GAP).match(text, before.value.end)
    comma = gap.end() if gap else before.value.end
    between = text[comma + 1 : element.start]
    if between.strip(" \t"):  # line ends or comments: they stay, and so may the comma
        yield element
    else:
        yield Span(comma, element.end)


def _with_blanks(text: str, span: Span) -> Span:
    """Widen a span over the blanks after it, or over its whole line where nothing else stands there."""
    line_start = text.rfind("\n", 0, span.start) + 1
    end = span.end
    while end < len(text) and text[end] in " \t":
        end += 1
    alone = not text[line_start : span.start].strip(" \t")
    line_end = text.find("\n", end)
    if alone and line_end >= 0 and not text[end:line_end].strip("\r"):
        return Span(line_start, line_end + 1)
    return Span(span.start, end)
