"""The two parsers: the fast one, and the strict one that decides."""
