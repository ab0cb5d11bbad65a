"""Completion of arguments in shells."""
