"""File names: bytes for the disk and for git, printable text for everyone else."""


def path_name(raw: bytes) -> str:
    r"""Return the path under which a file is known; bytes that are not UTF-8 are written out as `\xe9`.

    The text does not depend on the locale, and can always be printed.
    """
    return raw.decode("utf-8", "backslashreplace")
