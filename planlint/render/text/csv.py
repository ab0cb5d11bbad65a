"""Rows as CSV (RFC 4180) that neither a spreadsheet nor a terminal acts upon."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from planlint.printable import HARMFUL, escape

# With one of these in front a spreadsheet takes a text for a formula, and so it does with their wide forms.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV with its header; None is an empty cell, and lines end in CRLF as RFC 4180 has them.

    A text that a spreadsheet would run as a formula gets an apostrophe in front, as is usual, and so does one that
    has apostrophes there already: whoever takes one off has the text again. One that is a number, also a negative
    one, stays as it is. Characters that act on a terminal become escapes, but for line
    ends and tabs, which are part of a cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = HARMFUL.sub(lambda match: match[0] if match[0] in "\n\t" else escape(match[0]), value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
