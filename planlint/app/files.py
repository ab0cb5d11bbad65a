"""Writes a file that somebody names, whole or not at all."""

from planlint.trees.writing import replace_file

__all__ = ["replace_file"]
