"""Opens the history of a plan for a command: which commits, what of them is asked for."""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from planlint import __version__
from planlint.app.history.cache import RecordStore
from planlint.app.history.read import Chronicle
from planlint.app.settings import root_and_config
from planlint.cli.commands.diff import kinds_of
from planlint.cli.options import selectors
from planlint.cli.output import note
from planlint.cli.plan import where_of
from planlint.commit import short_id, utc_day
from planlint.config import Config
from planlint.errors import PlanlintError
from planlint.history.entries import Names, about, within
from planlint.history.line_format import lines_of_kinds, read_lines
from planlint.history.record import Record
from planlint.history.series import Series
from planlint.model.item_state import answers_for
from planlint.model.items import KINDS, KeyResult
from planlint.model.naming import NamingError, did_you_mean, item_named, names_meant, only
from planlint.model.periods import period_days
from planlint.model.plan import Plan
from planlint.model.selection import answering
from planlint.render.history.log import Log
from planlint.toml import MAX_BYTES
from planlint.trees import Root
from planlint.trees.git.repository import Repository
from planlint.trees.git.revisions import UNCOMMITTED, Ends, parse_range

_MOST_NAMED = 3
DEFAULT_KINDS = frozenset({"key_result", "task"})


class Past(NamedTuple):
    """The history of a plan as a command sees it: the whole record, and the part that was asked for."""

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
                from planlint.render.history.log_groups import last_of_spans

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
        """Whether the series of a key result is asked for."""
        of_kind = self.kinds is None or KeyResult.kind in self.kinds
        return of_kind and (self.names is None or name in self.names)


def open_past(options: argparse.Namespace) -> Past:
    """Read the history the options ask for; `PlanlintError` where that cannot be done, or there is none."""
    return _open(options)


def _open(options: argparse.Namespace) -> Past:
    first, last = (_day(options, name) for name in ("since", "until"))
    kinds = kinds_of(options) if options.kind else None if options.items else DEFAULT_KINDS
    repository = Repository.open(where_of(options).folder)
    ends = _ends(options.rev)
    tip = repository.resolve(ends.head)
    shallow = repository.shallow
    if shallow and not options.allow_shallow:
        raise shallow_clone("--allow-shallow goes on without")
    root, config = root_and_config(where_of(options), repository, tip)
    if options.verbose:
        note(f"root: {root.folder}")
        note(f"configuration: {config.path or 'none'}")
    commits = _range(repository, ends, tip, all_commits=options.all_commits)
    reading = Reading(options, repository, root, config)
    record = reading.record(tip, all_commits=options.all_commits)
    if not record.lines and not record.unread:
        raise PlanlintError(
            f"no plan files in {root.folder}, in no commit up to {options.rev}",
            f"they match {', '.join(config.include)}",
        )
    if record.undated:
        note(_without_date(record.undated))
    plan_at = cache(reading.plan)
    plan = plan_at(tip) if options.period or options.owner or options.items else Plan({})
    if options.period:
        first, last = _days(plan, options.period, first, last)
    names = _names(options, record, plan)
    wanted = _Wanted(commits, first, last, kinds, names)
    lines = _lines(record.lines, wanted, options)
    unread = [one for one in record.unread if wanted.has_commit(one.commit, one.date)]
    log = Log(options.rev, tip, record.commits if commits is None else len(commits), shallow, lines, unread)
    along = reading.record(tip, all_commits=False) if options.all_commits and _wants_series(options) else record
    return Past(record, log, wanted, along, (first, last), repository, plan_at)


def _without_date(oids: tuple[str, ...]) -> str:
    names = ", ".join(map(short_id, oids[:_MOST_NAMED])) + (", …" if len(oids) > _MOST_NAMED else "")
    if len(oids) == 1:
        return f"git cannot tell the date of commit {names}: it is shown with the day of its neighbour"
    return f"git cannot tell the dates of {len(oids)} commits ({names}): each is shown with the day of its neighbour"


def shallow_clone(otherwise: str) -> PlanlintError:
    """Return the error for a clone that lacks older commits; `otherwise` says how to go on without them."""
    return PlanlintError(
        "this clone is shallow: its older commits are missing, and with them most of the history",
        f"git fetch --unshallow gets them (in CI: fetch-depth: 0); {otherwise}",
    )


