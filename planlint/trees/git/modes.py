"""What kinds of entries git knows, by their modes."""

LINK = b"120000"
"""The mode of a symbolic link."""

SUBMODULE = b"160000"
"""The mode of a commit of another repository."""


def is_file(mode: bytes) -> bool:
    """Tell regular files, executable or not, from links, submodules and folders."""
    return mode.startswith(b"100")
