"""One cause, one finding: what a rule finds of everything below one parent is said once, of the parent or of the plan."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from planlint.bounds import listing
from planlint.diagnostic import Diagnostic, Problem, Severity
from planlint.model.figures.effective import is_open
from planlint.model.items import Item, words_of
from planlint.plural import count
from planlint.rules import RULES
from planlint.rules.rule import Context, Fold, Rule

Weigh = Callable[[Diagnostic], Diagnostic]
Diagnose = Callable[[str, Problem], Diagnostic]

_FOLDING = {rule.code: rule for rule in RULES if rule.fold is not None}


class Finding(NamedTuple):
    """A finding, and whether it is waived."""

    diagnostic: Diagnostic
    waived: bool


class Folding:
    """The findings of one plan being folded.

    What is waived where it stands stays waived, and the rest is told: of one item as the rule said it, of several once.
    `weigh` gives a finding the severity of the settings: errors are never folded.
    """

    def __init__(
        self, context: Context, weigh: Weigh, diagnose: Diagnose, waives: Callable[[Diagnostic], bool]
    ) -> None:
        self._context = context
        self._weigh = weigh
        self._diagnose = diagnose
        self._waives = waives

    def folded(self, found: Sequence[Finding]) -> list[Finding]:
        """Return findings in which those of one cause are one."""
        kept: list[Finding] = []
        by_rule: dict[str, dict[str, Finding]] = {}
        for one in found:
            finding = one.diagnostic
            foldable = finding.code in _FOLDING and finding.item is not None
            if foldable and self._weigh(finding).severity < Severity.ERROR:
                by_rule.setdefault(finding.code, {})[finding.item or ""] = one
            else:
                kept.append(one)
        for code, of_item in by_rule.items():
            kept += self._of_rule(_FOLDING[code], of_item)
        return kept

    def _of_rule(self, rule: Rule, of_item: dict[str, Finding]) -> Iterator[Finding]:
        fold = rule.fold
        assert fold is not None
        items = [self._context.plan.items[name] for name in of_item]
        if fold.once(self._context):
            yield from self._told(rule, of_item, items, None)
            return
        kinds = dict.fromkeys(type(item) for item in items) if fold.by_parent else ()
        for kind in kinds:
            yield from self._of_kind(rule, of_item, [item for item in items if type(item) is kind])
        if not kinds:
            yield from of_item.values()

    def _of_kind(self, rule: Rule, of_item: dict[str, Finding], items: list[Item]) -> Iterator[Finding]:
        fold, plan = rule.fold, self._context.plan
        assert fold is not None
        kind = type(items[0])
        asked = [item for item in plan.of(kind) if self._counts(fold, item)]
        parents = {parent.name: parent for item in items for parent in plan.parents(item)}
        if len(parents) > 1 and len(asked) == len(items):
            yield from self._told(rule, of_item, items, None)
            return
        told: set[str] = set()
        for parent in parents.values():
            below = [child for child in plan.children_of(parent, kind) if self._counts(fold, child)]
            left = [child for child in below if child.name not in told]
            if (
                self._context.judged(parent)
                and len(below) > 1
                and left
                and of_item.keys() >= {one.name for one in below}
            ):
                told.update(child.name for child in left)
                yield from self._told(rule, of_item, left, parent)
        yield from (of_item[item.name] for item in items if item.name not in told)

    def _counts(self, fold: Fold, item: Item) -> bool:
        context = self._context
        plan = context.plan
        return (
            item.name not in plan.broken and context.judged(item) and is_open(plan, item) and fold.counts(item, context)
        )

    def _told(
        self, rule: Rule, of_item: dict[str, Finding], items: Sequence[Item], parent: Item | None
    ) -> Iterator[Finding]:
        """Yield one finding for these items, of their parent or of the plan; what is waived by itself stays so."""
        yield from (of_item[item.name] for item in items if of_item[item.name].waived)
        left = [item for item in items if not of_item[item.name].waived]
        if parent is None and self._is_waived_at_the_first(of_item, items):
            yield from (of_item[item.name]._replace(waived=True) for item in left)
        elif len(left) == 1:
            only = of_item[left[0].name]
            note = only.diagnostic._replace(severity=Severity.INFO)
            yield only._replace(diagnostic=note) if parent is None else only
        elif left:
            one = self._diagnose(rule.code, self._problem(rule, of_item, left, parent))
            yield Finding(one, self._waives(one))

    def _is_waived_at_the_first(self, of_item: dict[str, Finding], items: Sequence[Item]) -> bool:
        """Whether a note for the plan is waived where it stands: at the first item in a file that has no say of its own."""
        asked = [item for item in items if not self._waives(of_item[item.name].diagnostic._replace(site=None))]
        return bool(asked) and of_item[self._context.first(asked).name].waived

    def _problem(self, rule: Rule, of_item: dict[str, Finding], items: list[Item], parent: Item | None) -> Problem:
        assert rule.fold is not None
        kinds: dict[str, int] = {}
        for item in items:
            kinds[item.kind] = kinds.get(item.kind, 0) + 1
        counted = " and ".join(count(number, words_of(kind)) for kind, number in kinds.items())
        lack = f"no {rule.fold.lack}"
        if parent is None:
            site = self._context.first(items).site.as_header
            return Problem(site, f"{counted} of the plan have {lack}", help=rule.fold.help, severity=Severity.INFO)
        severity = max(of_item[item.name].diagnostic.severity for item in items)
        named = listing(item.id for item in sorted(items, key=lambda item: self._context.order(item.site)))
        message = f"{counted} of {parent.name} have {lack}: {named}"
        return Problem(parent.site.as_header, message, help=rule.fold.help, severity=severity)
