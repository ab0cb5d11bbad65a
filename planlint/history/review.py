"""The review of a period: what was promised, what came of it, which goalposts moved, who never said."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from planlint.commit import utc_day
from planlint.history.goalposts import Move
from planlint.history.line_format import LogEntry
from planlint.history.window import Span
from planlint.model.effective import effective_due, effective_owner, is_open, period_of
from planlint.model.item_state import by_priority
from planlint.model.items import CLOSED_STATUSES, KeyResult, Metric, Objective, Tactic, Task
from planlint.model.periods import day_of, last_day
from planlint.model.plan import Plan
from planlint.model.progress import expected, key_result_progress, metric_progress

Point = Mapping[str, Any]
_GOALPOST = ("target", "baseline", "milestones", "due")
REACHED, PARTLY, UNDER_WAY, OVERDUE = "reached", "partly", "under way", "overdue"
HOLDS, BROKEN, SILENT, DROPPED = "guard-rail holds", "guard-rail broken", "never reported", "dropped"
STATES = (REACHED, PARTLY, UNDER_WAY, OVERDUE, HOLDS, BROKEN, DROPPED, SILENT)
"""The states of a key result, in the order in which they are counted."""


class Mark(NamedTuple):
    """What a score rests on: its value (None for unknown), and how many of how many key results were reported."""

    value: float | None
    known: int
    asked: int


@dataclass(frozen=True, slots=True)
class Result:
    """A key result in a review.

    `points` are its values over time up to the day of the review, and `promised` is the one that stood at the end of
    the span's first day, or the first there was. `score` is the grade people gave, else the progress, 0 to 1; `before`
    the score against what was promised then, None where no goalpost moved. `expected` is where it should be, and
    `landing` where it ends at this pace; both None where that cannot be said.
    """

    item: KeyResult
    owner: str | None
    due: date | None
    points: tuple[Point, ...]
    promised: Point | None
    score: float | None
    is_graded: bool
    is_reported: bool
    before: float | None
    expected: float | None
    landing: float | None
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
    def weight(self) -> float:
        """What it counts."""
        return self.item.weight

    @property
    def counts(self) -> bool:
        """Whether scores ask it."""
        return not self.item.is_guard_rail and self.item.status != "dropped"


class MileStone(NamedTuple):
    """A step of a key result: its day, None where it has none; what was planned on the first day; how it is."""

    name: str
    day: date | None
    planned: date | None
    state: str  # reached, open or missed


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective in a review with its key results; None stands for those that have none."""

    item: Objective | None
    owner: str | None
    results: tuple[Result, ...]

    @property
    def mark(self) -> Mark:
        """Its score: the weighted mean over what was reported."""
        return mark_of(self.results)


class Next(NamedTuple):
    """Something that is due next: a step, or a key result as a whole."""

    day: date
    item: KeyResult
    step: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """One span of time, in full: the plan's key results, and what became of them up to a day."""

    span: Span
    today: date
    rev: str
    oid: str
    goals: tuple[Goal, ...]
    moves: tuple[Move, ...]
    coming: tuple[Next, ...]
    tasks: tuple[int, int, int]
    """Tasks under these key results: done, open; and those that were done within the span."""
    flow: tuple[tuple[date, int, int, int], ...] = ()
    """The tasks that were todo, doing and done from a day on."""
    renames: tuple[LogEntry, ...] = ()
    """Key results that got another id within the span; `item` is their name now."""

    @property
    def results(self) -> tuple[Result, ...]:
        """All key results, as they are listed."""
        return tuple(result for goal in self.goals for result in goal.results)

    @property
    def is_over(self) -> bool:
        """Whether the span ended before today."""
        return self.span.last < self.today

    @property
    def mark(self) -> Mark:
        """The score of all key results that were reported."""
        return mark_of(self.results)

    @property
    def with_silence(self) -> float | None:
        """The score if silence counts as zero."""
        asked = [result for result in self.results if result.counts]
        total = sum(result.weight for result in asked)
        return (
            sum((result.score or 0) * result.weight for result in asked if result.is_reported) / total
            if total
            else None
        )

    @property
    def silent(self) -> tuple[Result, ...]:
        """The key results of which nothing was ever reported."""
        return tuple(result for result in self.results if result.state == SILENT)


