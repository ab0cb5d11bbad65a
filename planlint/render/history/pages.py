"""A review as one file of pictures: SVG, or an HTML page that works offline, in light and dark and on paper."""

from typing import Any

from planlint.history.review import PeriodReview
from planlint.render.history import pictures, review_words
from planlint.render.history.pictures import Picture, flow_picture, picture_of
from planlint.render.history.work import work_rows
from planlint.render.html import content_policy, templates
from planlint.render.text.cells import wrap
from planlint.render.text.style import PLAIN

_HEADING = 26
_GAP = 34
_TITLE, _LINE, _LINE_HEIGHT = 78, 92, 20  # the letters that a title and a line of text have room for


def review_html(review: PeriodReview) -> str:
    """Return the review as a page: the scores, each key result with its picture and its figures as a table."""
    page = templates().get_template("review.html.jinja")
    policy = content_policy("review.css.jinja")
    return page.render(p=pictures, w=review_words, style=PLAIN, policy=policy, **drawn(review))


def drawn(review: PeriodReview) -> dict[str, Any]:
    """Return what a page shows of a review, by the names that templates know it by."""
    return {
        "review": review,
        "pictures": {result.item.name: picture_of(result, review) for result in review.results},
        "flow": flow_picture(review),
        "work": work_rows(review, PLAIN),
    }


def review_svg(review: PeriodReview) -> str:
    """Return the pictures of a review below one another, in one drawing."""
    shown = [picture for result in review.results if (picture := picture_of(result, review)) is not None]
    flow = flow_picture(review)
    placed: list[tuple[int, Picture]] = []
    first, *rest = review_words.title_parts(review, PLAIN)
    said = [PLAIN.dot.join(rest), "no key results in this period"]
    if review.results:
        said[1:] = [review_words.counts_text(review), review_words.score_text(review)]
    head = [PLAIN.cut(first, _TITLE), *(line for one in said if one for line in wrap(one, _LINE))]
    at = 24 + _LINE_HEIGHT * len(head)
    for picture in [*shown, *([flow] if flow else [])]:
        placed.append((at + _HEADING, picture))
        at += _HEADING + picture.height + _GAP
    drawing = templates().get_template("review.svg.jinja")
    words = {"w": review_words, "style": PLAIN}
    return drawing.render(head=head, review=review, placed=placed, height=at + 10, p=pictures, **words)
