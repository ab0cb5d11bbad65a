"""One cause, one finding: what many items lack is said once, of the parent or of the plan."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from planlint.bounds import listing
from planlint.diagnostic import Diagnostic, Problem, Severity
from planlint.model.figures.effective import is_open
from planlint.model.items import Item, words_of
from planlint.plural import count
from planlint.rules import RULES
from planlint.rules.rule import Context, Fold

_FOLDS = {rule.code: rule.fold for rule in RULES if rule.fold is not None}
_MOST_NOTES = 4
"""Of a rule a plan is told so many notes; of more it is told once."""


class Finding(NamedTuple):
    """A finding, and whether it is waived."""

    diagnostic: Diagnostic
    waived: bool


def folded(
    found: Sequence[Finding],
    context: Context,
    weigh: Callable[[Diagnostic], Diagnostic],
    diagnose: Callable[[str, Problem], Diagnostic],
    waives: Callable[[Diagnostic], bool],
) -> list[Finding]:
    """Return findings in which those of one cause are one.

    What is waived where it stands stays waived, and the rest is told: of one item as the rule said it, of several once.
    `weigh` gives a finding the severity of the settings: errors are never folded.
    """
    kept: list[Finding] = []
    by_code: dict[str, list[Finding]] = {}
    for one in found:
        finding = one.diagnostic
        if finding.item is not None and finding.code in _FOLDS and weigh(finding).severity < Severity.ERROR:
            by_code.setdefault(finding.code, []).append(one)
        else:
            kept.append(one)
    for code, ones in by_code.items():
        folding = _Folding(code, ones, context, diagnose, waives)
        told = list(folding.told())
        left = [one for one in told if not one.waived]
        if len(left) > _MOST_NOTES and all(weigh(one.diagnostic).severity is Severity.INFO for one in left):
            told = list(folding.told_once())
        kept += told
    return kept


class _Folding:
    """The findings of one rule, by the items they are about, being told."""

    def __init__(
        self,
        code: str,
        found: Sequence[Finding],
        context: Context,
        diagnose: Callable[[str, Problem], Diagnostic],
        waives: Callable[[Diagnostic], bool],
    ) -> None:
        self.code = code
        self.fold: Fold = _FOLDS[code]
        self.found = found
        # Of several findings on one item one that is not waived stands for it.
        self.of_item = {one.diagnostic.item or "": one for one in sorted(found, key=lambda one: not one.waived)}
        self.items = [context.plan.items[name] for name in self.of_item]
        self.context = context
        self.diagnose = diagnose
        self.waives = waives

    def told(self) -> Iterator[Finding]:
        """Yield the findings as they are told."""
        if self.fold.once(self.context):
            yield from self._of_the_plan(self.items, "")
        elif self.fold.by_parent:
            for kind in dict.fromkeys(type(item) for item in self.items):
                yield from self._of_kind(kind, [item for item in self.items if type(item) is kind])
        else:
            yield from self.found

    def told_once(self) -> Iterator[Finding]:
        """Yield all findings as one note, which names the first items."""
        yield from self._of_the_plan(self.items, "", named=True)

    def _of_kind(self, kind: type[Item], items: list[Item]) -> Iterator[Finding]:
        plan = self.context.plan
        parents = {parent.name: parent for item in items for parent in plan.parents(item)}
        if len(parents) > 1 and all(item.name in self.of_item for item in plan.of(kind) if self._counts(item)):
            yield from self._of_the_plan(items, "all ")
            return
        told: set[str] = set()
        for parent in parents.values():
            below = [child for child in plan.children_of(parent, kind) if self._counts(child)]
            left = [child for child in below if child.name not in told]
            all_lack_it = len(below) > 1 and all(child.name in self.of_item for child in below)
            if all_lack_it and left and self.context.judged(parent):
                told.update(child.name for child in left)
                yield from self._of_parent(left, parent)
        yield from (self.of_item[item.name] for item in items if item.name not in told)

    def _counts(self, item: Item) -> bool:
        """Whether the rule would speak of an item that lacks what it looks for."""
        context = self.context
        judged = item.name not in context.plan.broken and context.judged(item) and is_open(context.plan, item)
        return judged and self.fold.counts(item, context)

    def _of_parent(self, items: Sequence[Item], parent: Item) -> Iterator[Finding]:
        yield from (self.of_item[item.name] for item in items if self.of_item[item.name].waived)
        left = [item for item in items if not self.of_item[item.name].waived]
        if len(left) == 1:
            yield self.of_item[left[0].name]
        elif left:
            whole = "" if len(left) < len(items) else "all "
            message = f"{self._lacking(left, whole, parent.name)}: {self._named(left)}"
            severity = max(self.of_item[item.name].diagnostic.severity for item in left)
            yield self._finding(Problem(parent.site.as_header, message, help=self.fold.help, severity=severity))

    def _of_the_plan(self, items: Sequence[Item], whole: str, named: bool = False) -> Iterator[Finding]:
        """Yield one note at the first of these items; a waiver there is one for the note."""
        yield from (self.of_item[item.name] for item in items if self.of_item[item.name].waived)
        left = [item for item in items if not self.of_item[item.name].waived]
        if self._is_waived_at_the_first(items):
            yield from (self.of_item[item.name]._replace(waived=True) for item in left)
        elif len(left) == 1:
            one = self.of_item[left[0].name]
            yield one._replace(diagnostic=one.diagnostic._replace(severity=Severity.INFO))
        elif left:
            message = self._lacking(left, whole if len(left) == len(items) else "", "the plan")
            message += f": {self._named(left)}" if named else ""
            site = self.context.first(left).site.as_header
            yield self._finding(Problem(site, message, help=self.fold.help, severity=Severity.INFO))

    def _is_waived_at_the_first(self, items: Sequence[Item]) -> bool:
        """Whether the first item is waived, but for those in files that leave the rule out."""
        found = self.of_item
        asked = [item for item in items if not self.waives(found[item.name].diagnostic._replace(site=None))]
        return bool(asked) and found[self.context.first(asked).name].waived

    def _lacking(self, items: Sequence[Item], whole: str, whose: str) -> str:
        kinds = Counter(item.kind for item in items)
        counted = " and ".join(count(number, words_of(kind)) for kind, number in kinds.items())
        return f"{whole}{counted} of {whose} have no {self.fold.lack}"

    def _named(self, items: Sequence[Item]) -> str:
        return listing(item.id for item in sorted(items, key=lambda item: self.context.order(item.site)))

    def _finding(self, problem: Problem) -> Finding:
        one = self.diagnose(self.code, problem)
        return Finding(one, self.waives(one))
