"""What was found once and need not be shown again: counted fingerprints, held against a report."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from planlint.diagnostic import Diagnostic
from planlint.lint.fingerprint import Fingerprint, fingerprint
from planlint.lint.folding import apart, narrowed_to
from planlint.lint.report import Report
from planlint.lint.selection import RuleSelection
from planlint.model import KINDS, Plan
from planlint.rules import rule_by_code


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many findings there are of each fingerprint, one at least."""

    counts: Mapping[Fingerprint, int]

    @property
    def total(self) -> int:
        """The number of findings recorded."""
        return sum(self.counts.values())

    def without(self, other: "Baseline") -> "Baseline":
        """Return what is left once the findings of another baseline are taken away."""
        return Baseline(Counter(self.counts) - Counter(other.counts))


@dataclass(frozen=True, slots=True)
class BaselineDiff:
    """A report against a baseline.

    `report` has what goes beyond the baseline; the rest is counted as suppressed. `gone` is what the baseline records
    and the check would have found if it were still there. `exceeded` is what was found more often than recorded, with
    how often: which of these are new nobody can tell, so the report has them all.
    """

    report: Report
    gone: Baseline
    exceeded: Baseline


def record(found: Iterable[Diagnostic]) -> Baseline:
    """Return the baseline of these findings; a baseline cannot record findings about a change.

    Of a finding that tells of several items each is recorded.
    """
    each = (each for one in found if not rule_by_code(one.code).on_changes for each in apart(one))
    return Baseline(Counter(map(fingerprint, each)))


def beyond(found: Sequence[Diagnostic], baseline: Baseline | None) -> list[Diagnostic]:
    """Return what goes beyond a baseline; of what there is more of than recorded, all.

    A finding that tells of several items tells of those that the baseline has not.
    """
    if baseline is None:
        return list(found)
    more = record(found).without(baseline).counts
    return narrowed_to(found, lambda each: rule_by_code(each.code).on_changes or fingerprint(each) in more)


def compare(
    report: Report, baseline: Baseline, selection: RuleSelection, within: Callable[[str], bool] = lambda path: True
) -> BaselineDiff:
    """Hold a report against a baseline; `selection` and `within` say what the report is about, as for `lint`."""
    found = record(report.diagnostics)
    shown = beyond(report.diagnostics, baseline)
    missing = baseline.without(found).counts
    gone = {mark: missing[mark] for mark in missing if _judged(mark, report.plan, selection, within)}
    if any(rule_by_code(one.code).family in ("files", "shape") for one in shown):
        # Where something cannot be read any more, rules are silent: nobody knows what else is gone.
        gone = {}
    exceeded = {mark: found.counts[mark] for mark in record(shown).counts if mark in baseline.counts}
    hidden = _told_of(report.diagnostics) - _told_of(shown)
    return BaselineDiff(report.showing(shown, report.summary.suppressed + hidden), Baseline(gone), Baseline(exceeded))


def _told_of(found: Iterable[Diagnostic]) -> int:
    return sum(len(apart(one)) for one in found)


def _judged(mark: Fingerprint, plan: Plan, selection: RuleSelection, within: Callable[[str], bool]) -> bool:
    """Whether a finding with this fingerprint would be in the report if it still occurred."""
    if mark.code not in selection.codes:
        return False
    rule = rule_by_code(mark.code)
    if rule.on_changes or rule.on_history:  # what is found in a change goes with the change
        return False
    if not names_an_item(mark):
        return within(mark.subject)
    item = plan.get(mark.subject)
    # Nobody knows where an item stood that is no more: only a report on everything can miss it.
    return within(item.site.path if item else "")


def names_an_item(mark: Fingerprint) -> bool:
    """Whether a fingerprint is of an item, not of a file."""
    kind, dot, _ = mark.subject.partition(".")
    return bool(dot) and kind in KINDS
