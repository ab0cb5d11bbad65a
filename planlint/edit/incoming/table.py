"""Tables as they come from elsewhere: the bytes of a CSV file, or the JSON of issues, to a header and rows."""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from planlint.bounds import listing
from planlint.edit.errors import EditError

Fits = Callable[[Sequence[str]], bool]
"""Whether a row can be the header that is looked for."""

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_USUAL = ("cp1252", "cp1250", "mac_roman", "cp437")
_DELIMITERS = (",", ";", "\t", "|")
_HEADER_WITHIN = 20  # rows: titles and empty lines may stand above the header
_LONGEST_CELL = 1 << 20
_GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_ISSUE = re.compile(r"https://[^/]+/([^/]+/[^/]+)/(?:issues|pull)/(\d+)")


class RowPlace(NamedTuple):
    """Where people find a row again: its order in the file, and the words for it, such as `line 12`."""

    order: int
    words: str

    def __str__(self) -> str:
        return self.words


class TableRow(NamedTuple):
    """A row: where it begins in the file, its number as a spreadsheet counts, the texts of its cells."""

    place: RowPlace
    number: int
    cells: tuple[str, ...]


class Table(NamedTuple):
    """A header, and the rows below it that are not empty.

    `is_whole` says that somebody chose the columns: what is not taken of them is worth a word.
    """

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    is_whole: bool = True


def decoded(data: bytes, encoding: str | None) -> str:
    """Return the text of a file: as its byte-order mark says, as UTF-16 or UTF-8, or in the encoding that is named.

    `EditError` where it is none of these: many encodings would do, and each makes other letters of the same bytes.
    """
    if encoding is not None:
        return _in(data, encoding)
    mark = next((mark for mark in _MARKS if data.startswith(mark)), None)
    if mark is not None:
        return _in(data, _MARKS[mark])
    if b"\0" in data[:2]:
        return _in(data, "utf-16-be" if data[:1] == b"\0" else "utf-16-le")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        word = re.search(rb"[^\s,;]*\Z", data[: error.start])
        rest = re.match(rb"[^\s,;]*", data[error.start :])
        written = (word[0] if word else b"")[-20:] + (rest[0] if rest else b"")[:20]
        ways = [f"'{text}' with --encoding {name}" for name in _USUAL if (text := _maybe(written, name))]
        raise EditError(
            f"line {line} is not UTF-8 text: which letters are meant cannot be told",
            f"it reads {' or '.join(ways)}; or save the table as UTF-8" if ways else "save the table as UTF-8",
        ) from None


def csv_table(text: str, delimiter: str | None, fits: Fits) -> Table:
    """Return the table that a text holds: the first row that fits is its header.

    `EditError` with the columns that were found where there is none.
    """
    csv.field_size_limit(_LONGEST_CELL)
    said = re.match(r"sep=(.)\r?\n", text)  # a line that Excel writes and reads
    delimiters = (delimiter,) if delimiter else ((said[1],) if said else _DELIMITERS)
    found: list[Sequence[str]] = []
    for sign in delimiters:
        try:
            rows = list(_rows(text, sign))
        except csv.Error as error:
            if len(delimiters) == 1:
                raise EditError(f"this is not CSV with '{sign}' between the cells: {error}") from None
            continue
        for at, row in enumerate(rows[:_HEADER_WITHIN]):
            if fits(row.cells):
                return Table(row.cells, tuple(rows[at + 1 :]))
        found += [row.cells for row in rows[:_HEADER_WITHIN]]
    widest = max(found, key=len, default=())
    raise EditError(
        f"no row has the headers that are needed; found: {listing(map(repr, filter(None, widest))) or 'nothing'}",
        "--map FILE says which column holds what; `planlint import` shows how",
    )


def _rows(text: str, delimiter: str) -> Iterator[TableRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    line = 1
    for number, cells in enumerate(reader, 1):
        cleaned = tuple(_meant(cell) for cell in cells)
        if any(cleaned):
            yield TableRow(RowPlace(line, f"line {line}"), number, cleaned)
        line = reader.line_num + 1


def _meant(cell: str) -> str:
    """Return the text of a cell without the apostrophe that guards what a spreadsheet would take for a formula."""
    text = cell.strip()
    return text[1:].lstrip() if _GUARDED.match(text) else text


def _in(data: bytes, encoding: str) -> str:
    try:
        return data.decode("utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding)
    except LookupError:
        raise EditError(f"--encoding: '{encoding}' is not known", "for example utf-8, utf-16, cp1252") from None
    except UnicodeError as error:
        raise EditError(f"the file is not {encoding} text: {error}", "--encoding names another one") from None


def _maybe(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeError:
        return ""
    return text if text.isprintable() else ""


def issue_table(text: str) -> Table:
    """Return the issues or project items that `gh` prints as a table, an issue a row; `EditError` for other JSON.

    Columns are the keys of the JSON, joined by dots, and `reference`: `owner/name#12` where an address is given.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EditError(f"this is not JSON: {error}", _GH) from None
    issues = value.get("items") if isinstance(value, dict) else value
    if not isinstance(issues, list) or not all(isinstance(one, dict) for one in issues):
        raise EditError("this JSON is not a list of issues", _GH)
    flat = [_flat(one) for one in issues]
    for one in flat:
        one["reference"] = [_reference(one)]
    counts = {key: max(len(one.get(key, ())) for one in flat) for key in dict.fromkeys(chain.from_iterable(flat))}
    header = [key for key, count in counts.items() for _ in range(count)]
    return Table(
        tuple(header),
        tuple(
            TableRow(
                _place(one, at),
                at,
                tuple(cell for key, count in counts.items() for cell in _padded(one.get(key, []), count)),
            )
            for at, one in enumerate(flat, 1)
        ),
        is_whole=False,
    )


_GH = "`gh issue list --json number,title,state,stateReason,assignees,milestone,labels,url` prints it"


def _padded(cells: list[str], count: int) -> list[str]:
    return [*cells, *[""] * (count - len(cells))]


def _flat(value: Mapping[str, Any], before: str = "") -> dict[str, list[str]]:
    """Return the texts in a JSON object by their dotted keys; of people and labels the name."""
    found: dict[str, list[str]] = {}
    for key, inner in value.items():
        if isinstance(inner, dict):
            found |= _flat(inner, f"{before}{key}.")
        elif isinstance(inner, list):
            found[before + key] = [text for one in inner if (text := _name(one))]
        else:
            found[before + key] = [_name(inner)]
    return found


def _name(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in ("login", "name", "title") if value.get(key)), None)
    if value is None or isinstance(value, (bool, dict, list)):
        return ""
    return str(value).strip()


def _place(issue: Mapping[str, list[str]], at: int) -> RowPlace:
    """Return how people find an issue again: by what it is called, else by its place among the others."""
    name = next(iter(issue["reference"]), "")
    return RowPlace(at, f"issue {name}" if "#" in name or name.isdigit() else f"entry {at}")


def _reference(issue: Mapping[str, list[str]]) -> str:
    """Return what an issue is called: by its address, else its number, else the id of the project's item."""
    for key in ("url", "content.url"):
        match = _ISSUE.fullmatch("".join(issue.get(key, ())))
        if match:
            return f"{match[1]}#{match[2]}"
    return next((found for key in ("number", "content.number", "id") if (found := "".join(issue.get(key, ())))), "")
