"""A folder that this program writes as a whole, and that holds nothing of anybody else."""

import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from planlint.tree import TEMPORARY_SUFFIX
from planlint.trees.errors import TreeError
from planlint.trees.links import refuse_way_out
from planlint.trees.writing import replace_file

MARKER = ".planlint-site"
"""The file that says that a folder is ours, and which files in it are."""


def write_folder(folder: Path, files: Mapping[str, bytes]) -> int:
    """Make a folder hold these files, by their path in it, and return how many of them changed.

    Everything new is written beside its place before anything is put there: where the disk is full, or something cannot
    be written, the folder stays as it was. `TreeError` for a folder that somebody else made.
    """
    before = _ours(folder)
    with _reported(folder):
        changed = {path: data for path, data in files.items() if _held(folder, path) != data}
        for path in changed:
            if (folder / path).is_dir() and not (folder / path).is_symlink():
                raise TreeError(f"'{folder / path}' is a folder, and a page goes there", "remove it")
        folder.mkdir(parents=True, exist_ok=True)
        if before is None:  # a run that is killed leaves a folder that the next one knows as ours
            replace_file(folder / MARKER, _marked(files), lasting=False)
        ready: list[tuple[Path, Path]] = []
        try:
            for path, data in changed.items():
                target = folder / path
                target.parent.mkdir(exist_ok=True)
                new = target.with_name(f".{target.name}{TEMPORARY_SUFFIX}")
                ready.append((new, target))
                new.unlink(missing_ok=True)
                with new.open("xb") as file:  # never through a link that somebody has put there
                    file.write(data)
            for new, target in ready:
                new.replace(target)
        finally:
            for new, _ in ready:
                new.unlink(missing_ok=True)
        gone = (before or frozenset()) - files.keys()
        for path in gone:
            (folder / path).unlink(missing_ok=True)
        for name in {path.partition("/")[0] for path in gone if "/" in path}:
            if not any((folder / name).iterdir()):
                (folder / name).rmdir()
        replace_file(folder / MARKER, _marked(files), lasting=False)
    return len(changed) + len(gone)


def differing(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Return the files in which a folder is not what it would be written as, by path.

    `TreeError` for a folder that somebody else made.
    """
    before = _ours(folder)
    with _reported(folder):
        stale = {path for path, data in files.items() if _held(folder, path) != data}
        left = {path for path in (before or frozenset()) - files.keys() if _held(folder, path) is not None}
    return sorted(stale | left)


def _ours(folder: Path) -> frozenset[str] | None:
    """Return the files that an earlier run wrote into a folder, None where there is none, or nothing in it."""
    refuse_way_out(folder)
    with _reported(folder):
        if not os.path.lexists(folder):
            return None
        if not folder.is_dir():
            raise TreeError(f"'{folder}' is not a folder", "name another one with -o")
        names = {one.name for one in folder.iterdir()}
        if not names:
            return None
        if MARKER not in names or not stat.S_ISREG((folder / MARKER).lstat().st_mode):
            raise TreeError(
                f"the folder '{folder}' holds files that `planlint site` did not write",
                "name another one with -o, or empty it",
            )
        written = _listed((folder / MARKER).read_bytes())
    for name in ("", *sorted({path.partition("/")[0] for path in written if "/" in path})):
        if (folder / name).is_symlink() and name:
            raise TreeError(f"'{folder / name}' is a link, and the pages are not written behind it", "remove it")
    return written


def _marked(files: Mapping[str, bytes]) -> bytes:
    return (json.dumps({"version": 1, "files": sorted(files)}, indent=0) + "\n").encode()


def _listed(marker: bytes) -> frozenset[str]:
    """Return the files that a marker names, as far as they are such as we write: whoever edits it removes no others."""
    try:
        said = json.loads(marker)
        names = said["files"] if isinstance(said, dict) else []
    except (ValueError, KeyError):
        return frozenset()
    return frozenset(name for name in names if isinstance(name, str) and _is_page(name))


def _is_page(name: str) -> bool:
    folder, _, last = name.rpartition("/")
    return folder in ("", "item", "people", "period") and last not in ("", ".", "..") and not {"\\", "\0"} & set(last)


def _held(folder: Path, path: str) -> bytes | None:
    target = folder / path
    return target.read_bytes() if target.is_file() and not target.is_symlink() else None


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    """Turn what the system refuses into an error for a person."""
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        raise TreeError(f"'{where}' cannot be written: {(error.strerror or str(error)).lower()}") from None
