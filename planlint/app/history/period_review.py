"""What `planlint history` shows unless a log is asked for: the review of a period or of days."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planlint.app.history.plan_work import plan_work
from planlint.app.history.query import HistoryQuery, HistoryRequest, query_history
from planlint.app.settings import Where
from planlint.diff.reasons import REASON_WORD, reasons_in
from planlint.errors import PlanlintError
from planlint.grouped import grouped
from planlint.history.entries import ItemNames
from planlint.history.goalposts import KINDS, GoalpostMove, Reasons, explained, moves
from planlint.history.line_format import days_of, read_lines
from planlint.history.moved_on import MovedOn, moved_on
from planlint.history.review import PeriodReview, ReviewFacts, review
from planlint.history.window import Window, current_window, period_window, running_window, window_before
from planlint.history.work import PlanWork, Work
from planlint.model.items import KeyResult
from planlint.model.periods import Days
from planlint.model.plan import Plan
from planlint.trees.git.log import last_until, messages
from planlint.trees.git.merged_messages import merged_messages

_BRANCH = "refs/heads/"


def current_review(where: Where, today: date) -> PeriodReview:
    """Return the review of the period that a day lies in."""
    return review_period(query_history(HistoryRequest(where)), today)


def review_period(past: HistoryQuery, today: date) -> PeriodReview:
    """Return the review of the days that are asked for; `PlanlintError` where there is none."""
    span = _span(past, today)
    if span.first > span.last:
        raise PlanlintError(f"there are no days from {span.first} to {span.last}", "name an earlier day with --since")
    tip = past.log.oid
    oid = last_until(past.repository, tip, span.reported_until(today))
    plan = past.plan_at(oid) if oid else Plan({})
    here = past.plan_at(tip)
    running = running_window(here, today)
    found = review(
        facts(past, plan, span),
        span,
        today,
        _called(past),
        oid or tip,
        past.names,
        earlier=window_before(here, span) if span.period else None,
        running=running if running is not None and running[:2] != span[:2] else None,
    )
    return with_work(past, plan, found)


def work_of_plan(past: HistoryQuery, plan: Plan) -> PlanWork:
    """Return the work of a plan, up to the end of the history that was asked for."""
    return plan_work(past.repository, past.log.oid, past.word, past.line.lines, plan, keeps=past.request.keeps)


def with_work(past: HistoryQuery, plan: Plan, found: PeriodReview) -> PeriodReview:
    """Return a review of a plan with the work of its days, where any commit at all names an item."""
    work = work_of_plan(past, plan).within(found.span.first, found.span.last)
    if not work.own:
        return found
    served = grouped((one.tactic, one.served) for one in _moved_on(past, plan, _names_now(past, plan)[1]))
    both = replace(work, parents=lambda name: (*work.parents(name), *served.get(name, ())))
    return replace(found, work=both.below())


def work_of_items(past: HistoryQuery) -> dict[str, Work]:
    """Return the work for the items that are asked for, in the days that are."""
    if not past.request.items:
        return {}
    work = work_of_plan(past, past.plan_at(past.log.oid))
    found = work.within(*past.days).below() if work.own else {}
    return {name: found.get(name, Work()) for name in sorted(past.names or ())} if found else {}


def _called(past: HistoryQuery) -> str:
    """Return what people call the version that is read: of what is checked out the branch."""
    rev = past.request.rev
    branch = past.repository.symbolic(rev) if rev == "HEAD" else None
    return branch.removeprefix(_BRANCH) if branch else rev


def facts(past: HistoryQuery, plan: Plan, span: Window) -> ReviewFacts:
    """Return what git tells about the items of a plan, under the names they have in it; moves since a span began."""
    found = read_lines(past.record.lines, KINDS)
    here, name_now = _names_now(past, plan)
    moved = [move for move in moves(found, plan) if move.day > span.first]
    points = {
        here[series.item]: series.points
        for series in past.record.series
        if series.item in here and isinstance(plan.get(here[series.item]), KeyResult)
    }
    return ReviewFacts(
        plan,
        points,
        [move._replace(item=name_now(move.item)) for move in explained_moves(past, moved)],
        [entry._replace(item=name_now(entry.item)) for entry in found if entry.item.startswith("task.")],
        [entry._replace(item=name_now(entry.item)) for entry in found if entry.verb == "renamed"],
        _moved_on(past, plan, name_now),
    )


def _names_now(past: HistoryQuery, plan: Plan) -> tuple[Mapping[str, str], Callable[[str], str]]:
    """Return the names that items have in a plan, by their newest ones, and what gives them by any they have had."""
    names = ItemNames(past.record.lines)
    here = {names.newest(name): name for name in plan.items}
    return here, lambda name: here.get(names.newest(name), name)


def _moved_on(past: HistoryQuery, plan: Plan, name_now: Callable[[str], str]) -> list[MovedOn]:
    """Return the tactics of a plan that went on into another period with what they serve."""
    entries = read_lines(past.record.lines, ("tactic",), ("changed",))
    return list(moved_on(plan, (entry._replace(item=name_now(entry.item)) for entry in entries)))


def explained_moves(past: HistoryQuery, moved: Sequence[GoalpostMove]) -> Iterator[GoalpostMove]:
    """Yield moves with the reasons that the messages of their commits give."""
    oids = list(dict.fromkeys(move.entry.commit for move in moved if move.reason is None))
    return explained(moved, reasons_of(past, oids))


def reasons_of(past: HistoryQuery, oids: Sequence[str]) -> Reasons:
    """Return the reasons that the messages of commits give, of merges also those that they brought."""
    said = {oid: [message] for oid, message in messages(past.repository, oids).items()}
    for oid, brought in merged_messages(past.repository, past.log.oid, oids, REASON_WORD).items():
        said[oid] += brought
    return {oid: [one for text in told for one in reasons_in(text)] for oid, told in said.items()}


def _span(past: HistoryQuery, today: date) -> Window:
    """Return the days that are asked for, and the current period where nobody asked."""
    first, last = past.days
    request = past.request
    if request.period:
        if first is None or last is None:
            raise PlanlintError(f"--period: '{request.period}' has no days")
        days = Days(first, last)
        narrowed = request.first or request.last
        return Window(*days) if narrowed else period_window(past.plan_at(past.log.oid), request.period, days)
    if first is None and last is None:
        return current_window(past.plan_at(past.log.oid), today)
    return Window(first or first_day(past) or date.min, last or today)


def first_day(past: HistoryQuery) -> date | None:
    """Return the earliest day of a change there is, which a wrong clock may not have given to the first one."""
    return min(days_of(past.record.lines), default=None)
