"""A Git-native linter for plans kept as code."""

__version__ = "0.1.0"
