"""What `planlint site` publishes: the plan, what is found in it, and what git tells of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from planlint.app.compare.compare import compare
from planlint.app.compare.ends import since_base
from planlint.app.compare.request import PlanCheck
from planlint.app.due_for_checkin import last_checkins
from planlint.app.history.item_history import uncommitted_lines
from planlint.app.history.period_review import facts, first_day, reasons_of, with_work, work_of_plan
from planlint.app.history.query import HistoryQuery, HistoryRequest, query_history
from planlint.app.history.read import Progress, no_progress
from planlint.app.settings import Where
from planlint.app.source_links import source_links
from planlint.app.workspace import Workspace, open_workspace
from planlint.errors import PlanlintError
from planlint.history.goalposts import explained, moves
from planlint.history.item_history import ItemHistories
from planlint.history.line_format import read_lines
from planlint.history.review import PeriodReview, ReviewFacts, review
from planlint.history.window import Window, period_window
from planlint.lint import lint
from planlint.lint.selection import AS_CONFIGURED
from planlint.model.items import KeyResult, Purpose
from planlint.model.naming import WORK_KINDS
from planlint.model.periods import days_after, period_days
from planlint.model.plan import Plan
from planlint.model.selection import periods, present_id, work_items
from planlint.render.site.contents import RECENT_DAYS, PeopleShown, SiteContents, SiteHistory
from planlint.trees import TreeError
from planlint.trees.git.log import last_until
from planlint.trees.git.repository import Repository


@dataclass(frozen=True)
class SiteRequest:
    """Which plan is published, on which day, and what of it."""

    where: Where
    today: date
    title: str | None = None
    people: PeopleShown = "names"
    with_history: bool = True
    base: str | None = None
    progress: Progress = no_progress


def site_contents(request: SiteRequest) -> SiteContents:
    """Return what the pages are made from; `PlanlintError` where there is no plan, or it cannot be read."""
    workspace = open_workspace(request.where)
    report = lint(workspace.loaded, workspace.config, AS_CONFIGURED.of(workspace.config), request.today)
    contents = SiteContents(
        title=request.title or _title(workspace.loaded.plan),
        today=request.today,
        stale_days=workspace.config.limits["stale-days"],
        report=report,
        people=request.people,
        notes=(*workspace.unread, *workspace.passed_over),
    )
    if request.base is not None:
        compared = compare(since_base(request.where, request.base, request.today, AS_CONFIGURED, PlanCheck(workspace)))
        contents = replace(contents, change=compared.review, notes=(*contents.notes, *compared.notes))
    past = _past(request, workspace)
    if past.query is None:
        reviews, apart = _reviews(contents, None)
        notes = (*contents.notes, *filter(None, [past.missing]))
        return replace(contents, oid=past.oid, reviews=reviews, apart=apart, notes=notes)
    history = _history(past.query, past.uncommitted, workspace.loaded.plan, request.today)
    contents = replace(contents, history=history)
    reviews, apart = _reviews(contents, past.query)
    return replace(
        contents,
        oid=past.oid,
        uncommitted=bool(past.uncommitted),
        reviews=reviews,
        apart=apart,
        checkins=last_checkins(workspace, history.items, request.today),
        lines=dict(_lines(workspace)),
        link=source_links(past.query.repository, workspace.root, past.oid) if not past.uncommitted else contents.link,
        notes=(*contents.notes, *past.query.notes),
    )


def _title(plan: Plan) -> str:
    """Return what the pages are called: the first purpose, as it is written."""
    first = min(plan.of(Purpose), key=plan.rank, default=None)
    return "Plan" if first is None else first.title


class _Past(NamedTuple):
    """What git knows of a plan; `missing` says why its history is not told."""

    oid: str | None = None
    query: HistoryQuery | None = None
    uncommitted: bytes = b""
    missing: str = ""


def _past(request: SiteRequest, workspace: Workspace) -> _Past:
    where = request.where
    try:
        repository = Repository.open(workspace.root.folder)
        oid = repository.resolve(where.rev or "HEAD")
    except TreeError:
        if where.rev is not None:
            raise
        missing = "The history is missing: the plan is not in a git repository with a commit."
        return _Past(missing=missing if request.with_history else "")
    if not request.with_history:
        return _Past(oid)
    if repository.shallow:
        return _Past(oid, missing="The history is missing: the clone is shallow, and lacks the older commits.")
    here = where._replace(rev=None, staged=False)
    try:
        query = query_history(HistoryRequest(here, where.rev or "HEAD", kinds=None, progress=request.progress))
    except PlanlintError as error:
        return _Past(oid, missing=f"The history is missing: {error.message}.")
    uncommitted = uncommitted_lines(workspace, repository, oid, request.today) if where.rev is None else b""
    return _Past(oid, query, uncommitted)


def _history(query: HistoryQuery, uncommitted: bytes, plan: Plan, today: date) -> SiteHistory:
    lines = query.record.lines + uncommitted
    entries = read_lines(lines, frozenset(WORK_KINDS))
    committed = list(dict.fromkeys(one.commit for one in entries if one.commit.strip("0")))
    reasons = reasons_of(query, committed)
    first = days_after(today, -RECENT_DAYS)
    return SiteHistory(
        ItemHistories(lines, query.repository.shallow_commits),
        tuple(one for one in entries if first < one.day <= today),
        reasons,
        {(move.entry.commit, move.item): move for move in explained(moves(entries, plan), reasons)},
        work_of_plan(query, plan).below(),
    )


def _reviews(contents: SiteContents, past: HistoryQuery | None) -> tuple[tuple[PeriodReview, ...], PeriodReview | None]:
    """Return the reviews of the periods, the latest first, and that of the key results that belong to none."""
    plan, today = contents.plan, contents.today
    spans = {
        period_window(plan, word, days)
        for word in periods(plan)
        if (days := period_days(plan, word)) and present_id(plan, word, "period") == word
    }
    ordered = sorted(spans, key=lambda span: (span.last, span.first, span.period or ""), reverse=True)
    reviews = tuple(_review(contents, past, span) for span in ordered)
    reviewed = {result.item.name for one in reviews for result in one.results}
    others = {one.name for one in plan.of(KeyResult)} - reviewed
    if not others:
        return reviews, None
    first = first_day(past) if past else None
    return reviews, _review(contents, past, Window(first or today, today), others)


def _review(
    contents: SiteContents, past: HistoryQuery | None, span: Window, wanted: set[str] | None = None
) -> PeriodReview:
    plan, today = contents.plan, contents.today
    if past is None:
        return review(ReviewFacts(plan, {}, (), ()), span, today, "", "", wanted, contents.stale_days)
    tip = past.log.oid
    oid = last_until(past.repository, tip, span.reported_until(today))
    then = plan if oid == tip else past.plan_at(oid) if oid else Plan({})
    found = review(facts(past, then, span), span, today, past.request.rev, oid or tip, wanted)
    has_work = contents.history is not None and contents.history.work
    return with_work(past, then, found) if has_work else found


def _lines(workspace: Workspace) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield by full name where each item is written: the path, and the line from 1."""
    loaded = workspace.loaded
    for item in work_items(loaded.plan):
        place = loaded.place(item.site)
        source = loaded.sources.get(place.path)
        if source is not None:
            yield item.name, (place.path, source.position(place.span.start).line)
