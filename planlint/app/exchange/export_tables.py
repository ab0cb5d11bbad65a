"""Takes a plan, its history and what is found in it out as tables, of one commit of a repository."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from planlint.app.history.period_review import explained_moves, work_of_plan
from planlint.app.history.query import HistoryQuery, HistoryRequest, query_history
from planlint.app.history.read import Progress, no_progress, shallow_clone
from planlint.app.settings import Where
from planlint.app.workspace import Workspace, open_workspace
from planlint.errors import PlanlintError
from planlint.history.goalposts import moves
from planlint.history.item_history import ItemHistories
from planlint.history.line_format import read_lines
from planlint.json_line import dump
from planlint.lint import lint
from planlint.lint.selection import AS_CONFIGURED
from planlint.model.figures.freshness import is_stale
from planlint.model.item_state import standing
from planlint.model.items import Item, KeyResult
from planlint.render.export.changes import change_rows, point_rows, work_rows
from planlint.render.export.findings import finding_rows
from planlint.render.export.items import ItemFacts, item_rows, items_csv
from planlint.render.export.typed import Row, RowOrigin, json_line
from planlint.trees.named_paths import Folder, is_file, is_folder, is_there, read_named
from planlint.trees.writing import replace_file
from planlint.version import __version__

MANIFEST = "manifest.json"
_WORK = "work.jsonl"


@dataclass(frozen=True)
class ExportRequest:
    """Which commit is taken out, and what of it.

    `repository` is how rows name the repository; None stands for its folder's name. `kinds` is None for all of them.
    `for_today` says that tables of the same commit that were judged on another day are made anew.
    """

    where: Where
    today: date
    rev: str = "HEAD"
    repository: str | None = None
    kinds: frozenset[str] | None = None
    emails: bool = False
    for_today: bool = False
    progress: Progress = no_progress


class ExportTables(NamedTuple):
    """The tables of a commit by name, each as its rows, which are made as they are gone through.

    There is one of work only where some commit names an item.
    """

    by_name: Mapping[str, Iterable[Row]]
    notes: tuple[str, ...]


class Written(NamedTuple):
    """What came of an export into a folder: how many rows each file has; None where nothing has changed."""

    rows: Mapping[str, int] | None
    commit: str
    notes: tuple[str, ...] = ()


def items_as_csv(request: ExportRequest) -> str:
    """Return the table of items as CSV; `PlanlintError` where the plan cannot be read."""
    return items_csv(tables(request).by_name["items"], addresses=request.emails)


def all_lines(request: ExportRequest) -> Iterator[str]:
    """Yield the rows of all tables as lines of JSON; `PlanlintError` where plan or history cannot be read."""
    for rows in tables(request).by_name.values():
        for row in rows:
            yield json_line(row, addresses=request.emails)


def write_tables(request: ExportRequest, folder_name: str, form: str) -> Written:
    """Write the tables into a folder, with a manifest; nothing where that says that they are there already.

    They are the same where the commit is, and what else the manifest says was asked for.
    """
    folder = Folder(folder_name)
    source = _source(request)
    asked = {
        "version": 1,
        "planlint": __version__,
        "repository": source.repository,
        "commit": source.commit,
        "format": form,
        "kinds": None if request.kinds is None else sorted(request.kinds),
        "emails": request.emails,
    }
    if request.for_today:
        asked["as_of"] = source.as_of.isoformat()
    known = _written_before(folder_name)
    if _has(folder, known, asked):
        return Written(None, source.commit)
    found = tables(request)
    parts = {f"{name}.jsonl": rows for name, rows in found.by_name.items()}
    if form == "csv":
        parts = {"items.csv": found.by_name["items"]}
    elif known is not None and is_there(str(folder / _WORK)):
        parts.setdefault(_WORK, ())  # what an earlier export wrote is no longer true
    foreign = [] if known is not None else [name for name in parts if is_there(str(folder / name))]
    if foreign:
        raise _not_ours(folder_name, foreign[0])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlanlintError(f"-o: '{folder}' cannot be made: {error.strerror or error}") from None
    # Without a manifest a folder is not finished: one that is cut short is made again.
    replace_file(folder / MANIFEST, b"{}\n")
    counts: dict[str, int] = {}
    for name, rows in parts.items():
        listed = list(rows)
        counts[name] = len(listed)
        if form == "csv":
            text = items_csv(listed, addresses=request.emails)
        else:
            text = "".join(json_line(row, addresses=request.emails) for row in listed)
        replace_file(folder / name, text.encode("utf-8", "backslashreplace"))
    manifest = {**asked, "as_of": source.as_of.isoformat(), "rows": counts}
    replace_file(folder / MANIFEST, f"{dump(manifest)}\n".encode())
    return Written(counts, source.commit, found.notes)


def tables(request: ExportRequest) -> ExportTables:
    """Return the tables of a commit; `PlanlintError` where plan or history cannot be read."""
    where = request.where.at(request.rev)
    if where.repository.shallow:
        raise shallow_clone("`planlint tree --format csv` needs no history")
    source = _source(request)
    workspace = open_workspace(where)
    past = query_history(
        HistoryRequest(request.where._replace(rev=None), source.commit, kinds=request.kinds, progress=request.progress)
    )
    plan, days = workspace.loaded.plan, workspace.config.limits["stale-days"]
    items = [item for item in plan.items.values() if request.kinds is None or item.kind in request.kinds]
    states = (standing(plan, item, request.today, days) for item in items)
    entries = read_lines(past.log.lines)
    moved = list(explained_moves(past, list(moves(read_lines(past.record.lines), plan))))
    work = work_of_plan(past, plan)
    report = lint(workspace.loaded, workspace.config, AS_CONFIGURED.of(workspace.config), request.today)
    served = [row for row in work_rows(work, source, addresses=request.emails) if _is_wanted(request, row["item"])]
    by_name = {
        "items": item_rows(states, _facts(workspace, past, request.today), source),
        "changes": change_rows(entries, moved, source, addresses=request.emails),
        "points": point_rows(past.with_series(None).series, source),
        "findings": (row for row in finding_rows(report, source) if _is_wanted(request, row["item"])),
    }
    return ExportTables({**by_name, "work": served} if served else by_name, past.notes)


def _facts(workspace: Workspace, past: HistoryQuery, today: date) -> ItemFacts:
    loaded, days = workspace.loaded, workspace.config.limits["stale-days"]
    histories = ItemHistories(past.record.lines)

    def line_of(item: Item) -> int:
        place = loaded.place(item.header)
        return loaded.sources[place.path].position(place.span.start).line

    def last_reported(item: KeyResult) -> date | None:
        return histories.of(item.name).last_reported

    return ItemFacts(
        loaded.plan,
        line_of,
        last_reported,
        lambda item: is_stale(loaded.plan, item, last_reported(item), today, days),
    )


def _is_wanted(request: ExportRequest, name: object) -> bool:
    return request.kinds is None or (isinstance(name, str) and name.partition(".")[0] in request.kinds)


def _source(request: ExportRequest) -> RowOrigin:
    repository = request.where.repository
    name = request.repository or repository.name
    return RowOrigin(name, repository.resolve(request.rev), request.today)


def _written_before(folder: str) -> Mapping[str, object] | None:
    """Return the manifest of an earlier export, None where there is none; `PlanlintError` for somebody else's."""
    path = Folder(folder)
    if is_there(str(path)) and not is_folder(path):
        raise PlanlintError(f"-o: '{folder}' is a file", "name a folder, or a file that ends in .jsonl or .csv")
    data = read_named(str(path / MANIFEST), "-o", path)
    if data is None:
        return None
    try:
        known = json.loads(data)
    except ValueError:
        known = None
    if not isinstance(known, dict) or (known and "planlint" not in known):
        raise _not_ours(folder, MANIFEST)
    return known


def _not_ours(folder: str, name: str) -> PlanlintError:
    return PlanlintError(f"-o: planlint did not write '{name}' in '{folder}'", "name another folder, or empty this one")


def _has(folder: Folder, known: Mapping[str, object] | None, asked: Mapping[str, object]) -> bool:
    """Whether a folder has what is asked for: its manifest says so, and its files are there."""
    if not known or any(known.get(key, "") != value for key, value in asked.items()):
        return False
    rows = known.get("rows")
    return isinstance(rows, dict) and all(is_file(folder / name) for name in rows)
