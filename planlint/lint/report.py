"""What a check found, ready to be rendered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from planlint.diagnostic import Diagnostic
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

    def of(self, shown: Iterable[Diagnostic], suppressed: int) -> "Summary":
        """Return the summary with the counts of what is shown, and so many findings suppressed."""
        found = Counter(one.severity for one in shown)
        return self._replace(errors=found[ERROR], warnings=found[WARNING], infos=found[INFO], suppressed=suppressed)


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

    def showing(self, shown: Sequence[Diagnostic], suppressed: int = 0) -> "Report":
        """Return the report with these findings in place of its own, and so many of them suppressed."""
        return self._replace(diagnostics=tuple(shown), summary=self.summary.of(shown, suppressed))


def report_on(
    loaded: Loaded, shown: Iterable[Diagnostic], suppressed: int = 0, sources: Mapping[str, Source] | None = None
) -> Report:
    """Return the report of what is shown of a plan; `sources` where findings stand in more than its own files."""
    found = in_order(list(shown))
    plan = loaded.plan
    summary = Summary(len(loaded.sources) + len(plan.unopened), len(plan.items)).of(found, suppressed)
    return Report(found, loaded.sources if sources is None else sources, plan, summary, plan.reached)
