"""How long a comment on a pull request, an issue or a job summary may be."""

COMMENT_LIMIT = 60_000
"""The most characters of what is posted: a comment or an issue on GitHub may have 65,536."""
