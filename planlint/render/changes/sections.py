"""What a review has to say, sorted into the parts that people look for: what needs a decision, the rest."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planlint.diagnostic import Severity
from planlint.diff.change import Change
from planlint.diff.commits import Commit
from planlint.diff.effects import Effect
from planlint.lint.comparison import Judgement, Review
from planlint.model.items import DIRECTORY, KINDS, UNDATED, Item, KeyResult, Metric, words_of
from planlint.printable import plain
from planlint.render.changes.values import Row, day_of, is_dated, label_of, row_of
from planlint.render.text.bars import amount, arrow, count, measure, share
from planlint.render.text.style import Style
from planlint.rules import rule_by_code

_REPORTED = frozenset({"metric.current", "reached", "status", "confidence", "score", "note", "evidence"})
_MOVES = {
    "PL801": ("target weakened", "targets weakened"),
    "PL802": ("date postponed", "dates postponed"),
    "PL803": ("baseline edited", "baselines edited"),
    "PL804": ("measure redefined", "measures redefined"),
    "PL805": ("key result given up", "key results given up"),
    "PL806": ("id reused", "ids reused"),
    "PL807": ("commitment weakened", "commitments weakened"),
    "PL808": ("item reopened", "items reopened"),
    "PL810": ("path to the purpose lost", "paths to the purpose lost"),
}


class Line(NamedTuple):
    """A changed field of an item, and the last commit that changed it, where that is known."""

    item: Item
    row: Row
    commit: Commit | None


class Move(NamedTuple):
    """How many items stood in one file and stand in another."""

    before: str
    after: str
    items: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What was done to the promises of one item: its values, what it is for, who did it, what the rules say.

    `judgements` are by path and position; `why` leads from the item to the purpose; `agreed` names who had said yes to
    what was promised, as (team, person).
    """

    item: Item
    rows: tuple[Row, ...]
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
    def ways_out(self) -> dict[str, list[str]]:
        """What is to be done, with the codes of the rules that say so."""
        found: dict[str, list[str]] = {}
        for one in self.judgements:
            codes = found.setdefault(one.finding.help or one.finding.message, [])
            if one.finding.code not in codes:
                codes.append(one.finding.code)
        return found


@dataclass(frozen=True, slots=True)
class Parts:
    """A review, sorted: `headline` is a list of counts; what was moved is `open` or `excused`; the rest are facts.

    `moves` counts what is open, or else what is excused. `reached` are the items that reach the purpose, and those that
    could.
    """

    headline: tuple[str, ...]
    moves: tuple[str, ...]
    open: tuple[Decision, ...]
    excused: tuple[Decision, ...]
    progress: tuple[Line, ...]
    changed: tuple[Line, ...]
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    renamed: tuple[Change, ...]
    moved: tuple[Move, ...]
    effects: tuple[Effect, ...]
    reached: tuple[int, int]


def parts_of(review: Review) -> Parts:
    """Sort what a review has to say."""
    moved = [one for one in review.judgements if rule_by_code(one.finding.code).severity > Severity.INFO]
    opened = [one for one in moved if one.reason is None and one.finding.severity > Severity.INFO]
    excused = [one for one in moved if one.reason is not None]
    told = {(one.item, one.finding.key) for one in (*opened, *excused)}
    excused_items = {one.item for one in excused}
    commits = _last_commits(review)
    progress: list[Line] = []
    changed: list[Line] = []
    for change in review.changes:
        if change.verb != "changed" or (change.item, change.key) in told:
            continue
        if change.key == "reason" and change.item in excused_items:
            continue
        line = Line(review.item(change), row_of(review, change), commits.get((change.item, change.key)))
        (progress if _is_progress(review, change) else changed).append(line)

    def items(verb: str) -> tuple[Item, ...]:
        return tuple(
            review.item(change) for change in review.changes if change.verb == verb and (change.item, None) not in told
        )

    plan = review.both.head.plan
    reached = len(plan.reaching), len(plan.items) - sum(len(plan.of(kind)) for kind in DIRECTORY)
    return Parts(
        headline=tuple(_headline(review, opened + excused, reached)),
        moves=tuple(_counts(opened or excused)),
        open=tuple(_decisions(review, opened)),
        excused=tuple(_decisions(review, excused)),
        progress=tuple(progress),
        changed=tuple(changed),
        added=items("added"),
        removed=items("removed"),
        renamed=tuple(change for change in review.changes if change.verb == "renamed"),
        moved=_moves(review),
        effects=_told_effects(review),
        reached=reached,
    )


def promise_of(item: Item, style: Style) -> str:
    """Return what a new item promises, in values as written: its steps with their dates, its way; else its title."""
    steps = item.table("milestones")
    if steps:
        return ", ".join(f"{plain(step)} {plain(str(value))}" for step, value in steps.items())
    metric = item.metric if isinstance(item, KeyResult) else None
    if metric is None or metric.target is None:
        return plain(item.title)
    way = measure(item, style) if metric.is_guard_rail else _way(metric, style)
    return f"{way}, {plain(item.title)}"