def mark_of(results: Iterable[Result]) -> Mark:
    """Return the weighted mean of the scores that were reported, without guard-rails and dropped ones."""
    asked = [result for result in results if result.counts]
    known = [result for result in asked if result.is_reported and result.score is not None]
    total = sum(result.weight for result in known)
    value = sum((result.score or 0) * result.weight for result in known) / total if total else None
    return Mark(value, len(known), len(asked))


class Facts(NamedTuple):
    """What a review is made of: the plan on its day, points of key results, moves of goalposts, changes of tasks."""

    plan: Plan
    points: Mapping[str, Sequence[Point]]
    moves: Sequence[Move]
    tasks: Sequence[LogEntry]
    renames: Sequence[LogEntry] = ()


def review(facts: Facts, span: Span, today: date, rev: str, oid: str, wanted: Collection[str] | None = None) -> Review:
    """Return the review of a span as it stands on a day; `wanted` narrows it to key results with these names."""
    plan, until = facts.plan, span.reported_until(today)
    moved = [move for move in facts.moves if span.first < move.day <= until]
    goals = []
    seen: set[str] = set()
    for objective in [*by_priority(tuple(plan.of(Objective))), None]:
        children = (
            [one for one in plan.of(KeyResult) if not plan.parents(one)]
            if objective is None
            else list(plan.children_of(objective, KeyResult))
        )
        chosen = [
            one
            for one in by_priority(tuple(children))
            if isinstance(one, KeyResult)
            and one.name not in seen
            and (wanted is None or one.name in wanted)
            and _belongs(plan, one, span, facts.points.get(one.name, ()), until)
        ]
        seen.update(one.name for one in chosen)
        if chosen:
            results = tuple(_result(facts, one, span, today, until, moved) for one in chosen)
            owner = None if objective is None else effective_owner(plan, objective)
            goals.append(Goal(objective if isinstance(objective, Objective) else None, owner, results))
    names = {result.item.name for goal in goals for result in goal.results}
    names |= {goal.item.name for goal in goals if goal.item is not None}
    told = tuple(move for move in moved if move.item in names or (move.is_dropped and wanted is None))
    tasks = _under(plan, goals)
    renames = tuple(one for one in facts.renames if one.item in names and span.first <= one.day <= until)
    return Review(
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
    )


def _belongs(plan: Plan, item: KeyResult, span: Span, points: Sequence[Point], until: date) -> bool:
    """Whether a span speaks of a key result: its period is this one, or it is due in it; of bare days, it was open."""
    if span.period is None:
        changed = any(span.first <= utc_day(point["date"]) <= until for point in points)
        return changed or is_open(plan, item)
    for objective in plan.parents(item):
        days = period_of(plan, objective)
        if days is not None and (days.first, days.last) == (span.first, span.last):
            return True
    own = [last_day(plan, value) for value in item.milestones.values()]
    own += [last_day(plan, item.fields["due"])] if "due" in item.fields else []
    return any(day is not None and span.first <= day <= span.last for day in own)


