"""Writes the pages of a plan, or says where they are out of date."""

from typing import NamedTuple

from planlint.app.site.build import SiteRequest, site_contents
from planlint.errors import PlanlintError
from planlint.render.site.pages import single_file, site_files
from planlint.trees.named_paths import named_path, read_named, starting_folder
from planlint.trees.owned_folder import differing, write_folder
from planlint.trees.writing import replace_file

_MOST_BYTES = 20 << 20
_MOST_NAMED = 3


class Published(NamedTuple):
    """What was written: how many pages, and how many files of them are new or changed; `notes` say what they lack."""

    pages: int
    changed: int
    notes: tuple[str, ...] = ()


class Freshness(NamedTuple):
    """Which files are not what the plan says now."""

    stale: tuple[str, ...]
    notes: tuple[str, ...] = ()


def publish_folder(request: SiteRequest, folder: str) -> Published:
    """Write the pages into a folder; `PlanlintError` where it holds something else, or cannot be written."""
    contents = site_contents(request)
    files = site_files(contents)
    changed = write_folder(named_path(folder), files)
    return Published(_pages(files), changed, contents.notes)


def check_folder(request: SiteRequest, folder: str) -> Freshness:
    """Return the files of a folder that are not what would be written."""
    contents = site_contents(request)
    return Freshness(tuple(differing(named_path(folder), site_files(contents))), contents.notes)


def publish_file(request: SiteRequest, file: str) -> Published:
    """Write all pages into one file, for a mail; `PlanlintError` where it would be too large for one."""
    contents = site_contents(request)
    data = _single(single_file(contents))
    replace_file(named_path(file), data)
    return Published(1, 1, contents.notes)


def check_file(request: SiteRequest, file: str) -> Freshness:
    """Return the file where it is not what would be written."""
    contents = site_contents(request)
    data = _single(single_file(contents))
    held = read_named(file, "--single-file", starting_folder(None))
    return Freshness(() if held == data else (file,), contents.notes)


def _single(data: bytes) -> bytes:
    if len(data) > _MOST_BYTES:
        raise PlanlintError(
            f"one file would have {len(data) / (1 << 20):.0f} MB, and 20 MB is the most",
            "leave out --single-file: a folder of pages has no limit; or leave out the history with --no-history",
        )
    return data


def _pages(files: dict[str, bytes]) -> int:
    return sum(path.endswith(".html") for path in files)
