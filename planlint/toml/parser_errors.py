"""A parser's refusal made a fault, the same whichever parser it was."""

import re

from planlint.text import Source
from planlint.toml import parsers
from planlint.toml.error_messages import tell
from planlint.toml.fault import Fault


def explain(source: Source, refusal: ValueError) -> Fault:
    """Return the fault for a text that a parser refused, the same whichever parser it was."""
    try:
        parsers.plain()(source.text)
    except ValueError as error:
        words, at = _refusal(source.text, error)
    else:
        words, at = _fast_refusal(source.text, refusal)
    story = tell(source.text, words, at)
    return Fault(story.code, story.message, story.span, source, story.help, story.related)


def _refusal(text: str, error: ValueError) -> tuple[str, int]:
    """Return the words of tomllib's error and its offset in the text as it is.

    The offset has to be found by line and column: tomllib counts in a copy whose line ends are LF.
    """
    words, _, place = str(error).rpartition(" (at ")
    match = re.fullmatch(r"line (\d+), column (\d+)\)", place)
    line = getattr(error, "lineno", None) or (int(match[1]) if match else None)
    column = getattr(error, "colno", None) or (int(match[2]) if match else None)
    words = getattr(error, "msg", None) or words or str(error)
    if line is None or column is None:
        return words, len(text)
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return words, min(start + column - 1, len(text))


def _fast_refusal(text: str, error: ValueError) -> tuple[str, int]:
    """Return the same for an error of toml_rs, which counts bytes."""
    words = str(error).strip().rpartition("\n")[2]
    before = text.encode()[: getattr(error, "pos", 0)]
    return words, len(before.decode("utf-8", "ignore"))
