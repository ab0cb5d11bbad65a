"""A half-typed text made readable: the lines that cannot be read are blanked, and every offset stays true."""

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from planlint.load.plan import declared_name
from planlint.text import Source, Span
from planlint.toml import Document, Fault, declared, read

_MOST_LINES = 4  # that are blanked: a text with more faults than that is not being typed
_SHORTEST_HEADER = 3  # characters, `[a]`
_LETTERS = "abcdefgh"  # one for each stand-in header, so that no two are the same


class Recovered(NamedTuple):
    """What can be read of a text: the document, the spans that were blanked, and the items that lack something."""

    document: Document
    blanked: tuple[Span, ...]
    broken: frozenset[str]

    def hides(self, span: Span) -> bool:
        """Whether a place touches a line that was blanked."""
        return any(span.start <= end and start <= span.end for start, end in self.blanked)


def recovered(path: str, text: str, line: int | None = None) -> Recovered | None:
    """Return what can be read of a text that is not TOML; None where too much of it is missing.

    The `line` of the cursor, from 1, is left out first; where that does not help, the lines at which the parser gives
    up, one after the other. A header that is left out has a stand-in, so that its keys do not fall to the table above.
    """
    source = Source(path, text)
    if line is not None:
        with suppress(Fault, UnicodeEncodeError):
            return _read(source, [_whole_line(source, line)])
    spans: list[Span] = []
    while len(spans) <= _MOST_LINES:
        try:
            return _read(source, spans)
        except Fault as fault:
            span = _whole_line(source, source.position(fault.span.start).line)
            if span in spans or not source.text[span.start : span.end].strip():
                return None
            spans.append(span)
        except UnicodeEncodeError:
            return None
    return None


def _read(source: Source, spans: list[Span]) -> Recovered:
    """Return what can be read of a text without some lines; `Fault` or `UnicodeEncodeError` where it cannot be."""
    document = read(source.path, _blanked(source.text, spans).encode())
    there = {f"{kind}.{name}" for kind, table in document.value.items() if isinstance(table, dict) for name in table}
    headers = [(header.span.start, declared_name(header.parts)) for header in declared(source.text)]
    lost = {name for _, name in headers if name is not None and name not in there}
    around = (next((name for start, name in reversed(headers) if start <= span.start), None) for span in spans)
    return Recovered(document, tuple(spans), frozenset(lost | {name for name in around if name is not None}))


def _whole_line(source: Source, number: int) -> Span:
    start = source.offset(number)
    return Span(start, start + len(source.line(number)))


def _blanked(text: str, spans: list[Span]) -> str:
    for number, span in enumerate(sorted(spans)):
        text = "".join(_without_line(text, span, _LETTERS[number]))
    return text


def _without_line(text: str, span: Span, letter: str) -> Iterator[str]:
    """Yield the pieces of a text with a line left out, in as many characters."""
    line, end = text[span.start : span.end], span.end
    yield text[: span.start]
    if not line.lstrip().startswith("["):
        yield " " * len(line)
    elif len(line) >= _SHORTEST_HEADER:
        yield f"[{'x-' if len(line) > len('[x-a]') - 1 else ''}".ljust(len(line) - 1, letter) + "]"
    else:  # too short for a header: what stands below goes with it
        end = text.find("\n[", end)
        end = len(text) if end < 0 else end
        yield "".join(char if char in "\r\n" else " " for char in text[span.start : end])
    yield text[end:]
