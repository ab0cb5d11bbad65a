"""Keeps what has been found in a history beside the repository, so that a later run reads only what is new."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from planlint.app.history.replay import ReplayStart
from planlint.app.history.store import FileStore
from planlint.history.record import Record, UnreadVersion
from planlint.history.series import AllSeries
from planlint.trees.named_paths import Folder

_FORMAT = 5


class Stored(NamedTuple):
    """A record, and where it can be taken up."""

    record: Record
    start: ReplayStart


class RecordStore:
    """The records of a repository that one configuration and one version of the program have made."""

    def __init__(self, folder: Folder, produced_by: tuple[object, ...]) -> None:
        self._files = FileStore(folder, "history", (_FORMAT, *produced_by))
        self.tips = self._files.tips

    def load(self, tip: str) -> Stored | None:
        """Return the record up to a commit, None where there is none that can be used."""
        sections = self._files.load(tip)
        try:
            return None if sections is None else _unpacked(sections, tip)
        except (ValueError, KeyError, TypeError):
            return None

    def save(self, record: Record, files: Mapping[str, bytes], instead_of: str | None) -> str | None:
        """Keep a record, in the place of the one it grew from. Return why that cannot be done, else None."""
        return self._files.save(record.tip, _packed(record, files), instead_of)


def _packed(record: Record, files: Mapping[str, bytes]) -> tuple[bytes, ...]:
    series = record.series
    rows = {**series.stored, **{name: _json(one._asdict()) for name, one in series.changed.items()}}
    return (
        record.lines,
        b"".join(name.encode("utf-8", "backslashreplace") + b"\t" + rows[name] + b"\n" for name in sorted(rows)),
        _json([list(one) for one in record.unread]),
        _json({path: blob.decode("ascii") for path, blob in files.items()}),
        _json([record.commits, record.undated]),
    )


def _unpacked(sections: Sequence[bytes], tip: str) -> Stored:
    lines, rows, unread, files, counted = sections
    commits, undated = json.loads(counted)
    stored = dict(row.split(b"\t", 1) for row in rows.split(b"\n") if row)
    record = Record(
        tip,
        commits,
        lines,
        tuple(UnreadVersion(*one) for one in json.loads(unread)),
        AllSeries({name.decode("utf-8"): row for name, row in stored.items()}),
        tuple(undated),
    )
    return Stored(record, ReplayStart(tip, {path: blob.encode("ascii") for path, blob in json.loads(files).items()}))


def _json(value: Any) -> bytes:
    return json.dumps(value).encode("ascii")
