"""Where the templates of pages and pictures are, and what they may do with plan text."""

import hashlib
import re
from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING

from planlint.commit import short_id
from planlint.model.days import day_text
from planlint.printable import plain
from planlint.render.text.bars import share

if TYPE_CHECKING:
    from jinja2 import Environment

_CODE = re.compile("`([^`]+)`")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@cache
def templates() -> "Environment":
    """Return the environment of all templates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # Everything is escaped unless a template says otherwise; none does.
    made = Environment(
        loader=PackageLoader("planlint.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(said=said, coded=coded, day=day_text, share=share, short_id=short_id)
    return made


def content_policy(style: str, script: str | None = None) -> str:
    """Return the policy of a page that uses this style and script, and nothing else: templates, or `'self'`."""
    allowed = "" if script is None else f"script-src {_source(script)}; "
    return (
        f"default-src 'none'; {allowed}style-src {_source(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    )


def text_of(template: str) -> str:
    """Return a template that needs nothing, as it stands in a page."""
    return templates().get_template(template).render()


def _source(name: str) -> str:
    if name == "'self'":
        return name
    return f"'sha256-{b64encode(hashlib.sha256(text_of(name).encode()).digest()).decode()}'"


def said(text: object) -> str:
    """Return plan text as it may stand in a document: no control characters, nothing that XML forbids."""
    return _NOT_XML.sub("\ufffd", plain(str(text)))


def coded(text: str) -> str:
    """Return a text of the rules with what stands between backticks as code."""
    from markupsafe import Markup, escape

    return Markup(_CODE.sub(r"<code>\1</code>", escape(text)))
