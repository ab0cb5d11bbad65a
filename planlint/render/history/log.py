"""A history's log in every form there is."""

import json
from collections.abc import Iterable, Mapping, Sequence

from planlint.history.line_format import LogEntry
from planlint.history.log import Log
from planlint.json_line import dump
from planlint.render.text.csv import csv_text

_COLUMNS = (
    *("date", "verb", "item", "title", "key", "before", "after", "path"),
    *("commit", "author_date", "author", "email", "subject"),
)


def log_json(log: Log, work: Sequence[Mapping[str, object]] = ()) -> bytes:
    """Return everything as one JSON object, one change and one series a line within it; `work` where there is any."""
    changes = log.lines.rstrip(b"\n").replace(b"\n", b",\n  ")
    unread = ({"commit": one.commit, "path": one.path, "message": one.message} for one in log.unread)
    head = (
        f'{{"version": 1, "rev": {dump(log.rev)}, "oid": {dump(log.oid)}, "commits": {log.commits}, '
        f'"shallow": {dump(log.shallow)},\n'
    )
    lists = {
        "changes": changes,
        "unreadable": _rows(unread),
        "series": _rows(one._asdict() for one in log.series),
        **({"work": _rows(work)} if work else {}),
    }
    parts = [b' "%b": [%b]' % (name.encode(), b"\n  " + rows if rows else b"") for name, rows in lists.items()]
    return head.encode("utf-8") + b",\n".join(parts) + b"}\n"


def _rows(values: Iterable[Mapping[str, object]]) -> bytes:
    return b",\n  ".join(dump(value).encode("utf-8") for value in values)


def log_csv(entries: Iterable[LogEntry]) -> str:
    """Return the changes as a table, oldest first; values that are no plain text or number are in JSON form."""
    return csv_text(_COLUMNS, ([_cell(getattr(entry, column)) for column in _COLUMNS] for entry in entries))


def _cell(value: object) -> object:
    if isinstance(value, (dict, list, bool)):
        return json.dumps(value, ensure_ascii=False)
    return value
