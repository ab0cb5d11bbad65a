"""A review as one file of pictures: SVG, or an HTML page that works offline, in light and dark and on paper."""

import re
from functools import cache
from typing import TYPE_CHECKING

from planlint.commit import short_id
from planlint.history.review import PeriodReview
from planlint.model.days import day_text
from planlint.printable import plain
from planlint.render.history import pictures, review_words
from planlint.render.history.pictures import Picture, flow_picture, picture_of
from planlint.render.text.bars import share
from planlint.render.text.style import Style

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLE = Style()
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEADING = 26
_GAP = 34


def review_html(review: PeriodReview) -> str:
    """Return the review as a page: the scores, each key result with its picture and its figures as a table."""
    found = {result.item.name: picture_of(result, review) for result in review.results}
    return (
        _environment()
        .get_template("review.html.jinja")
        .render(review=review, pictures=found, flow=flow_picture(review), p=pictures, w=review_words, style=_STYLE)
    )


def review_svg(review: PeriodReview) -> str:
    """Return the pictures of a review below one another, in one drawing."""
    shown = [picture for result in review.results if (picture := picture_of(result, review)) is not None]
    flow = flow_picture(review)
    placed: list[tuple[int, Picture]] = []
    at = 64
    for picture in [*shown, *([flow] if flow else [])]:
        placed.append((at + _HEADING, picture))
        at += _HEADING + picture.height + _GAP
    return (
        _environment()
        .get_template("review.svg.jinja")
        .render(review=review, placed=placed, height=at + 10, p=pictures, w=review_words, style=_STYLE)
    )


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # Everything is escaped unless a template says otherwise; none does.
    made = Environment(
        loader=PackageLoader("planlint.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(said=_said, day=day_text, share=share, short_id=short_id)
    return made


def _said(text: object) -> str:
    """Return plan text as it may stand in a document: no control characters, nothing that XML forbids."""
    return _NOT_XML.sub("\ufffd", plain(str(text)))
