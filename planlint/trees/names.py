"""File names: bytes for the disk and for git, printable text for everyone else."""

import os
import re


def path_name(raw: bytes) -> str:
    r"""Return the path under which a file is known; bytes that are not UTF-8 are written out as `\xe9`.

    The text does not depend on the locale, and can always be printed.
    """
    return raw.decode("utf-8", "backslashreplace")


def raw_name(folder: bytes, path: str) -> bytes:
    """Return the name on the disk of what is known under a path below a folder.

    A file may be called by an escape in so many letters: that name counts where it is there.
    """
    literal = path.encode("utf-8", "surrogateescape")
    raw = re.sub(rb"\\x([89a-f][0-9a-f])", lambda match: bytes.fromhex(match[1].decode()), literal)
    whole, other = os.path.join(folder, literal), os.path.join(folder, raw)  # noqa: PTH118 Names are bytes here.
    return whole if path_name(raw) != path or os.path.lexists(whole) else other
