"""Which renderer draws a review in which format."""

from planlint.lint.review import Review


def render_diff(review: Review, form: str) -> str:
    """Return a review in one of the formats of `planlint diff`."""
    from planlint.render.diff_json import diff_json

    return diff_json(review)
