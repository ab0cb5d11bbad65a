"""The world as mappings from paths to bytes: working tree, index, commits, and the schemas shipped along.

The index and commits are in `planlint.trees.git.repository`, apart: a check of the files on the disk does without.
"""

from planlint.trees.errors import TreeError
from planlint.trees.root import CONFIG_NAMES, Root, find_root, find_top, is_bare, root_at
from planlint.trees.schemas import schema_dict, schema_names, schema_text
from planlint.trees.worktree import worktree

__all__ = [
    "CONFIG_NAMES",
    "Root",
    "TreeError",
    "find_root",
    "find_top",
    "is_bare",
    "root_at",
    "schema_dict",
    "schema_names",
    "schema_text",
    "worktree",
]
