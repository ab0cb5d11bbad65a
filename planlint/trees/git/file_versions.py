"""What files held before: their earlier contents in git, the newest first."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from planlint.trees.git.log import read_log
from planlint.trees.git.repository import Repository

_MOST = 512  # how far back anybody looks
_MOST_NAMED = 500  # files, beyond which a command line grows too long
_LIMIT = 1 << 20  # bytes of a file
_AT_ONCE = 32  # contents asked for together: most questions are answered by the newest few


class FileVersion(NamedTuple):
    """The content a file had from a UTC day on; None where it was not there."""

    day: date
    data: bytes | None


def versions(folder: Path, paths: Collection[str], rev: str = "HEAD") -> Mapping[str, Iterator[FileVersion]]:
    """Return the versions that a commit and those before it gave to files below a folder, along first parents.

    Read as far as they are asked for, at most 512 of each file, and 1 MiB + 1 byte of each version; moves are not
    followed. `TreeError` where git cannot tell.
    """
    if not paths:
        return {}
    repository = Repository.open(folder)
    prefix = repository.prefix(folder)
    named = [prefix + path for path in sorted(paths)] if len(paths) <= _MOST_NAMED else [prefix] if prefix else []
    blobs: dict[str, list[tuple[date, bytes | None]]] = {}
    shape = ("--first-parent", "--diff-merges=first-parent", rev)
    for commit, files in read_log(repository, shape, prefix, frozenset(paths).__contains__, below=named):
        for path, change in files.items():
            blobs.setdefault(path, []).append((commit.day, change.after))
    return {path: _read(repository, of_file[:_MOST]) for path, of_file in blobs.items()}


def _read(repository: Repository, blobs: list[tuple[date, bytes | None]]) -> Iterator[FileVersion]:
    for at in range(0, len(blobs), _AT_ONCE):
        some = blobs[at : at + _AT_ONCE]
        # All of them before the first is given away: other files are read from the same git meanwhile.
        contents = iter(list(repository.contents([blob for _, blob in some if blob is not None], _LIMIT)))
        for day, blob in some:
            yield FileVersion(day, None if blob is None else next(contents))
