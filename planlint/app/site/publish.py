"""Writes the pages of a plan, or says where they are out of date."""

from planlint.errors import PlanlintError
from planlint.render.site.contents import SiteContents
from planlint.render.site.pages import single_file, site_files
from planlint.trees.named_paths import Folder, read_named, starting_folder
from planlint.trees.owned_folder import differing, write_folder
from planlint.trees.writing import replace_file

_MOST_BYTES = 20 << 20


def publish_folder(contents: SiteContents, folder: str) -> tuple[int, int]:
    """Write the pages into a folder; return how many there are, and how many files are new or changed.

    `PlanlintError` where it holds something else, or cannot be written.
    """
    files = site_files(contents)
    changed = write_folder(Folder(folder), files)
    return sum(path.endswith(".html") for path in files), changed


def stale_in_folder(contents: SiteContents, folder: str) -> list[str]:
    """Return the files of a folder that are not what would be written."""
    return differing(Folder(folder), site_files(contents))


def publish_file(contents: SiteContents, file: str) -> None:
    """Write all pages into one file, for a mail; `PlanlintError` where it would be too large for one."""
    replace_file(Folder(file), _single(contents))


def is_stale_file(contents: SiteContents, file: str) -> bool:
    """Whether a file is not what would be written."""
    return read_named(file, "--single-file", starting_folder(None)) != _single(contents)


def _single(contents: SiteContents) -> bytes:
    data = single_file(contents)
    if len(data) > _MOST_BYTES:
        raise PlanlintError(
            f"one file would have {len(data) / (1 << 20):.0f} MB, and 20 MB is the most",
            "leave out --single-file: a folder of pages has no limit; or leave out the history with --no-history",
        )
    return data
