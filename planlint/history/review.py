"""The review of a period: what was promised, what came of it, which goalposts moved, who never said."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from planlint.commit import utc_day
from planlint.history.goalposts import GoalpostMove
from planlint.history.line_format import LogEntry
from planlint.history.moved_on import MovedOn, actions_before
from planlint.history.window import Window
from planlint.history.work import Work
from planlint.model import Item, KeyResult, Metric, Objective, Outcome, Plan, Purpose, Tactic, Task, Vision, as_number
from planlint.model.figures.effective import (
    effective_due,
    effective_owner,
    effective_start,
    has_begun,
    is_open,
    period_of,
)
from planlint.model.figures.freshness import STALE_DAYS
from planlint.model.figures.pace import expected_from, pace_from
from planlint.model.figures.progress import (
    SAID,
    SILENT,
    Score,
    counts_in_score,
    grade,
    has_no_target_yet,
    is_measured,
    key_result_score,
    metric_progress,
    own_progress,
    reported,
    weight_of,
)
from planlint.model.figures.shares import mean
from planlint.model.item_state import siblings
from planlint.model.periods import Days, day_of, last_day
from planlint.model.selection import above

Point = Mapping[str, Any]
_GOALPOST = ("target", "baseline", "milestones", "due")
REACHED, PARTLY, NOT_AT_ALL, UNDER_WAY, OVERDUE = "reached", "partly", "not at all", "under way", "overdue"
HOLDS, BROKEN = "guard-rail holds", "guard-rail broken"
DROPPED, NOT_BEGUN = "dropped", "not begun"
STATES = (REACHED, PARTLY, NOT_AT_ALL, UNDER_WAY, OVERDUE, HOLDS, BROKEN, SAID, SILENT, DROPPED, NOT_BEGUN)
"""The states of a key result, in the order in which they are counted."""


@dataclass(frozen=True, slots=True)
class KeyResultReview:
    """A key result in a review.

    `points` are its values over time up to the day of the review, and `promised` is the one that stood at the end of
    the span's first day, or the first there was. `score` is the grade people gave at its end, else the progress;
    `before` the score against what was promised then, None where no goalpost moved. `counts` says whether scores ask
    it. `expected` is where it should be, `pace` how far it is of that, `landing` where it ends at this pace; each is
    None where that cannot be said.
    """

    item: KeyResult
    owner: str | None
    due: date | None
    points: tuple[Point, ...]
    promised: Point | None
    score: Fraction | None
    is_graded: bool
    is_measured: bool
    counts: bool
    before: Fraction | None
    expected: Fraction | None
    landing: Fraction | None
    pace: Fraction | None
    state: str
    moved: int
    steps: tuple["MileStone", ...]

    @property
    def note(self) -> str | None:
        """The last note."""
        return self.item.text("note")

    @property
    def changed(self) -> date | None:
        """The UTC day a value last changed."""
        return utc_day(self.points[-1]["date"]) if self.points else None

    @property
    def weight(self) -> Fraction:
        """What it counts."""
        return weight_of(self.item)


class MileStone(NamedTuple):
    """A step of a key result: the day it is due, None where it has none; what was planned on the first day; how it is.

    `reached` is the day on which git has it reached.
    """

    name: str
    due: date | None
    planned: date | None
    state: str  # reached, open or missed
    reached: date | None = None

    @property
    def day(self) -> date | None:
        """The day people look for: when it was reached, else when it is due."""
        return self.reached or self.due


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective in a review with its key results, and what it serves; None stands for those that have none."""

    item: Objective | None
    owner: str | None
    results: tuple[KeyResultReview, ...]
    serves: tuple[Item, ...] = ()

    @property
    def mark(self) -> Score:
        """Its score: the weighted mean over what was measured."""
        asked = [result for result in self.results if result.counts]
        known = [(result.score, result.weight) for result in asked if result.score is not None]
        return Score(mean(known), len(known), len(asked))

    @property
    def with_silence(self) -> Fraction | None:
        """Its score if silence counts as zero; a key result whose target is still to come is left out."""
        asked = [result for result in self.results if result.counts and not has_no_target_yet(result.item)]
        values = [(result.score if result.is_measured else Fraction(0), result.weight) for result in asked]
        return mean([(value, weight) for value, weight in values if value is not None])


class NextDue(NamedTuple):
    """Something that is due next: a step, or a key result as a whole."""

    day: date
    item: KeyResult
    step: str | None