def _result(facts: Facts, item: KeyResult, span: Span, today: date, until: date, moved: Sequence[Move]) -> Result:
    plan = facts.plan
    points = tuple(point for point in facts.points.get(item.name, ()) if utc_day(point["date"]) <= until)
    now = points[-1] if points else None
    promised = _at(points, span.first) or (points[0] if points else None)
    grade = item.number("score") if item.status in ("done", "closed") else None
    score = grade if grade is not None else (now["progress"] if now else None)
    is_reported = (
        grade is not None or item.status == "done" or bool(now and (now["current"] is not None or now["reached"]))
    )
    moves = [move for move in moved if move.item == item.name and move.shifts]
    due = effective_due(plan, item)
    steps = _steps(plan, item, promised, until)
    is_late = is_open(plan, item) and ((due is not None and due < until) or any(one.state == "missed" for one in steps))
    should = _expected(plan, item, until, points)
    return Result(
        item=item,
        owner=effective_owner(plan, item),
        due=due,
        points=points,
        promised=promised,
        score=score,
        is_graded=grade is not None,
        is_reported=is_reported,
        before=_against_promise(plan, item, points, promised, until) if _has_moved(promised, now) else None,
        expected=should,
        landing=_landing(item, now, should, span, until),
        state=_state(item, score, is_reported=is_reported, is_late=is_late, is_over=span.last < today),
        moved=len(moves),
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
) -> float | None:
    """Return how far a key result was, on the day it was promised for, to what was promised."""
    if promised is None:
        return None
    due = day_of(plan, promised["due"])
    then = _at(points, min(until, due) if due else until)
    if then is None:
        return None
    if item.metric is not None:
        values = {"baseline": promised["baseline"], "target": promised["target"], "current": then["current"]}
        direction = item.metric.written_direction
        return metric_progress(Metric({**values, **({"direction": direction} if direction else {})}))
    steps = promised["milestones"]
    if isinstance(steps, dict) and steps:
        return key_result_progress(KeyResult(item.id, {"milestones": steps, "reached": then["reached"]}, item.site))
    return None


def _steps(plan: Plan, item: KeyResult, promised: Point | None, until: date) -> tuple[MileStone, ...]:
    planned = promised["milestones"] if promised and isinstance(promised["milestones"], dict) else {}
    found = []
    for name, value in item.milestones.items():
        day = last_day(plan, value)
        state = "reached" if name in item.reached else "missed" if day is not None and day < until else "open"
        found.append(MileStone(name, day, day_of(plan, planned.get(name)), state))
    return tuple(found)


def _expected(plan: Plan, item: KeyResult, until: date, points: Sequence[Point]) -> float | None:
    """Return where a key result should be; where no start is written, it began with its first commit."""
    if item.is_guard_rail:
        return None
    should, due = expected(plan, item, until), effective_due(plan, item)
    if should is not None or due is None or not points:
        return should
    begun = utc_day(points[0]["date"])
    if due <= begun:
        return None
    return min(1.0, max(0.0, (until - begun).days / (due - begun).days))


def _landing(item: KeyResult, now: Point | None, should: float | None, span: Span, until: date) -> float | None:
    """Return where a measure that is reported lands if it goes on as it went; nothing once the time is over."""
    if item.metric is None or item.is_guard_rail or now is None or now["current"] is None:
        return None
    if not should or should >= 1 or span.last < until or item.status in CLOSED_STATUSES or now["progress"] is None:
        return None
    return min(1.0, float(now["progress"] / should))


def _state(item: KeyResult, score: float | None, *, is_reported: bool, is_late: bool, is_over: bool) -> str:
    if item.status == "dropped":
        return DROPPED
    if item.is_guard_rail:
        holds = item.metric.holds if item.metric else None
        reported = item.metric is not None and item.metric.current is not None
        return (HOLDS if holds else BROKEN) if reported and holds is not None else SILENT
    if is_reported and score is not None and score >= 1:
        return REACHED
    if is_late and not is_over:
        return OVERDUE
    if not is_reported and (is_over or not item.milestones):
        return SILENT
    return PARTLY if is_over else UNDER_WAY


def _coming(plan: Plan, goals: Iterable[Goal], until: date) -> tuple[Next, ...]:
    found = []
    for goal in goals:
        for result in goal.results:
            if not is_open(plan, result.item):
                continue
            steps = [Next(one.day, result.item, one.name) for one in result.steps if one.state == "open" and one.day]
            if steps:
                found.append(min(steps, key=lambda one: one.day))
            elif not result.steps and result.due is not None and result.due >= until:
                found.append(Next(result.due, result.item, None))
    return tuple(sorted(found, key=lambda one: (one.day, one.item.id)))


def _under(plan: Plan, goals: Iterable[Goal]) -> dict[str, Task]:
    return {
        task.name: task
        for goal in goals
        for result in goal.results
        for tactic in plan.children_of(result.item, Tactic)
        for task in plan.children_of(tactic, Task)
        if isinstance(task, Task) and task.status != "dropped"
    }


def _tasks(tasks: Mapping[str, Task], entries: Iterable[LogEntry], span: Span, until: date) -> tuple[int, int, int]:
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
