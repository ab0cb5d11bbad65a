"""What is wrong with a plan, where, and the way out."""

import enum
from typing import Any, NamedTuple

from planlint.text import Site, Source, Span


class Severity(enum.IntEnum):
    """How much a finding weighs; comparable, `ERROR` being the greatest."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The name used in output and configuration."""
        return self.name.lower()

    @classmethod
    def parse(cls, label: str) -> "Severity":
        """Return the severity with this label; `KeyError` where there is none."""
        return cls[label.upper()]


class Replace(NamedTuple):
    """Write another value in place of the one at a site: a text, number, boolean, local date, or an array of texts."""

    site: Site
    value: Any


class Rename(NamedTuple):
    """Write another key in place of the one at a site."""

    site: Site
    key: str


class Remove(NamedTuple):
    """Take the element of an array at a site out of it."""

    site: Site


class Remedy(NamedTuple):
    """The way out of a problem, so certain that it can be taken by a program; what is not `safe` needs a look first."""

    steps: "tuple[Replace | Rename | Remove, ...]"
    safe: bool = True

    @classmethod
    def writing(cls, site: Site, meant: Any) -> "Remedy | None":
        """Return the remedy that writes what is meant at a site, as a key or a value; None where that is not known."""
        if meant is None:
            return None
        return cls((Rename(site, meant) if site.part == "key" else Replace(site, meant),))


class Edit(NamedTuple):
    """A text in place of a span of a file."""

    path: str
    span: Span
    text: str


class Fix(NamedTuple):
    """A remedy, measured: edits that belong together."""

    safe: bool
    edits: tuple[Edit, ...]


class Problem(NamedTuple):
    """What a rule yields: something wrong at a site that is named, not measured.

    `message` is one line with the actual values; `label` stands beside the caret; `help` is the way out; `related`
    are further sites with what is to be seen there. `severity` overrides the rule's own where the case decides it;
    `remedy` is there where the way out is certain.
    `brief` is what the message says, for where the item is named already: where it is not one changed value.
    `gone` says that the site is in the older of two versions: what stood there is no more. Of a change, `promise` is
    what is weaker, in the words of `diff.promises`, and `rests` are the full names of further items that it is weaker
    for, because they rest on this one.
    """

    site: Site
    message: str
    label: str = ""
    help: str | None = None
    related: tuple[tuple[Site, str], ...] = ()
    severity: Severity | None = None
    remedy: Remedy | None = None
    gone: bool = False
    brief: str = ""
    promise: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()


class Place(NamedTuple):
    """A span in one file: measured, ready to be shown.

    `source` is the text it was measured in where that is not the file as the report has it, but an older version.
    """

    path: str
    span: Span
    source: Source | None = None


class Related(NamedTuple):
    """A second place that belongs to a finding, and what is to be seen there."""

    place: Place
    message: str


class Diagnostic(NamedTuple):
    """One finding, measured and weighed.

    `item` is a full name (`kind.id`) or None; `key` is dotted, relative to the item, or None. `site` is the place as
    it was named; what is found while a file is read has only the measured one. `brief` is as the rule gave it.
    `together` is there where one finding tells what was found of several items.
    """

    place: Place
    code: str
    name: str
    severity: Severity
    message: str
    item: str | None = None
    key: str | None = None
    label: str = ""
    help: str | None = None
    related: tuple[Related, ...] = ()
    site: Site | None = None
    fix: Fix | None = None
    brief: str = ""
    together: "Together | None" = None


class Together(NamedTuple):
    """What one finding tells of: the findings on the items themselves, in the order written, and what joins them.

    `whose` is the full name of what the items serve, "the plan", or what is said of each of them. Which findings are
    known, recorded or mended is asked of each of `found`: what tells of them may stand at another item tomorrow.
    """

    whose: str
    found: tuple[Diagnostic, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The full names of the items."""
        return tuple(dict.fromkeys(one.item for one in self.found if one.item is not None))
