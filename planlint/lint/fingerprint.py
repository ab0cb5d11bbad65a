"""What makes two findings the same, however the lines around them move."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planlint.diagnostic import Diagnostic


class Fingerprint(NamedTuple):
    """A finding without its lines: `subject` is the item's full name, or the path where there is no item."""

    code: str
    subject: str
    key: str | None

    def digest(self, occurrence: int) -> str:
        """Return a stable name, 32 hexadecimal digits, for the n-th finding (from 0) with this fingerprint."""
        parts = "\0".join((self.code, self.subject, self.key or "", str(occurrence)))
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def fingerprint(one: Diagnostic) -> Fingerprint:
    """Return the fingerprint of a finding.

    One that tells of several items has that of what joins them, wherever it stands; what is known of it is asked of
    each of them.
    """
    if one.together is not None:
        return Fingerprint(one.code, one.together.whose, None)
    return Fingerprint(one.code, one.item or one.place.path, one.key)


def digests(found: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a name for each finding, different even where several share a fingerprint."""
    seen: Counter[Fingerprint] = Counter()
    for one in found:
        mark = fingerprint(one)
        yield mark.digest(seen[mark])
        seen[mark] += 1
