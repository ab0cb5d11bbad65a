"""The rules on changes, applied to a comparison: what is found, what excuses it, which commit did it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from planlint.commit import Commit
from planlint.config import Config
from planlint.diagnostic import Diagnostic, Problem
from planlint.diff.matching import Pair, match
from planlint.diff.promises import OPEN, UNIT, Promise
from planlint.lint.comparison import Comparison, Judgement
from planlint.lint.excuses import Excuses, Subject, way_out
from planlint.lint.selection import RuleSelection
from planlint.lint.severity import heaviest, ignored_in
from planlint.lint.suppression import Suppression
from planlint.load.plan import Loaded, in_order
from planlint.model import Item, KeyResult, Objective, Period, Plan
from planlint.model.figures.effective import has_begun
from planlint.rules import BOOK, rule_by_code
from planlint.rules.changes.context import ChangeContext
from planlint.rules.kit import ERROR, INFO
from planlint.rules.rule import Rule
from planlint.rules.work.context import RangeWork
from planlint.text import Site
from planlint.tree import path_order

Waives = Callable[[Diagnostic], bool]

_MEASURE = frozenset({"target", "target-by", "baseline", "unit", "direction", "measure-name", "steps", "step", "point"})
_BEGINNING = frozenset({"begun", "beginning", "period-start"})
_DATES = frozenset({"due", "step-due", "start"})
_OF_WHAT_RESTS = frozenset({"beginning", "period-start", "period-end"})
"""Promises that an item does not make itself: it is named as the cause, and what rests on it promises less."""

_SPOKEN_FOR: Mapping[str, frozenset[str]] = {
    "open": _MEASURE | _BEGINNING | _DATES | {"commitment", "weight", "parents", "period-end"},
    "identity": _MEASURE | {"parents"},
    "unit": frozenset({"target", "baseline", "point"}),
    **dict.fromkeys((*_DATES, "period-end"), _BEGINNING),
}
"""By what a finding is about, what further findings on the item would say: they are left out beside it."""


class Settings(NamedTuple):
    """The settings of one side of a comparison, and the rules in force by them."""

    config: Config
    selection: RuleSelection


class _Found(NamedTuple):
    """A judgement, and which promise it is about."""

    judgement: Judgement
    promise: Promise


def judge(
    review: Comparison,
    config: Config,
    selection: RuleSelection,
    today: date,
    *,
    reported: Sequence[Diagnostic] = (),
    base: Settings | None = None,
    waives: Waives = lambda finding: False,
) -> tuple[Judgement, ...]:
    """Judge the changes of a comparison on a day: what is found, by path, position and code.

    `config` and `selection` are the newer side's, `base` the older side's where they are others: a rule on changes is
    off, lighter or left out in a file only where both say so. `reported` are the errors that a check of the newer plan
    shows: what they say already is not found a second time. What a comment waives is marked, and silences nothing.
    """
    judging = _Judging(review, Settings(config, selection), base or Settings(config, selection), today)
    found = [one for one in judging.found(waives) if not _is_reported(one.judgement, reported)]
    return tuple(sorted((one.judgement for one in found if not _is_silenced(one, found)), key=_order))


def waivers_of(head: Loaded, today: date) -> Waives:
    """Return what says whether a comment of the newer version waives a finding."""
    return Suppression(head.documents.values(), today).waives


def against_all(judged: Sequence[Sequence[Judgement]]) -> tuple[Judgement, ...]:
    """Return what was found against every one of several older versions of a plan, of which there is at least one.

    What stands against some of them only came with the others, and is not the work of whoever joined them. Each
    finding is as it was against the version that gave it the least weight.
    """
    first, *others = judged
    known = [{one.mark: one for one in found} for found in others]
    return tuple(
        min((one, *(found[one.mark] for found in known)), key=lambda one: one.finding.severity)
        for one in first
        if all(one.mark in found for found in known)
    )


class _Judging:
    """One comparison being judged on one day."""

    def __init__(self, review: Comparison, head: Settings, base: Settings, today: date) -> None:
        self.review = review
        self.head = head
        self.base = base
        self.today = today
        self.old, self.new = review.both.base.plan, review.both.head.plan
        self.promising: tuple[Item, ...] = (*self.old.of(Objective), *self.old.of(KeyResult))
        self.newer = {pair.old.name: pair.new.name for pair in review.matching.renamed}
        self.older = {pair.new.name: pair.old.name for pair in review.matching.renamed}
        self.excuses = Excuses(review.commits, self.old, self.new, today, self._has_archived)
        codes = head.selection.codes | base.selection.codes
        self.rules = [rule_by_code(entry.code) for entry in BOOK if entry.family == "changes" and entry.code in codes]

    def found(self, waives: Waives) -> Iterator[_Found]:
        """Yield what the rules find, each weighed and with what excuses it."""
        for context in self._contexts():
            for rule, problem in self._problems(context):
                subject = self._subject(problem, context)
                finding = self._measured(rule, problem, subject)
                if not self._is_ignored(finding, subject):
                    yield self._judged(finding, problem, subject, waives)

    def _contexts(self) -> Iterator[ChangeContext]:
        """Yield what is compared: both ends; and where an item began within the range only, what it promised then."""
        begun = frozenset(item.name for item in self.promising if has_begun(self.old, item, self.today))

        def reads(item: Item) -> bool:
            return not self.base.config.archives(item.site.path)

        def judges(item: Item) -> bool:
            return reads(item) and (not isinstance(item, (Objective, KeyResult)) or item.name in begun)

        yield self._context(self.old, reads, judges)
        for plan, names in self._begun_within(begun).values():
            yield self._context(plan, lambda item: False, lambda item, names=names: item.name in names)  # type: ignore[misc]

    def _context(self, old: Plan, reads: Callable[[Item], bool], judges: Callable[[Item], bool]) -> ChangeContext:
        matching = self.review.matching if old is self.old else match(old, self.new)
        return ChangeContext(
            old, self.new, self.today, matching, reads, judges, self._is_archived, self.review.elsewhere
        )

    def _is_archived(self, item: Item) -> bool:
        """Whether the change has moved an item into the archive."""
        return self._has_archived(item, self.old.get(self.older.get(item.name, item.name)))

    def _has_archived(self, item: Item, old: Item | None) -> bool:
        """Whether the change has moved what was an item of the older version, None for none, into the archive."""
        is_there = self.head.config.archives(item.site.path)
        return is_there and (old is None or not self.base.config.archives(old.site.path))

    def _begun_within(self, begun: frozenset[str]) -> Mapping[int, tuple[Plan, set[str]]]:
        """Return the plans after which something had begun that had not in the older version, with its names there.

        Each item is compared with what it promised when it began first. What a line that is joined had begun already,
        and the older version has not any more, did not begin in the range.
        """
        plans = self.review.commits.plans
        waiting = {
            item.name: item
            for item in self.promising
            if item.name not in begun and not self.base.config.archives(item.site.path)
        }
        found: dict[int, tuple[Plan, set[str]]] = {}
        for commit in self.review.commits.commits if waiting else ():
            plan = plans[commit.oid]
            settled = set()
            for old, item in self._touched(plan, commit, waiting):
                if has_begun(plan, item, self.today) and not self._had_begun(commit, old, waiting):
                    settled.add(old)
                    found.setdefault(id(plan), (plan, set()))[1].add(item.name)
            for name in settled:
                del waiting[name]
        return found

    def _touched(self, plan: Plan, commit: Commit, waiting: Mapping[str, Item]) -> Iterator[tuple[str, Item]]:
        """Yield what may have begun in a commit, under its older name: it, or what gives it its dates, differs."""
        differing = self.review.commits.differing(commit)
        if not differing:
            return
        everything = any(name not in plan.items or isinstance(plan.items[name], Period) for name in differing)
        for old in waiting:
            item = self._then(plan, commit.oid, waiting[old])
            if item is None or (item.name != old and item.name in waiting):
                continue
            if everything or item.name in differing or not differing.isdisjoint(item.parent_names()):
                yield old, item

    def _then(self, plan: Plan, oid: str, old: Item) -> Item | None:
        """Return what an item of the older version is after a commit; None where it is not there."""
        if old.name in plan.items or old.name in self.new.items:
            return plan.get(old.name)
        newer = self.newer.get(old.name, old.name)
        return plan.get(self.excuses.trail(Subject(newer, old, self.new.get(newer))).get(oid, ""))

    def _had_begun(self, commit: Commit, old: str, waiting: Mapping[str, Item]) -> bool:
        """Whether an item had begun in a parent of a commit."""
        plans = ((oid, self.review.commits.plans[oid]) for oid in commit.parents)
        before = ((plan, self._then(plan, oid, waiting[old])) for oid, plan in plans)
        return any(item is not None and has_begun(plan, item, self.today) for plan, item in before)

    def _problems(self, context: ChangeContext) -> Iterator[tuple[Rule, Problem]]:
        matching = context.matching
        items = [item for item in (*(pair.old for pair in matching.pairs), *matching.removed) if context.judges(item)]
        for rule in self.rules:
            for problem in _found(rule, items, context):
                assert problem.promise, f"{rule.code} does not say which promise is weaker: reasons are held against it"
                yield rule, problem

    def _subject(self, problem: Problem, context: ChangeContext) -> Subject:
        """Return the item of a problem as both ends have it."""
        kind, identifier, *_ = problem.site.pointer
        name = f"{kind}.{identifier}"
        if problem.gone:
            name = context.newer_name(name)
        new = self.new.get(name)
        old = self.old.get(self.older.get(name, name))
        if new is not None and self._has_archived(new, old):
            return Subject(name, old, None, new)
        return Subject(name, old, new)

    def _measured(self, rule: Rule, problem: Problem, subject: Subject) -> Diagnostic:
        if not problem.brief:
            problem = problem._replace(brief=problem.message.removeprefix(f"{subject.name} "))
        if not problem.gone:
            head = self.review.both.head
            finding = head.diagnose(rule.code, problem)
            return finding._replace(place=finding.place._replace(source=None))
        base = self.review.both.base
        if subject.old is not None:
            # What began in the range may have stood elsewhere then: it is shown where the older version has it.
            pointer = (*subject.old.site.pointer, *problem.site.pointer[2:])
            problem = problem._replace(site=Site(subject.old.site.path, pointer, problem.site.part))
        finding = base.diagnose(rule.code, problem)
        return finding._replace(place=finding.place._replace(source=base.sources.get(finding.place.path)))

    def _is_ignored(self, finding: Diagnostic, subject: Subject) -> bool:
        """Whether both sides leave a rule out: the newer one where the finding is, the older one where the item was."""
        path = finding.place.path
        before = path if subject.old is None else subject.old.site.path
        return finding.code in ignored_in(path, self.head.config) & ignored_in(before, self.base.config)

    def _judged(self, finding: Diagnostic, problem: Problem, subject: Subject, waives: Waives) -> _Found:
        """Weigh a finding: with a reason it is a note, and its help is no longer to give one."""
        finding = heaviest(finding, (self.head.config, self.base.config))
        weight = finding.severity
        verdict = self.excuses.of(problem.promise, subject, is_note=weight is INFO)
        if verdict.reason is not None:
            finding = finding._replace(severity=min(finding.severity, INFO), help=f"reason given: {verdict.reason}")
        elif finding.severity > INFO:
            between = "; " if verdict.is_nobodys else ", or "
            finding = finding._replace(help=between.join(filter(None, [finding.help, way_out(verdict)])))
        judgement = Judgement(
            finding,
            subject.name,
            weight,
            verdict.reason,
            verdict.commit,
            verdict.rejected,
            problem.rests,
            waives(finding),
        )
        return _Found(judgement, problem.promise)


def _found(rule: Rule, items: Sequence[Item], context: ChangeContext) -> Iterator[Problem]:
    """Yield what a rule finds in a comparison, asked of the older plan, or of each of these items of it."""
    if rule.subject is Plan:
        yield from rule.check(context.old, context)
    for item in items:
        if type(item) in rule.kinds:
            now = context.now(item)
            if rule.scope == "before":
                yield from rule.check(item, context)
            elif now is not None:
                yield from rule.check(Pair(item, now), context)


def _is_reported(one: Judgement, reported: Sequence[Diagnostic]) -> bool:
    """Whether an error of the check says the same already: of the item, at the same key, by a rule that does."""
    finding = one.finding
    rule = rule_by_code(finding.code)
    return any(
        other.item == one.item and other.code.startswith(rule.unless) and _overlap(finding.key, other.key)
        for other in reported
    )


def _overlap(key: str | None, other: str | None) -> bool:
    if key is None or other is None:
        return True
    return f"{key}.".startswith(f"{other}.") or f"{other}.".startswith(f"{key}.")


def _is_silenced(one: _Found, found: Sequence[_Found]) -> bool:
    """Whether another finding on the item speaks for a finding: what is waived never does."""
    return any(other is not one and not other.judgement.is_waived and _speaks_for(other, one) for other in found)


def _speaks_for(other: _Found, one: _Found) -> bool:
    if one.promise[0] not in _SPOKEN_FOR.get(other.promise[0], ()):
        return False
    about, items = one.judgement, {other.judgement.item, *other.judgement.rests}
    if about.item not in items and not (one.promise[0] in _OF_WHAT_RESTS and items.issuperset(about.rests)):
        return False
    weight = other.judgement.finding.severity
    if other.promise == UNIT:
        return weight is ERROR
    return one.promise[0] not in _BEGINNING or other.promise == OPEN or weight >= about.finding.severity


def judge_work(work: RangeWork, head: Loaded, settings: Settings, base: Settings | None = None) -> list[Diagnostic]:
    """Return what is found in the commits of a range.

    `settings` are the newer side's, `base` the older side's: a rule is off, lighter or left out in a file only where
    both say so.
    """
    sides = (settings,) if base is None else (settings, base)
    codes = frozenset().union(*(side.selection.codes for side in sides))
    found = []
    for entry in BOOK:
        if entry.family == "work" and entry.code in codes:
            for one in _found_in_work(rule_by_code(entry.code), work, head):
                if all(one.code in ignored_in(one.place.path, side.config) for side in sides):
                    continue
                if one.item is None or not all(side.config.archives(one.place.path) for side in sides):
                    found.append(heaviest(one, [side.config for side in sides]))
    return list(in_order(found))


def _found_in_work(rule: Rule, work: RangeWork, head: Loaded) -> Iterator[Diagnostic]:
    subjects = work.commits if rule.subject is Commit else [item for item in work.done if type(item) in rule.kinds]
    for one in subjects:
        for problem in rule.check(one, work.context):
            yield head.diagnose(rule.code, problem)


def _order(one: Judgement) -> tuple[bytes, int, str, str]:
    finding = one.finding
    return path_order(finding.place.path), finding.place.span.start, finding.code, finding.message
