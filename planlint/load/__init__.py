"""The one way in: bytes become a plan, documents that know its places, and what is wrong with its shape."""

from planlint.load.both import Both, Contents, Files, Unread, Version, both_sides, files_of, read_files
from planlint.load.plan import Loaded, Tree, Unreadable, load
from planlint.load.settings import load_config

__all__ = [
    "Both",
    "Contents",
    "Files",
    "Loaded",
    "Tree",
    "Unread",
    "Unreadable",
    "Version",
    "both_sides",
    "files_of",
    "load",
    "load_config",
    "read_files",
]
