"""The question why something exists, or was done."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from planlint.app.settings import Where

Kind = Literal["item", "path", "range"]


@dataclass(frozen=True)
class WhyRequest:
    """What is asked about, and as what: None where the words themselves say.

    `blame` are options of git's blame, `ignored` is a file that names commits it skips.
    """

    where: Where
    asked: str
    today: date
    kind: Kind | None = None
    blame: tuple[str, ...] = ()
    ignored: str | None = None