@dataclass(frozen=True, slots=True)
class PeriodReview:
    """One span of time, in full: the plan's key results, and what became of them up to a day."""

    span: Window
    today: date
    rev: str
    oid: str
    goals: tuple[Goal, ...]
    moves: tuple[GoalpostMove, ...]
    coming: tuple[NextDue, ...]
    tasks: tuple[int, int, int]
    """Tasks under these key results: done, open; and those that were done within the span."""
    flow: tuple[tuple[date, int, int, int], ...] = ()
    """The tasks that were todo, doing and done from a day on."""
    renames: tuple[LogEntry, ...] = ()
    """Key results that got another id within the span; `item` is their name now."""
    above: tuple[Item, ...] = ()
    """The purposes, visions and outcomes that the objectives serve."""
    earlier: Window | None = None
    """The period before this one."""
    running: Window | None = None
    """The period that runs, where this is another one."""
    work: Mapping[str, Work] = field(default_factory=dict)
    """By full name the commits of the span made for an item or what is below it; empty where none names any."""

    @property
    def results(self) -> tuple[KeyResultReview, ...]:
        """All key results, each once, as they are listed."""
        return tuple({result.item.name: result for goal in self.goals for result in goal.results}.values())

    @property
    def goal_moves(self) -> tuple[GoalpostMove, ...]:
        """What was done to the goalposts of periods, objectives and key results."""
        return tuple(move for move in self.moves if not move.is_of_action)

    @property
    def action_moves(self) -> tuple[GoalpostMove, ...]:
        """Which tactics and tasks were put off, set back or given up."""
        return tuple(move for move in self.moves if move.is_of_action)

    @property
    def is_over(self) -> bool:
        """Whether the span ended before today."""
        return self.span.last < self.today

    @property
    def mark(self) -> Score:
        """The mean of the scores of objectives, and on how many key results it rests."""
        marks = [goal.mark for goal in self.goals]
        value = mean([(mark.value, Fraction(1)) for mark in marks if mark.value is not None])
        return Score(value, sum(mark.known for mark in marks), sum(mark.asked for mark in marks))

    @property
    def with_silence(self) -> Fraction | None:
        """The score if silence counts as zero."""
        values = [goal.with_silence for goal in self.goals]
        return mean([(value, Fraction(1)) for value in values if value is not None])


class ReviewFacts(NamedTuple):
    """What a review is made of: the plan on its day, points of key results, moves of goalposts, changes of tasks."""

    plan: Plan
    points: Mapping[str, Sequence[Point]]
    moves: Sequence[GoalpostMove]
    tasks: Sequence[LogEntry]
    renames: Sequence[LogEntry] = ()
    moved_on: Sequence[MovedOn] = ()


def review(
    facts: ReviewFacts,
    span: Window,
    today: date,
    rev: str,
    oid: str,
    wanted: Collection[str] | None = None,
    stale_days: int = STALE_DAYS,
    earlier: Window | None = None,
    running: Window | None = None,
) -> PeriodReview:
    """Return the review of a span as it stands on a day; `wanted` narrows it to key results with these names.

    An objective of which any key result belongs to the span is shown whole.
    """
    plan, until = facts.plan, span.reported_until(today)
    moved = [move for move in facts.moves if span.first < move.day <= until]
    goals = []
    for objective in [*siblings(plan, plan.of(Objective)), None]:
        children = (
            [one for one in plan.of(KeyResult) if not plan.parents(one)]
            if objective is None
            else list(plan.children_of(objective, KeyResult))
        )
        chosen = [
            one
            for one in siblings(plan, children)
            if isinstance(one, KeyResult) and (wanted is None or one.name in wanted)
        ]
        if not any(_belongs(plan, one, span, facts.points.get(one.name, ()), until) for one in chosen):
            continue
        results = tuple(_result(facts, one, span, today, until, moved, stale_days) for one in chosen)
        if isinstance(objective, Objective):
            goals.append(Goal(objective, effective_owner(plan, objective), results, plan.parents(objective)))
        else:
            goals.append(Goal(None, None, results))
    names = {item.name for goal in goals for item in _items(goal)}
    own = _actions(plan, goals)
    gone_on = [one for one in facts.moved_on if one.since.day <= until]
    before = {
        name: since for name, since in actions_before(plan, gone_on, names, facts.tasks).items() if name not in own
    }
    actions = {**own, **{name: plan.items[name] for name in before}}
    tasks = {name: item for name, item in actions.items() if isinstance(item, Task) and item.status != "dropped"}
    periods = {f"period.{span.period}", *(f"period.{goal.item.text('period')}" for goal in goals if goal.item)}
    told = tuple(
        move
        for move in moved
        if (move.item in names | actions.keys() | periods or (wanted is None and move.is_removed_from(names)))
        and (move.item not in before or before[move.item].is_later_than(move.entry))
    )
    renames = tuple(one for one in facts.renames if one.item in names and span.first <= one.day <= until)
    return PeriodReview(
        span,
        today,
        rev,
        oid,
        tuple(goals),
        told,
        _coming(plan, goals, until),
        _tasks(tasks, facts.tasks, span, until),
        _flow(tasks, facts.tasks, until),
        renames,
        _above(plan, goals),
        earlier,
        running,
    )


