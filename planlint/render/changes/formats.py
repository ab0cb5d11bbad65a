"""Which renderer draws a review in which format."""

from planlint.lint.comparison import Comparison
from planlint.lint.report import report_on
from planlint.render.changes.markdown import Shown, diff_markdown
from planlint.render.text.style import Style


def render_diff(review: Comparison, form: str, style: Style, shown: Shown, prefix: str = "") -> str:
    """Return a review in one of the formats of `planlint diff`.

    `prefix` is the way from the top of the repository to the plan's root, `` or `sub/folder/`: the paths that GitHub is
    given begin there.
    """
    if form == "json":
        from planlint.render.changes.json import diff_json

        return diff_json(review)
    if form == "markdown":
        return diff_markdown(review, shown)
    if form in ("github", "sarif"):
        from planlint.render.findings.formats import render_check

        return render_check(report_on(review.both.head, review.findings), form, style, prefix=prefix)
    from planlint.render.changes.text import diff_text

    return diff_text(review, style)
