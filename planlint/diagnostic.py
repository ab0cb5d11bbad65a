"""What is wrong with a plan, where, and the way out."""

import enum
from typing import NamedTuple

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


class Problem(NamedTuple):
    """What a rule yields: something wrong at a site that is named, not measured.

    `message` is one line with the actual values; `label` stands beside the caret; `help` is the way out; `related`
    are further sites with what is to be seen there. `severity` overrides the rule's own where the case decides it.
    `gone` says that the site is in the older of two versions: what stood there is no more.
    """

    site: Site
    message: str
    label: str = ""
    help: str | None = None
    related: tuple[tuple[Site, str], ...] = ()
    severity: Severity | None = None
    gone: bool = False


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
    it was named; what is found while a file is read has only the measured one.
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