def _items(goal: Goal) -> Iterator[Item]:
    """Yield an objective and its key results."""
    yield from (goal.item,) if goal.item is not None else ()
    yield from (result.item for result in goal.results)


def _above(plan: Plan, goals: Sequence[Goal]) -> tuple[Item, ...]:
    """Return the purposes, visions and outcomes that lead to the objectives, in this order."""
    names = above(plan, [goal.item for goal in goals if goal.item is not None])
    kinds = (Purpose, Vision, Outcome)
    return tuple(item for kind in kinds for item in siblings(plan, plan.of(kind)) if item.name in names)


def _belongs(plan: Plan, item: KeyResult, span: Window, points: Sequence[Point], until: date) -> bool:
    """Whether a span speaks of a key result.

    Of a period it does where an objective names it, or has dates of its own most of which lie in it, and where the key
    result itself is due in it; of bare days, where it was open or changed.
    """
    if span.period is None:
        changed = any(span.first <= utc_day(point["date"]) <= until for point in points)
        return changed or is_open(plan, item)
    for objective in plan.parents(item):
        days = period_of(plan, objective) or _own_days(plan, objective)
        if days is not None and "period" in objective.fields and (days.first, days.last) == (span.first, span.last):
            return True
        if days is not None and "period" not in objective.fields and _lies_mostly_in(days, span):
            return True
    own = [last_day(plan, value) for value in item.milestones.values()]
    own += [last_day(plan, item.fields["due"])] if "due" in item.fields else []
    return any(day is not None and span.first <= day <= span.last for day in own)


def _result(
    facts: ReviewFacts,
    item: KeyResult,
    span: Window,
    today: date,
    until: date,
    moved: Sequence[GoalpostMove],
    stale_days: int,
) -> KeyResultReview:
    plan = facts.plan
    points = tuple(point for point in facts.points.get(item.name, ()) if utc_day(point["date"]) <= until)
    now = points[-1] if points else None
    promised = _at(points, span.first) or (points[0] if points else None)
    given = grade(plan, item)
    start, due = effective_start(plan, item), effective_due(plan, item)
    if start is None and points and due is not None and utc_day(points[0]["date"]) < due:
        start = utc_day(points[0]["date"])  # only git knows when it began
    should = expected_from(plan, item, start, due, until)
    speed = pace_from(plan, item, start, due, until, stale_days)
    steps = _steps(plan, item, promised, points, until)
    runs_on = span.last >= until and is_open(plan, item) and should is not None and should < 1
    return KeyResultReview(
        item=item,
        owner=effective_owner(plan, item),
        due=due,
        points=points,
        promised=promised,
        score=key_result_score(plan, item, until),
        is_graded=given is not None,
        is_measured=given is not None or is_measured(plan, item, until),
        counts=counts_in_score(plan, item),
        before=_against_promise(plan, item, points, promised, until) if _has_moved(promised, now) else None,
        expected=should,
        landing=min(Fraction(1), speed) if runs_on and item.metric is not None and speed is not None else None,
        pace=speed if given is None else None,
        state=_state(plan, item, until, steps, is_over=span.last < today),
        moved=len([move for move in moved if move.item == item.name and move.shifts]),
        steps=steps,
    )


def _at(points: Sequence[Point], day: date) -> Point | None:
    """Return the values that stood at the end of a day."""
    return next((point for point in reversed(points) if utc_day(point["date"]) <= day), None)


def _has_moved(promised: Point | None, now: Point | None) -> bool:
    if promised is None or now is None:
        return False
    return any(promised[key] not in (None, now[key]) for key in _GOALPOST)


def _against_promise(
    plan: Plan, item: KeyResult, points: Sequence[Point], promised: Point | None, until: date
) -> Fraction | None:
    """Return how far a key result was, on the day it was promised for, to what was promised."""
    if promised is None:
        return None
    due = day_of(plan, promised["due"])
    then = _at(points, min(until, due) if due else until)
    if then is None:
        return None
    if item.metric is not None:
        values = {"baseline": promised["baseline"], "target": promised["target"]}
        direction = item.metric.written_direction
        measure = Metric({**values, **({"direction": direction} if direction else {})})
        return metric_progress(measure, as_number(then["current"]))
    steps = promised["milestones"]
    if isinstance(steps, dict) and steps:
        return own_progress(KeyResult(item.id, {"milestones": steps, "reached": then["reached"]}, item.path))
    return None


def _own_days(plan: Plan, objective: Item) -> Days | None:
    start, due = effective_start(plan, objective), effective_due(plan, objective)
    return Days(start, due) if start and due else None


