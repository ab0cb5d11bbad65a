"""Asks the history of a plan: which commits, what of them is wanted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from planlint.app.history.read import Progress, Reading, no_progress, shallow_clone
from planlint.app.periods import period_named
from planlint.app.settings import Where, root_and_config
from planlint.commit import short_id, utc_day
from planlint.diff.named_items import ITEM_WORD
from planlint.errors import PlanlintError
from planlint.history.entries import ItemNames, about, within
from planlint.history.line_format import LogEntry, lines_of_kinds, read_lines
from planlint.history.log import Log
from planlint.history.record import Record
from planlint.history.series import Series
from planlint.history.window import last_of_spans
from planlint.model.item_state import answers_for
from planlint.model.items import KINDS, KeyResult
from planlint.model.naming import NamingError, did_you_mean, item_named, names_meant, only
from planlint.model.plan import Plan
from planlint.model.selection import answering
from planlint.trees.git.repository import Repository
from planlint.trees.git.revisions import UNCOMMITTED, Ends, parse_range

_MOST_NAMED = 3
DEFAULT_KINDS = frozenset({"key_result", "task"})


@dataclass(frozen=True)
class HistoryRequest:
    """Which history is asked for, and what of it.

    `rev` is a commit or a range. `kinds` is None for all of them. `first` and `last` are days, both included, and
    `period` narrows them. `limit` counts the newest changes. With `all_commits` every commit counts, not only those
    along the first parents. `with_series` says whether the series are wanted, which stand along the first parents.
    `progress` is told how far the reading has come.
    """

    where: Where
    rev: str = "HEAD"
    items: Sequence[str] = ()
    kinds: frozenset[str] | None = DEFAULT_KINDS
    owners: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    period: str | None = None
    limit: int | None = None
    all_commits: bool = False
    allow_shallow: bool = False
    keeps: bool = True
    with_series: bool = True
    progress: Progress = no_progress


class HistoryQuery(NamedTuple):
    """The history of a plan: the whole record, and the part that was asked for."""

    request: HistoryRequest
    record: Record
    log: Log
    wants: "_Wanted"
    line: Record
    """The record along first parents, where the series are."""
    days: tuple[date | None, date | None]
    """The first and the last day that are asked for, as far as they were named."""
    repository: Repository
    plan_at: Callable[[str], Plan]
    """Returns the plan as it is at a commit."""
    passed_over: Callable[[str], list[str]]
    """Returns what there is to say of what leads to plan files and was not followed in a plan that has been read."""
    details: tuple[str, ...]
    """What somebody wants to know who asks where all this comes from."""
    notes: tuple[str, ...] = ()
    """What everybody should know who reads the answer."""
    word: str = ITEM_WORD
    """The word that begins the lines of messages which name items."""

    @property
    def names(self) -> frozenset[str] | None:
        """The items that are asked for, by their newest names; None for all."""
        return self.wants.names

    def with_series(self, span: str | None) -> Log:
        """Return the part asked for with its series, of each day, week or month the last point."""
        return self.log._replace(series=list(self._series(span)))

    def _series(self, span: str | None) -> Iterator[Series]:
        for series in self.line.series:
            if not self.wants.has_series(series.item):
                continue
            points = [point for point in series.points if self.wants.has_commit(point["commit"], point["date"])]
            if span is not None:
                points = last_of_spans(points, span)
            if points:
                yield series._replace(points=points)


class _Wanted(NamedTuple):
    """What of a history is asked for; None stands for everything."""

    commits: frozenset[str] | None
    first: date | None
    last: date | None
    kinds: frozenset[str] | None
    names: frozenset[str] | None

    def has_commit(self, oid: str, when: str) -> bool:
        """Whether a commit is in the range and in the days that are asked for."""
        if self.commits is not None and oid not in self.commits:
            return False
        if self.first is None and self.last is None:
            return True
        day = utc_day(when)
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def has_series(self, name: str) -> bool:
        of_kind = self.kinds is None or KeyResult.kind in self.kinds
        return of_kind and (self.names is None or name in self.names)


def query_history(request: HistoryRequest) -> HistoryQuery:
    """Read the history that is asked for; `PlanlintError` where that cannot be done, or there is none."""
    first, last = request.first, request.last
    repository = request.where.repository
    ends = _ends(request.rev)
    tip = repository.resolve(ends.head)
    shallow = repository.shallow
    if shallow and not request.allow_shallow:
        raise shallow_clone("--allow-shallow goes on without")
    root, config = root_and_config(request.where, tip)
    commits = _range(repository, ends, tip, all_commits=request.all_commits)
    reading = Reading(repository, root, config, request.keeps, request.with_series, request.progress)
    record = reading.record(tip, all_commits=request.all_commits)
    if not record.lines and not record.unread:
        reading.plan(tip)
        raise PlanlintError(
            f"no plan files in {root.folder}, in no commit up to {request.rev}",
            "; ".join((*reading.passed_over(tip), f"they match {', '.join(config.include)}")),
        )
    notes = (_without_date(record.undated),) if record.undated else ()
    plan_at = cache(reading.plan)
    plan = plan_at(tip) if request.period or request.owners or request.items else Plan({})
    if request.period:
        name, days = period_named(plan, request.period)
        request = replace(request, period=name)
        first, last = max(days.first, first or days.first), min(days.last, last or days.last)
    names = _names(request, record, plan)
    wanted = _Wanted(commits, first, last, request.kinds, names)
    lines = _lines(record.lines, wanted, request.limit)
    unread = [one for one in record.unread if wanted.has_commit(one.commit, one.date)]
    log = Log(request.rev, tip, record.commits if commits is None else len(commits), shallow, lines, unread)
    along = reading.record(tip, all_commits=False) if request.all_commits and request.with_series else record
    details = (f"root: {root.folder}", f"configuration: {config.path or 'none'}", *reading.troubles)
    about = details, notes, config.work.trailer
    return HistoryQuery(
        request, record, log, wanted, along, (first, last), repository, plan_at, reading.passed_over, *about
    )


def _without_date(oids: tuple[str, ...]) -> str:
    names = ", ".join(map(short_id, oids[:_MOST_NAMED])) + (", …" if len(oids) > _MOST_NAMED else "")
    if len(oids) == 1:
        return f"git cannot tell the date of commit {names}: it is shown with the day of its neighbour"
    return f"git cannot tell the dates of {len(oids)} commits ({names}): each is shown with the day of its neighbour"


def entries_of(past: HistoryQuery) -> list[LogEntry]:
    """Return the changes that are asked for, oldest first."""
    return read_lines(past.log.lines)


def _ends(text: str) -> Ends:
    ends = parse_range(text) or Ends("", text)
    for end in (ends.base, ends.head):
        if end in UNCOMMITTED:
            raise PlanlintError(
                f"'{end}' has no history", "name a commit; `planlint diff` compares what is not committed"
            )
    return ends


def _range(repository: Repository, ends: Ends, tip: str, *, all_commits: bool) -> frozenset[str] | None:
    """Return the commits of a range, None where none was given."""
    if not ends.base:
        return None
    base = repository.resolve(ends.base)
    if ends.from_merge_base:
        base = repository.merge_base(base, tip)
    return repository.commits_between(base, tip, all_commits=all_commits)


def _names(request: HistoryRequest, record: Record, plan: Plan) -> frozenset[str] | None:
    """Return the newest names of the items that are asked for, None for all."""
    if not request.items and not request.owners:
        return None
    names = _items(request.items, record, plan) if request.items else None
    if request.owners:
        owned = _owned(request.owners, record, plan)
        names = owned if names is None else names & owned
    return frozenset(names or ())


def _items(texts: Iterable[str], record: Record, plan: Plan) -> set[str]:
    """Return the newest names of the items that a person means, whether they are still there or not."""
    known = ItemNames(record.lines)
    return {item.name if (item := item_named(plan, text, KINDS)) else _gone(text, known) for text in texts}


def _gone(text: str, known: ItemNames) -> str:
    """Return the last name of an item that the plan no longer has."""
    names = sorted({known.newest(name) for name in names_meant(text, KINDS) if name in known.known})
    if names:
        return only(text, names)
    ids = {name if "." in text else name.partition(".")[2] for name in known.known}
    advice = did_you_mean(text, ids, "`planlint history --log --kind all` lists what there was")
    raise NamingError(f"there has never been an item '{text}'", advice)


def _owned(people: Iterable[str], record: Record, plan: Plan) -> set[str]:
    """Return the items that people answer for now, or answered for when they were removed."""
    owners: dict[str, str | None] = {}
    for entry in read_lines(record.lines, verbs=("removed",)):
        owner = entry.before.get("assignee" if entry.item.startswith("task.") else "owner")
        owners[entry.item] = owner if isinstance(owner, str) else None
    owners |= {name: answers_for(plan, item) for name, item in plan.items.items()}
    is_theirs = answering(plan, people, filter(None, owners.values()))
    return {name for name, owner in owners.items() if is_theirs(owner)}


def _lines(lines: bytes, wanted: _Wanted, limit: int | None) -> bytes:
    lines = lines_of_kinds(lines, wanted.kinds)
    if wanted.names is None and wanted.commits is None and wanted.first is wanted.last is None:
        return lines if limit is None else b"".join(lines.splitlines(keepends=True)[-limit:])
    found = read_lines(lines)
    if wanted.names is not None:
        found = about(found, wanted.names)
    if wanted.commits is not None:
        found = [entry for entry in found if entry.commit in wanted.commits]
    found = list(within(found, wanted.first, wanted.last))
    if limit is not None:
        found = found[-limit:]
    return b"".join(entry.line + b"\n" for entry in found)
