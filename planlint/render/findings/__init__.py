"""Findings of a check, one file a format."""
