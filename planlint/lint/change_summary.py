"""What a comparison of two versions says, sorted: what needs a decision, what was excused, the rest as facts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from planlint.commit import Commit
from planlint.diff.change import Change, item_order
from planlint.diff.commits import last_commits
from planlint.diff.effects import Effect
from planlint.diff.promises import is_set_back
from planlint.grouped import grouped
from planlint.lint.comparison import Comparison, Judgement
from planlint.model import KINDS, UNDATED, Item, KeyResult, Plan
from planlint.model.figures.effective import effective_due, effective_start
from planlint.model.figures.freshness import is_check_in
from planlint.model.figures.progress import Progress
from planlint.model.figures.shares import two_decimals
from planlint.model.periods import day_of
from planlint.rules import rule_by_code
from planlint.rules.kit import INFO
from planlint.rules.rule import Rule

_DATED = frozenset({"due", "start", "end", "period", "horizon", "metric.target_by"})

_IN_EFFECT = {"due": effective_due, "start": effective_start}

_Field = tuple[str, str | None]  # of an item, by its full name; None for the item as a whole


class Value(NamedTuple):
    """A changed field of an item: what it was and is, in JSON form.

    `days` are the days that the two values of a date stand for; None where a value is no day, or nobody knows which.
    A due date or start that is not written stands for the one that is in effect.
    `commit` is the last one that changed it, where that is known.
    """

    item: Item
    key: str
    before: Any
    after: Any
    days: tuple[date | None, date | None] = (None, None)
    commit: Commit | None = None

    @property
    def is_date(self) -> bool:
        """Whether the field holds a day or a period."""
        return self.key in _DATED or self.key.startswith("milestones.")

    @property
    def is_date_set(self) -> bool:
        """Whether a date was given where there was none."""
        before, after = self.days
        return self.is_date and self.before in (None, UNDATED) and before is None and after is not None

    @property
    def is_check_in(self) -> bool:
        """Whether the change says how its item is going."""
        return is_check_in(self.key, self.before, self.after)

    @property
    def is_progress(self) -> bool:
        """Whether the change says how it goes: a check-in, another status, a date set or brought forward."""
        before, after = self.days
        is_sooner = self.is_date and after is not None and (before is None or after < before)
        is_on = self.key == "status" and not is_set_back(self.before, self.after)
        return self.is_check_in or is_on or is_sooner


class ChangeNote(NamedTuple):
    """What was done to an item where that is more than one changed value: the field, or what to call it, and a text."""

    key: str | None
    label: str
    text: str


class FileMove(NamedTuple):
    """How many items stood in one file and stand in another."""

    before: str
    after: str
    items: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What was done to the promises of one item: what changed, what it is for, who did it, what the rules say.

    `judgements` are by path and position; `why` leads from the item to the purpose; `agreed` names who had said yes to
    what was promised, as (team, person).
    """

    item: Item
    facts: tuple[Value | ChangeNote, ...]
    why: tuple[Item, ...]
    judgements: tuple[Judgement, ...]
    agreed: tuple[tuple[str, str], ...] = ()

    @property
    def commits(self) -> tuple[Commit, ...]:
        """The commits that did it, each once."""
        return tuple({one.commit.oid: one.commit for one in self.judgements if one.commit is not None}.values())

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons given for it, each once."""
        return tuple(dict.fromkeys(one.reason for one in self.judgements if one.reason is not None))

    @property
    def is_waived(self) -> bool:
        """Whether comments of the change waive it."""
        return all(one.is_waived for one in self.judgements)

    @property
    def ways_out(self) -> dict[str, list[str]]:
        """What is to be done, with the codes of the rules that say so."""
        found: dict[str, list[str]] = {}
        for one in self.judgements:
            codes = found.setdefault(one.finding.help or one.finding.message, [])
            if one.finding.code not in codes:
                codes.append(one.finding.code)
        return found


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """The facts of a comparison, sorted: what was moved is `open`, `excused` or `waived`; the rest needs no decision.

    `edited` counts the items with other changes than these and than reported values, which `reporting` counts.
    `unreadable` counts files. `reached` are the items that reach the purpose, and those that could.
    """

    open: tuple[Decision, ...]
    excused: tuple[Decision, ...]
    waived: tuple[Decision, ...]
    progress: tuple[Value, ...]
    changed: tuple[Value, ...]
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    added_by_kind: Mapping[str, int]
    removed_by_kind: Mapping[str, int]
    renamed: tuple[Change, ...]
    moved: tuple[FileMove, ...]
    effects: tuple[Effect, ...]
    dates_set: int
    reporting: int
    edited: int
    unreadable: int
    reached: tuple[int, int]

    @property
    def moves(self) -> tuple[tuple[Rule, int], ...]:
        """How often each rule found what is open, or else what is waived, or else what is excused."""
        return _by_rule(self.open or self.waived or self.excused)

    @property
    def all_moves(self) -> tuple[tuple[Rule, int], ...]:
        """How often each rule found what is open, excused or waived."""
        return _by_rule((*self.open, *self.excused, *self.waived))


def summary_of(review: Comparison) -> ChangeSummary:
    """Sort what a comparison has to say.

    A finding needs a decision where it weighs more than a note, by whatever the settings give its rule; a reason makes
    it an excused one.
    """
    waived = [one for one in review.waived if one.weight > INFO]
    moved = [*(one for one in review.judgements if one.weight > INFO), *waived]
    told = {(one.item, one.finding.key) for one in moved}
    values: dict[_Field, Value] = {(value.item.name, value.key): value for value in _values(review)}
    reporting = {name for (name, key), value in values.items() if value.is_check_in and (name, key) not in told}
    excused_items = {one.item for one in moved if one.reason is not None}
    facts = [
        value
        for (name, key), value in values.items()
        if (name, key) not in told and not (key == "reason" and name in excused_items)
    ]
    standing = [one for one in moved if not one.is_waived]
    return ChangeSummary(
        open=tuple(_decisions(review, values, (one for one in standing if one.reason is None))),
        excused=tuple(_decisions(review, values, (one for one in standing if one.reason is not None))),
        waived=tuple(_decisions(review, values, waived)),
        progress=tuple(value for value in facts if value.is_progress),
        changed=tuple(value for value in facts if not value.is_progress),
        added=_items(review, "added", told),
        removed=_items(review, "removed", told),
        added_by_kind=_by_kind(review, "added"),
        removed_by_kind=_by_kind(review, "removed"),
        renamed=tuple(change for change in review.changes if change.verb == "renamed"),
        moved=_moves(review),
        effects=_visible_effects(review),
        dates_set=sum(value.is_date_set for value in values.values()),
        reporting=len(reporting),
        edited=len({name for name, _ in values} - {one.item for one in moved} - reporting),
        unreadable=len({one.path for one in review.both.unreadable}),
        reached=review.both.head.plan.reached,
    )


def _values(review: Comparison) -> Iterator[Value]:
    commits = last_commits(review.commits.steps)
    base, head = review.both.base.plan, review.both.head.plan
    older = {pair.new.name: pair.old for pair in review.matching.pairs}
    for change in review.changes:
        if change.verb != "changed":
            continue
        value = Value(review.item(change), change.key or "", change.before, change.after)
        if value.is_date:
            was = _day(base, older.get(change.item), value.key, value.before)
            value = value._replace(days=(was, _day(head, value.item, value.key, value.after)))
        yield value._replace(commit=commits.get((change.item, change.key)))


def _day(plan: Plan, item: Item | None, key: str, value: Any) -> date | None:
    if value is None and item is not None and key in _IN_EFFECT:
        return _IN_EFFECT[key](plan, item)
    return day_of(plan, value, first=key == "start")


def _decisions(
    review: Comparison, values: Mapping[_Field, Value], judgements: Iterable[Judgement]
) -> Iterator[Decision]:
    """Yield what was done, an item at a time, by kind and id."""
    by_item = grouped((one.item, one) for one in judgements)
    base, head = review.both.base.plan, review.both.head.plan
    for name in sorted(by_item, key=item_order):
        found = by_item[name]
        plan = head if name in head.items else base
        item = plan.items[name]
        facts = (values.get((name, one.finding.key)) or _statement(one) for one in found)
        before = base.get(name) or item
        agreed = tuple((team, who) for team, who in before.table("agreed").items() if isinstance(who, str))
        unique = {(fact.key if isinstance(fact, Value) else fact): fact for fact in facts}
        yield Decision(item, tuple(unique.values()), plan.chain(item)[1:], tuple(found), agreed)


def _statement(one: Judgement) -> ChangeNote:
    finding = one.finding
    return ChangeNote(finding.key, finding.label, finding.brief or finding.message)


def _items(review: Comparison, verb: str, told: set[_Field]) -> tuple[Item, ...]:
    return tuple(
        review.item(change) for change in review.changes if change.verb == verb and (change.item, None) not in told
    )


def _by_kind(review: Comparison, verb: str) -> Mapping[str, int]:
    numbers = Counter(change.kind for change in review.changes if change.verb == verb)
    return {kind: numbers[kind] for kind in KINDS if kind in numbers}


def _moves(review: Comparison) -> tuple[FileMove, ...]:
    ways = Counter((change.before, change.after) for change in review.changes if change.verb == "moved")
    return tuple(FileMove(before, after, number) for (before, after), number in ways.items())


def _visible_effects(review: Comparison) -> tuple[Effect, ...]:
    """Return what happened to the goals above, as far as two decimals show it; key results have values of their own."""
    return tuple(
        one
        for one in review.effects
        if not one.item.startswith(f"{KeyResult.kind}.") and _shown(one.before) != _shown(one.after)
    )


def _shown(progress: Progress) -> str | None:
    return None if progress.value is None else two_decimals(progress.value)


def _by_rule(decisions: Iterable[Decision]) -> tuple[tuple[Rule, int], ...]:
    numbers = Counter(one.finding.code for decision in decisions for one in decision.judgements)
    return tuple((rule_by_code(code), numbers[code]) for code in sorted(numbers))
