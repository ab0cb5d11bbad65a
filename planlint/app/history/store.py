"""Files beside a repository that keep what was read, each whole, checked, and named by what produced it."""

import json
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress

from planlint.trees.errors import TreeError
from planlint.trees.named_paths import Folder
from planlint.trees.writing import replace_file

_MOST = 6  # files of a kind that are kept of one repository
_FOLDER = "planlint"


class FileStore:
    """What was read of a repository up to one commit or another: sections of bytes, a file for each commit.

    A file that does not fit is passed over, and replaced in time; two runs that write at once put whole files in place,
    each as good as the other.
    """

    def __init__(self, folder: Folder, kind: str, produced_by: tuple[object, ...]) -> None:
        self._folder = folder / _FOLDER / kind
        self._made_by = json.dumps([*map(repr, produced_by)])
        self._name = f"{zlib.crc32(self._made_by.encode()):08x}"

    def tips(self) -> list[str]:
        """Return the commits up to which something is kept."""
        with suppress(OSError):
            return sorted(path.name.partition("-")[2] for path in self._folder.glob(f"{self._name}-*"))
        return []

    def load(self, tip: str) -> list[bytes] | None:
        """Return what is kept up to a commit, None where there is nothing that can be used."""
        try:
            return self._sections((self._folder / f"{self._name}-{tip}").read_bytes(), tip)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, tip: str, sections: Sequence[bytes], instead_of: str | None) -> str | None:
        """Keep what was read up to a commit, in the place of what it grew from. Return why that cannot be done."""
        path = self._folder / f"{self._name}-{tip}"
        head = {
            "made_by": self._made_by,
            "tip": tip,
            "sizes": [len(one) for one in sections],
            "checksum": _checksum(sections),
        }
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # What a power cut tears is found damaged, and made again.
            replace_file(path, b"".join((json.dumps(head).encode("ascii"), b"\n", *sections)), lasting=False)
            old = sorted(self._folder.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)[_MOST:]
            if instead_of is not None and instead_of != tip:
                old.append(self._folder / f"{self._name}-{instead_of}")
        except OSError as error:
            return str(error.strerror or error)
        except TreeError as error:
            return error.message
        for one in old:
            with suppress(OSError):
                one.unlink()
        return None

    def _sections(self, data: bytes, tip: str) -> list[bytes]:
        at = data.index(b"\n") + 1
        head = json.loads(data[:at])
        sections = []
        for size in head["sizes"]:
            sections.append(data[at : at + size])
            at += size
        fits = (head["made_by"], head["tip"]) == (self._made_by, tip) and at == len(data)
        if not fits or _checksum(sections) != head["checksum"]:
            raise ValueError("the file is damaged, or another one")
        return sections


def _checksum(sections: Iterable[bytes]) -> int:
    found = 0
    for section in sections:
        found = zlib.crc32(section, found)
    return found
