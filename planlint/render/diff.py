"""Which renderer draws a review in which format."""

from planlint.lint.review import Review
from planlint.render.words import Style


def render_diff(review: Review, form: str, style: Style) -> str:
    """Return a review in one of the formats of `planlint diff`."""
    if form == "json":
        from planlint.render.diff_json import diff_json

        return diff_json(review)
    from planlint.render.diff_text import diff_text

    return diff_text(review, style)
