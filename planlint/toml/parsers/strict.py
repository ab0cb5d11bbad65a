"""The strict parser: TOML 1.0 as the standard library reads it, or the one fault that says why not."""

import re
from tomllib import loads
from typing import Any

from planlint.text import Source, Span
from planlint.toml.error_messages import tell
from planlint.toml.fault import Fault
from planlint.toml.limits import MAX_DEPTH, require_limits


def values(source: Source) -> dict[str, Any]:
    """Return the values of a text; `Fault` where it is not TOML 1.0 or passes a limit."""
    require_limits(source)
    try:
        return loads(source.text)
    except RecursionError:
        raise Fault("PL003", f"values nest deeper than {MAX_DEPTH} levels", Span(0, 0), source) from None
    except ValueError as error:
        story = tell(source.text, *_refusal(source.text, error))
        raise Fault(story.code, story.message, story.span, source, story.help, story.related) from None


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
