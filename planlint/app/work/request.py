"""The question why something exists, or was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["item", "path", "range"]


@dataclass(frozen=True)
class WhyRequest:
    """What is asked about, and as what: None where the words themselves say.

    `blame` are options of git's blame, `ignore_revs_file` is a file that names commits it skips.
    """

    asked: str
    today: date
    kind: Kind | None = None
    blame: Sequence[str] = ()
    ignore_revs_file: str | None = None
