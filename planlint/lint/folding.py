"""One cause, one finding: what was found of many items is told once, of their parent, their period or the plan."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from planlint.bounds import bounded, listing
from planlint.diagnostic import Diagnostic, Problem, Severity, Together
from planlint.model import Item, words_of
from planlint.plural import count
from planlint.rules import rule_by_code
from planlint.rules.kit import ERROR, INFO
from planlint.rules.rule import Context, Fold

_MOST_NOTES = 4
"""Of a rule a plan is told so many notes; of more it is told once."""
_THE_PLAN = "the plan"


class Finding(NamedTuple):
    """A finding, and whether it is waived."""

    diagnostic: Diagnostic
    waived: bool


def apart(one: Diagnostic) -> tuple[Diagnostic, ...]:
    """Return what a finding tells of: the findings on each item, or itself."""
    return (one,) if one.together is None else one.together.found


def narrowed(one: Diagnostic, left: Sequence[Diagnostic]) -> Diagnostic:
    """Return what a finding tells of these only, some of those it tells of: of one item what the rule said of it."""
    if one.together is None or len(left) == len(one.together.found):
        return one
    whose = one.together.whose
    return _told(left, whose, "", one if one.item == whose else None)


def narrowed_to(found: Iterable[Diagnostic], keeps: Callable[[Diagnostic], bool]) -> list[Diagnostic]:
    """Return findings that tell of what is kept only, without those that tell of nothing then."""
    parts = ((one, [each for each in apart(one) if keeps(each)]) for one in found)
    return [narrowed(one, left) for one, left in parts if left]


def inside(one: Diagnostic, within: Callable[[str], bool]) -> tuple[Diagnostic, ...]:
    """Return what a finding tells of items in these files: together where that is told in one of them."""
    left = [each for each in apart(one) if within(each.place.path)]
    if not left:
        return ()
    told = narrowed(one, left)
    return (told,) if within(told.place.path) else tuple(left)


def folded(
    found: Sequence[Diagnostic],
    waived_items: Callable[[str], Set[str | None]],
    context: Context,
    weigh: Callable[[Diagnostic], Diagnostic],
    diagnose: Callable[[str, Problem], Diagnostic],
    waives: Callable[[Diagnostic], bool],
) -> list[Finding]:
    """Return findings in which those of one cause are one: of one item as the rule said it, of several once.

    Nothing waives any of those that are `found`; `waived_items` says in which items a rule finds what is waived.
    `weigh` gives a finding the severity of the settings: errors are never folded.
    """
    kept: list[Finding] = []
    by_code: dict[str, list[Diagnostic]] = {}
    for finding in found:
        folds = rule_by_code(finding.code).fold is not None
        if finding.item is None or not folds or weigh(finding).severity is ERROR:
            kept.append(Finding(finding, False))
        else:
            by_code.setdefault(finding.code, []).append(finding)
    for code, ones in by_code.items():
        # A waiver takes an item out of what is told; it does not make the others fewer than all.
        speaking = waived_items(code) | {one.item for one in ones}
        folding = _Folding(code, ones, speaking, context, weigh, diagnose)
        told = list(folding.told())
        left = [one for one in told if not waives(one)]
        if len(left) > _MOST_NOTES and all(weigh(one).severity is INFO for one in left):
            told = [folding.of_the_plan(folding.items)]
        kept += [Finding(one, waives(one)) for one in told]
    return kept


class _Folding:
    """The findings of one rule that nothing waives, by the items they are about, being told.

    `speaking` are the items that it finds something in, waived or not.
    """

    def __init__(
        self,
        code: str,
        found: Sequence[Diagnostic],
        speaking: Set[str | None],
        context: Context,
        weigh: Callable[[Diagnostic], Diagnostic],
        diagnose: Callable[[str, Problem], Diagnostic],
    ) -> None:
        self.code = code
        self.fold = _fold_of(code)
        self.context = context
        self.weigh = weigh
        self.diagnose = diagnose
        self.speaking = speaking
        self.of_item: dict[str, list[Diagnostic]] = {}
        for one in found:
            self.of_item.setdefault(one.item or "", []).append(one)
        self.items = [context.plan.items[name] for name in self.of_item]

    def told(self) -> Iterator[Diagnostic]:
        """Yield the findings as they are told."""
        if self.fold.by_brief:
            of_brief: dict[str, list[Item]] = {}
            for item in self.items:
                of_brief.setdefault(self.of_item[item.name][0].brief, []).append(item)
            for brief, items in of_brief.items():
                yield self._together(items, brief)
        elif self.fold.once(self.context):
            yield self.of_the_plan(self.items)
        elif self.fold.by_parent:
            for kind in dict.fromkeys(type(item) for item in self.items):
                yield from self._of_kind(kind, [item for item in self.items if type(item) is kind])
        else:
            yield from self._each(self.items)

    def _each(self, items: Sequence[Item]) -> Iterator[Diagnostic]:
        return (one for item in items for one in self.of_item[item.name])

    def _of_kind(self, kind: type[Item], items: list[Item]) -> Iterator[Diagnostic]:
        plan = self.context.plan
        parents = {parent.name: parent for item in items for parent in plan.parents(item)}
        every = [item for item in plan.of(kind) if self._counts(item)]
        above = {parent.name for item in every if item.name in self.speaking for parent in plan.parents(item)}
        if len(above) > 1 and all(item.name in self.speaking for item in every):
            yield self.of_the_plan(items, "all " if len(items) == len(every) else "")
            return
        told: set[str] = set()
        for parent in parents.values():
            below = [child for child in plan.children_of(parent, kind) if self._counts(child)]
            left = [child for child in below if child.name in self.of_item and child.name not in told]
            all_lack_it = len(below) > 1 and all(child.name in self.speaking for child in below)
            if all_lack_it and left and self.context.judged(parent):
                told.update(child.name for child in left)
                whole = "all " if len(left) == len(below) else ""
                yield self._together(left, parent.name, whole, parent)
        yield from self._each([item for item in items if item.name not in told])

    def _counts(self, item: Item) -> bool:
        """Whether the rule would speak of an item that lacks what it looks for."""
        return self.context.judges_as_open(item) and self.fold.counts(item, self.context)

    def of_the_plan(self, items: Sequence[Item], whole: str = "") -> Diagnostic:
        """Return what is told of these items as one note, which names the first of them."""
        return self._together(items, _THE_PLAN, whole, severity=INFO)

    def _together(
        self,
        items: Sequence[Item],
        whose: str,
        whole: str = "",
        parent: Item | None = None,
        severity: Severity = ERROR,
    ) -> Diagnostic:
        """Return what is told of these items, of no more weight than `severity`; at their parent where one is given."""
        ordered = sorted(items, key=lambda item: self.context.order(item.site))
        found = [self.weigh(one._replace(severity=min(one.severity, severity))) for one in self._each(ordered)]
        head = None if parent is None else self.diagnose(self.code, Problem(parent.header, ""))
        return _told(found, whose, whole, head)


def _told(found: Sequence[Diagnostic], whose: str, whole: str, head: Diagnostic | None) -> Diagnostic:
    """Return one finding for several; it stands where `head` does, else at the first of them."""
    first, together = found[0], Together(whose, tuple(found))
    if len(together.items) == 1:
        return first if len(found) == 1 else first._replace(together=together)
    fold, items = _fold_of(first.code), _counted(together.items)
    what = fold.what.format(brief=whose, items=items) if fold.by_brief else f"{items} of {whose} {fold.what}"
    named = "" if whole and whose == _THE_PLAN else f": {listing(name.partition('.')[2] for name in together.items)}"
    return (head or first._replace(label=first.label if fold.by_brief else ""))._replace(
        severity=max(one.severity for one in found),
        message=bounded(f"{whole}{what}{named}"),
        help=fold.help or first.help,
        brief="",
        together=together,
    )


def _counted(names: Sequence[str]) -> str:
    kinds = Counter(name.partition(".")[0] for name in names)
    return " and ".join(count(number, words_of(kind)) for kind, number in kinds.items())


def _fold_of(code: str) -> Fold:
    fold = rule_by_code(code).fold
    assert fold is not None
    return fold
