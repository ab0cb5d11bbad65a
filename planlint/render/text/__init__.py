"""Pieces of text that every view draws with."""