def _lies_mostly_in(days: Days, span: Window) -> bool:
    common = min(days.last, span.last) - max(days.first, span.first) + timedelta(days=1)
    return 2 * common > days.last - days.first + timedelta(days=1)


def _steps(
    plan: Plan, item: KeyResult, promised: Point | None, points: Sequence[Point], until: date
) -> tuple[MileStone, ...]:
    planned = promised["milestones"] if promised and isinstance(promised["milestones"], dict) else {}
    reached = _days_reached(points)
    found = []
    for name, value in item.milestones.items():
        day = last_day(plan, value)
        state = "reached" if name in item.reached else "missed" if day is not None and day < until else "open"
        found.append(
            MileStone(
                name, day, day_of(plan, planned.get(name)), state, reached.get(name) if state == "reached" else None
            )
        )
    return tuple(found)


def _days_reached(points: Iterable[Point]) -> dict[str, date]:
    """Return the day on which each step came to be reached, for the last time; no plan can say it, only git."""
    days: dict[str, date] = {}
    for point in points:
        names = point["reached"] if isinstance(point["reached"], list) else []
        days = {name: days.get(name, utc_day(point["date"])) for name in names if isinstance(name, str)}
    return days


def _state(plan: Plan, item: KeyResult, until: date, steps: Iterable[MileStone], *, is_over: bool) -> str:
    if item.status == "dropped":
        return DROPPED
    if item.is_guard_rail and item.metric is not None and item.metric.holds is not None:
        return HOLDS if item.metric.holds else BROKEN
    if grade(plan, item) is None and not is_measured(plan, item, until):
        if not has_begun(plan, item, until):
            return NOT_BEGUN
        return SAID if reported(plan, item, until) == SAID else SILENT
    score = key_result_score(plan, item, until)
    if score is not None and score >= 1:
        return REACHED
    if is_over:
        return NOT_AT_ALL if score == 0 else PARTLY
    due = effective_due(plan, item)
    is_late = (due is not None and due < until) or any(step.state == "missed" for step in steps)
    return OVERDUE if is_late and is_open(plan, item) else UNDER_WAY


def _coming(plan: Plan, goals: Iterable[Goal], until: date) -> tuple[NextDue, ...]:
    found = []
    for goal in goals:
        for result in goal.results:
            if not is_open(plan, result.item):
                continue
            steps = [NextDue(one.due, result.item, one.name) for one in result.steps if one.state == "open" and one.due]
            if steps:
                found.append(min(steps, key=lambda one: one.day))
            elif not result.steps and result.due is not None and result.due >= until:
                found.append(NextDue(result.due, result.item, None))
    once = {(one.item.name, one.step): one for one in found}
    return tuple(sorted(once.values(), key=lambda one: (one.day, plan.rank(one.item))))


def _actions(plan: Plan, goals: Iterable[Goal]) -> dict[str, Item]:
    """Return the tactics for objectives and key results, and their tasks."""
    tactics = {one.name: one for goal in goals for item in _items(goal) for one in plan.children_of(item, Tactic)}
    tasks = {one.name: one for tactic in tactics.values() for one in plan.children_of(tactic, Task)}
    return {**tactics, **tasks}


def _tasks(tasks: Mapping[str, Task], entries: Iterable[LogEntry], span: Window, until: date) -> tuple[int, int, int]:
    done = sum(task.status == "done" for task in tasks.values())
    within = {
        entry.item
        for entry in entries
        if entry.key == "status" and entry.after == "done" and span.first <= entry.day <= until
    }
    return done, len(tasks) - done, sum(name in within and task.status == "done" for name, task in tasks.items())


def _flow(
    tasks: Mapping[str, Task], entries: Iterable[LogEntry], until: date
) -> tuple[tuple[date, int, int, int], ...]:
    """Return how many of today's tasks were todo, doing and done from each day on that this changed."""
    states: dict[str, int] = {}
    by_day: dict[date, tuple[int, int, int]] = {}
    counts = [0, 0, 0]
    for entry, status in _statuses(entries):
        if entry.item not in tasks or entry.day > until:
            continue
        state = 2 if status == "done" else 1 if status in ("doing", "blocked") else 0
        before = states.get(entry.item)
        if before is not None:
            counts[before] -= 1
        states[entry.item] = state
        counts[state] += 1
        by_day[entry.day] = (counts[0], counts[1], counts[2])
    return tuple((day, *numbers) for day, numbers in sorted(by_day.items()))


def _statuses(entries: Iterable[LogEntry]) -> Iterator[tuple[LogEntry, Any]]:
    for entry in entries:
        if entry.verb == "added" and isinstance(entry.after, dict):
            yield entry, entry.after.get("status")
        elif entry.key == "status":
            yield entry, entry.after
