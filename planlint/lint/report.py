"""What a check found, ready to be rendered."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from planlint.diagnostic import Diagnostic, Severity
from planlint.load.plan import Loaded, in_order
from planlint.model import Plan
from planlint.rules.kit import ERROR, INFO, WARNING
from planlint.text import Source


class Summary(NamedTuple):
    """Counts: of the whole plan its files and items, of what is shown the findings by severity."""

    files: int
    items: int
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    suppressed: int = 0


class Report(NamedTuple):
    """The findings of one check, by path, position and code.

    `sources` has the text of every file that could be opened; `reached` counts the items that reach the purpose and
    those that could.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    plan: Plan
    summary: Summary
    reached: tuple[int, int]

    def sources_for(self, one: Diagnostic) -> Mapping[str, Source]:
        """Return the texts that the places of a finding are measured in: of what is gone, the older version."""
        older = one.place.source
        if older is None:
            return self.sources
        related = {place.path for place, _ in one.related if place.path in self.sources}
        return {**{path: self.sources[path] for path in related}, one.place.path: older}

    def worst(self) -> Severity | None:
        """Return the greatest severity found, or None."""
        return max((one.severity for one in self.diagnostics), default=None)


def count(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """Return how many findings there are of each severity."""
    counts = dict.fromkeys(Severity, 0)
    for one in diagnostics:
        counts[one.severity] += 1
    return counts


def report_on(
    loaded: Loaded, shown: Iterable[Diagnostic], suppressed: int = 0, sources: Mapping[str, Source] | None = None
) -> Report:
    """Return the report of what is shown of a plan; `sources` where findings stand in more than its own files."""
    found = in_order(list(shown))
    counts = count(found)
    plan = loaded.plan
    summary = Summary(
        files=len(loaded.sources) + len(loaded.unopened),
        items=len(plan.items),
        errors=counts[ERROR],
        warnings=counts[WARNING],
        infos=counts[INFO],
        suppressed=suppressed,
    )
    return Report(found, loaded.sources if sources is None else sources, plan, summary, plan.reached)