def _wants_series(options: argparse.Namespace) -> bool:
    from planlint.cli.options import format_of

    return format_of(options) == "json"


class Reading(NamedTuple):
    """How the history is read."""

    options: argparse.Namespace
    repository: Repository
    root: Root
    config: Config

    def record(self, tip: str, *, all_commits: bool) -> Record:
        """Return the record up to a commit."""
        prefix = self.repository.prefix(self.root.folder)
        chronicle = Chronicle(self.repository, prefix, self.config.wants, all_commits)
        store = None
        if not self.options.no_cache:
            made_by = (__version__, prefix, self.config.include, self.config.exclude, MAX_BYTES, all_commits)
            store = RecordStore(self.repository.common_dir, (*made_by, self.repository.disguises()))
        return chronicle.record(tip, store, _progress, note if self.options.verbose else _silent)

    def plan(self, tip: str) -> Plan:
        """Return the plan as it is at a commit."""
        from planlint.load.two_versions import both_sides, read_files

        prefix = self.repository.prefix(self.root.folder)
        contents = self.repository.commit(tip, prefix, self.config.wants, MAX_BYTES)
        files = read_files(contents.items())
        return both_sides(files, files).head.plan


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


def _days(plan: Plan, period: str, first: date | None, last: date | None) -> tuple[date, date]:
    days = period_days(plan, period)
    if days is None:
        known = sorted(item.id for item in plan.items.values() if item.kind == "period")
        raise PlanlintError(
            f"--period: there is no period '{period}'",
            did_you_mean(period, known, "write it as 2026-Q4, or give the plan a table [period.ID]"),
        )
    return max(days.first, first or days.first), min(days.last, last or days.last)


def _day(options: argparse.Namespace, name: str) -> date | None:
    text = getattr(options, name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PlanlintError(f"--{name}: '{text}' is no date", "write it as 2026-12-31") from None


def _names(options: argparse.Namespace, record: Record, plan: Plan) -> frozenset[str] | None:
    """Return the newest names of the items that are asked for, None for all."""
    if not options.items and not options.owner:
        return None
    names = _items(options.items, record, plan) if options.items else None
    if options.owner:
        owned = _owned(selectors(options.owner) or (), record, plan)
        names = owned if names is None else names & owned
    return frozenset(names or ())


def _items(texts: Iterable[str], record: Record, plan: Plan) -> set[str]:
    """Return the newest names of the items that a person means, whether they are still there or not."""
    known = Names(record.lines)
    return {item.name if (item := item_named(plan, text, KINDS)) else _gone(text, known) for text in texts}


def _gone(text: str, known: Names) -> str:
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


def _lines(lines: bytes, wanted: _Wanted, options: argparse.Namespace) -> bytes:
    """Return the changes that are asked for."""
    if wanted.names is None and wanted.commits is None and wanted.first is wanted.last is None:
        kept = lines_of_kinds(lines, wanted.kinds)
        if options.limit is None:
            return kept
        return b"".join(kept.splitlines(keepends=True)[-options.limit :])
    found = read_lines(lines)
    if wanted.names is not None:
        found = about(found, wanted.names)
    if wanted.kinds is not None:
        found = [entry for entry in found if entry.item.partition(".")[0] in wanted.kinds]
    if wanted.commits is not None:
        found = [entry for entry in found if entry.commit in wanted.commits]
    found = list(within(found, wanted.first, wanted.last))
    if options.limit is not None:
        found = found[-options.limit :]
    return b"".join(entry.line + b"\n" for entry in found)


def _silent(message: str) -> None:
    """Say nothing."""


def _progress(total: int) -> Callable[[], None]:
    """Return what shows on a terminal how far the reading has come, once it has taken longer than a second."""
    if not sys.stderr.isatty():
        return lambda: None
    begun = time.monotonic()
    done = 0
    bar = None

    def one_more() -> None:
        nonlocal done, bar
        done += 1
        if bar is None and done % 64 == 0 and time.monotonic() - begun > 1:
            from tqdm import tqdm

            bar = tqdm(total=total, initial=done, unit=" commits", desc="reading", leave=False, file=sys.stderr)
        elif bar is not None:
            bar.update()
            if done == total:
                bar.close()

    return one_more
