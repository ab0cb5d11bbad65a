"""A history's log in every form there is."""

import json
from collections.abc import Iterable, Mapping, Sequence

from planlint.history.line_format import LogEntry
from planlint.history.log import Log
from planlint.json_line import dump, on_lines
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
        "changes": b"\n  " + changes if changes else b"",
        "unreadable": on_lines(unread).encode(),
        "series": on_lines(one._asdict() for one in log.series).encode(),
        **({"work": on_lines(work).encode()} if work else {}),
    }
    parts = [b' "%b": [%b]' % (name.encode(), rows) for name, rows in lists.items()]
    return head.encode("utf-8") + b",\n".join(parts) + b"}\n"


def log_csv(entries: Iterable[LogEntry]) -> str:
    """Return the changes as a table, oldest first; values that are no plain text or number are in JSON form."""
    return csv_text(_COLUMNS, ([_cell(getattr(entry, column)) for column in _COLUMNS] for entry in entries))


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list, bool)) else value
