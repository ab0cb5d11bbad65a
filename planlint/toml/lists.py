"""Lists written anew with other elements: the lines, comments and commas of those that stay are kept."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from planlint.text import Span
from planlint.toml.literal import literal
from planlint.toml.removal import comma_after, removal
from planlint.toml.scan import Scan

_KEY = "v = "


def with_elements(written: str, present: Sequence[Any], wanted: Sequence[Any]) -> str:
    """Return the text of a list that holds `present`, with the elements `wanted` in it."""
    before, after = [literal(value) for value in present], [literal(value) for value in wanted]
    # From the end, so that the places of what comes before stay true.
    for verb, start, end, first, last in reversed(SequenceMatcher(None, before, after, autojunk=False).get_opcodes()):
        if verb == "equal":
            continue
        kept = min(end - start, last - first)
        for index in reversed(range(start + kept, end)):
            written = _without(written, index)
        for value in reversed(after[first + kept : last]):
            written = _with_inserted(written, start + kept, value)
        for offset in reversed(range(kept)):
            span = _List(written).elements[start + offset]
            written = written[: span.start] + after[first + offset] + written[span.end :]
    return written


class _List:
    """A list as it is written: where its elements and comments stand."""

    def __init__(self, written: str) -> None:
        scan = Scan(_KEY + written).run()
        values = [entry.value for pointer, entry in scan.entries.items() if len(pointer) == 2]
        self.elements = [span.moved(-len(_KEY)) for span in values if span is not None]
        self.comments = [span.moved(-len(_KEY)) for span in scan.comments]


def _without(written: str, index: int) -> str:
    elements = _List(written).elements
    for span in reversed(removal(written, elements[index], elements[index - 1].end if index else None)):
        written = written[: span.start] + written[span.end :]
    return written


def _with_inserted(written: str, index: int, value: str) -> str:
    """Return the list with one element more, before the one at an index, or behind the last."""
    held = _List(written)
    if index < len(held.elements):
        at = held.elements[index].start
        indent = _own_indent(written, at)
        behind = ", " if indent is None else f",{_newline(written)}{indent}"
        return written[:at] + value + behind + written[at:]
    if not held.elements:
        return _first(written, held.comments, value)
    last = held.elements[-1]
    comma = comma_after(written, last.end)
    # A comment behind the last element, or behind its comma, speaks of it: what is new stands below.
    at = last.end if comma is None else comma + 1
    line_end = _line_end(written, at)
    indent = _own_indent(written, last.start)
    commented = written[at:line_end].lstrip(" \t").startswith("#")
    if commented or indent is not None:
        after = at if not commented and written[at:line_end].strip() else line_end
        indent = _indent_by_bracket(written) if indent is None else indent
        new = f"{_newline(written)}{indent}{value}{',' if comma is not None else ''}"
        written = written[:after].rstrip(" \t") + new + written[after:]
        return written if comma is not None else f"{written[: last.end]},{written[last.end :]}"
    return f"{written[:at]} {value},{written[at:]}" if comma is not None else f"{written[:at]}, {value}{written[at:]}"


def _first(written: str, comments: list[Span], value: str) -> str:
    """Return an empty list with its first element, below its comments."""
    newline = _newline(written)
    if comments:
        at, indent = comments[-1].end, _own_indent(written, comments[-1].start)
        return f"{written[:at]}{newline}{'  ' if indent is None else indent}{value},{written[at:]}"
    if "\n" in written:
        closing = written[written.rfind("\n") + 1 : -1]
        return f"[{newline}{closing}  {value},{newline}{closing}]"
    return f"[{value}]"


def _own_indent(written: str, at: int) -> str | None:
    """Return the blanks before what begins a line of a list; None where something else stands there, or its bracket."""
    line = written.rfind("\n", 0, at) + 1
    return written[line:at] if line and not written[line:at].strip() else None


def _indent_by_bracket(written: str) -> str:
    closing = written[written.rfind("\n") + 1 : -1]
    return ("" if closing.strip() else closing) + "  "


def _line_end(written: str, at: int) -> int:
    end = written.find("\n", at)
    end = len(written) if end < 0 else end
    return end - 1 if written[at:end].endswith("\r") else end


def _newline(written: str) -> str:
    return "\r\n" if "\r\n" in written else "\n"