def _way(metric: Metric, style: Style) -> str:
    known = [amount(number) for number in (metric.baseline, metric.target) if number is not None]
    return f" {arrow(style)} ".join(known) + (f" {plain(metric.unit)}" if metric.unit else "")


def _moves(review: Review) -> tuple[Move, ...]:
    ways = Counter((change.before, change.after) for change in review.changes if change.verb == "moved")
    return tuple(Move(before, after, number) for (before, after), number in ways.items())


def _told_effects(review: Review) -> tuple[Effect, ...]:
    """Return what happened to the goals above, as far as two decimals show it; key results have values of their own."""
    return tuple(
        one
        for one in review.effects
        if not one.item.startswith(f"{KeyResult.kind}.") and share(one.before) != share(one.after)
    )


def _decisions(review: Review, judgements: Iterable[Judgement]) -> Iterator[Decision]:
    """Yield what was done, an item at a time, by kind and id."""
    by_item: dict[str, list[Judgement]] = {}
    for one in judgements:
        by_item.setdefault(one.item, []).append(one)
    values = {(change.item, change.key): change for change in review.changes if change.verb == "changed"}
    base, head = review.both.base.plan, review.both.head.plan
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    for name in sorted(by_item, key=lambda name: (ranks[name.partition(".")[0]], name)):
        found = by_item[name]
        plan = head if name in head.items else base
        item = plan.items[name]
        rows = [
            row_of(review, change) if (change := values.get((name, one.finding.key))) else _told(one) for one in found
        ]
        before = base.get(name) or item
        agreed = tuple((team, who) for team, who in before.table("agreed").items() if isinstance(who, str))
        yield Decision(item, tuple(dict.fromkeys(rows)), plan.chain(item)[1:], tuple(found), agreed)


def _told(one: Judgement) -> Row:
    """Return in words what is no changed value."""
    finding = one.finding
    label = label_of(finding.key) if finding.key else finding.label
    said = finding.message.removeprefix(f"{finding.item} ").removeprefix(f"is {finding.label}, ")
    return Row(label, "", plain(said))


def _is_progress(review: Review, change: Change) -> bool:
    """Whether a changed field says how it goes: a value reported, a date set or brought forward."""
    key = change.key or ""
    if key in _REPORTED:
        return True
    if not is_dated(key):
        return False
    was, now = day_of(review.both.base.plan, change.before), day_of(review.both.head.plan, change.after)
    return now is not None and (was is None or now < was)


def _last_commits(review: Review) -> dict[tuple[str, str | None], Commit]:
    return {(change.item, change.key): step.commit for step in review.steps for change in step.changes}


def _headline(review: Review, moved: list[Judgement], reached: tuple[int, int]) -> Iterator[str]:
    unread = len({one.path for one in review.both.unreadable})
    if unread:
        yield f"{count(unread, 'file')} cannot be read"
    yield from _counts(moved)
    changed = [change for change in review.changes if change.verb == "changed"]
    was_set = sum(is_dated(change.key or "") and _is_set(review, change) for change in changed)
    if was_set:
        yield f"{was_set} {'date' if was_set == 1 else 'dates'} set"
    told = {(judgement.item, judgement.finding.key) for judgement in moved}
    reporting = {change.item for change in changed if change.key in _REPORTED and (change.item, change.key) not in told}
    if reporting:
        yield count(len(reporting), "check-in")
    for verb, sign in (("added", "+"), ("removed", "-")):
        kinds = [change.kind for change in review.changes if change.verb == verb]
        numbers = {kind: kinds.count(kind) for kind in KINDS if kind in kinds}
        if numbers:
            yield ", ".join(f"{sign}{count(number, words_of(kind))}" for kind, number in numbers.items())
    for verb, word in (("renamed", "renamed"), ("moved", "moved to other files")):
        number = sum(change.verb == verb for change in review.changes)
        if number:
            yield f"{number} {word}"
    others = {change.item for change in changed} - {judgement.item for judgement in moved} - reporting
    if others:
        yield f"{count(len(others), 'item')} edited"
    yield count(reached[1] - reached[0], "orphan")


def _counts(moved: list[Judgement]) -> Iterator[str]:
    """Yield how often each kind of promise was moved."""
    for code, (one, several) in _MOVES.items():
        number = sum(judgement.finding.code == code for judgement in moved)
        if number:
            yield f"{number} {one if number == 1 else several}"


def _is_set(review: Review, change: Change) -> bool:
    """Whether a date was given where there was none."""
    return change.before in (None, UNDATED) and day_of(review.both.head.plan, change.after) is not None
