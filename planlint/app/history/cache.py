"""Keeps what has been found in a history beside the repository, so that a later run reads only what is new."""

import json
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from planlint.app.history.replay import ReplayStart
from planlint.history.record import Record, UnreadVersion
from planlint.history.series import AllSeries
from planlint.trees.errors import TreeError
from planlint.trees.named_paths import Folder
from planlint.trees.writing import replace_file

_FORMAT = 4
_MOST = 6  # records that are kept of one repository
_FOLDER = ("planlint", "history")


class Stored(NamedTuple):
    """A record, and where it can be taken up."""

    record: Record
    start: ReplayStart


class RecordStore:
    """The records of a repository that one configuration and one version of the program have made.

    Each is a file named by what produced it and by its newest commit. A file that does not fit is passed over, and
    replaced in time; two runs that write at once put whole files in place, each as good as the other.
    """

    def __init__(self, folder: Folder, produced_by: tuple[object, ...]) -> None:
        self._folder = folder.joinpath(*_FOLDER)
        self._made_by = json.dumps([_FORMAT, *map(repr, produced_by)])
        self._name = f"{zlib.crc32(self._made_by.encode()):08x}"

    def tips(self) -> list[str]:
        """Return the newest commits of the records there are."""
        with suppress(OSError):
            return sorted(path.name.partition("-")[2] for path in self._folder.glob(f"{self._name}-*"))
        return []

    def load(self, tip: str) -> Stored | None:
        """Return the record up to a commit, None where there is none that can be used."""
        try:
            return _unpacked((self._folder / f"{self._name}-{tip}").read_bytes(), self._made_by, tip)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, record: Record, files: Mapping[str, bytes], instead_of: str | None) -> str | None:
        """Keep a record, in the place of the one it grew from. Return why that cannot be done, else None."""
        path = self._folder / f"{self._name}-{record.tip}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # What a power cut tears is found damaged, and made again.
            replace_file(path, _packed(record, self._made_by, files), lasting=False)
            old = sorted(self._folder.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)[_MOST:]
            if instead_of is not None and instead_of != record.tip:
                old.append(self._folder / f"{self._name}-{instead_of}")
        except OSError as error:
            return str(error.strerror or error)
        except TreeError as error:
            return error.message
        for one in old:
            with suppress(OSError):
                one.unlink()
        return None


def _packed(record: Record, made_by: str, files: Mapping[str, bytes]) -> bytes:
    series = record.series
    rows = {**series.stored, **{name: _json(one._asdict()) for name, one in series.changed.items()}}
    sections = (
        record.lines,
        b"".join(name.encode("utf-8", "backslashreplace") + b"\t" + rows[name] + b"\n" for name in sorted(rows)),
        _json([list(one) for one in record.unread]),
        _json({path: blob.decode("ascii") for path, blob in files.items()}),
        _json([record.commits, record.undated]),
    )
    head = {
        "made_by": made_by,
        "tip": record.tip,
        "sizes": [len(one) for one in sections],
        "checksum": _checksum(sections),
    }
    return b"".join((_json(head), b"\n", *sections))


def _unpacked(data: bytes, made_by: str, tip: str) -> Stored:
    at = data.index(b"\n") + 1
    head = json.loads(data[:at])
    sections = []
    for size in head["sizes"]:
        sections.append(data[at : at + size])
        at += size
    if (head["made_by"], head["tip"]) != (made_by, tip) or at != len(data) or _checksum(sections) != head["checksum"]:
        raise ValueError("the record is damaged, or another one")
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


def _checksum(sections: Iterable[bytes]) -> int:
    found = 0
    for section in sections:
        found = zlib.crc32(section, found)
    return found


def _json(value: Any) -> bytes:
    return json.dumps(value).encode("ascii")
