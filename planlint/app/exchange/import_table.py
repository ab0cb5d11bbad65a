"""Brings a plan in from where it is kept today: a table or a list of issues, once and again."""

from dataclasses import dataclass
from typing import NamedTuple

from planlint.app.periods import period_named
from planlint.app.plan_schema import load_plan, plan_fields
from planlint.app.workspace import Workspace, inside, require_plan_file, write_files
from planlint.edit.errors import EditError
from planlint.edit.fields import Fields
from planlint.edit.incoming.cells import Cells
from planlint.edit.incoming.merge import Merged, merge
from planlint.edit.incoming.rows import LeftOut, gather
from planlint.edit.incoming.table import Table, csv_table, decoded, issue_table
from planlint.edit.incoming.table_map import TableMap, table_map
from planlint.errors import PlanlintError
from planlint.model.naming import did_you_mean, find_item
from planlint.schema import Schema
from planlint.trees import schema_dict
from planlint.trees.named_paths import Folder, read_named
from planlint.trees.profiles import profile_bytes, profile_names

DEFAULT_FILE = "plan/imported.toml"
ISSUES = "issues"


@dataclass(frozen=True)
class ImportRequest:
    """Which file is brought in, and how it is to be read.

    `source` is `csv` or `issues`. `map` is the name of a profile or a file; None takes the first profile whose headers
    are there. `output` is the plan file for new items; None stands for the default one.
    """

    source: str
    file: str
    map: str | None = None
    under: str | None = None
    period: str | None = None
    output: str | None = None
    dates: str | None = None
    decimal: str | None = None
    delimiter: str | None = None
    encoding: str | None = None


class BroughtIn(NamedTuple):
    """What came of a table: how much is new, changed, unchanged; the rows left out; the texts of files that change."""

    merged: Merged
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    texts: dict[str, tuple[str, str]]


def bring_in(workspace: Workspace, request: ImportRequest, *, dry_run: bool = False) -> BroughtIn:
    """Write what a table has into the plan, all or none; with `dry_run` say only what would be written.

    `PlanlintError` where a cell can be read in two ways, where a word or the file cannot be read, or would break the
    plan's files; nothing is then written.
    """
    fields = plan_fields()
    plan = workspace.loaded.plan
    under = find_item(plan, request.under) if request.under is not None else None
    path = DEFAULT_FILE if request.output is None else inside(workspace.root, request.output)
    require_plan_file(workspace, path, "-o")
    table, chosen = _table(workspace, request, fields)
    cells = Cells(fields, chosen, request.dates, request.decimal)
    gathered = gather(table, cells, plan, request.period and period_named(plan, request.period)[0])
    merged = merge(workspace.tree, workspace.loaded, gathered.items, chosen.name, under, path, fields)
    _require_whole(workspace, merged)
    write_files(workspace, merged.files, dry=dry_run)
    left_out = tuple(sorted([*gathered.left_out, *merged.left_out]))
    texts = workspace.texts_beside(merged.files)
    return BroughtIn(merged, left_out, (*gathered.notes, *merged.notes), texts)


def shipped_maps() -> list[str]:
    """Return the names of the maps for tables that are shipped."""
    return [name for name in profile_names() if name != ISSUES]


def _table(workspace: Workspace, request: ImportRequest, fields: Fields) -> tuple[Table, TableMap]:
    data = read_named(request.file, "FILE", workspace.root.folder)
    if data is None:
        raise PlanlintError(f"there is no file '{request.file}'")
    text = decoded(data, request.encoding)
    maps = [_map(workspace, name, fields) for name in _candidates(request)]
    if request.source == ISSUES:
        return issue_table(text), maps[0]
    table = csv_table(text, request.delimiter, lambda header: any(one.fits(header) for one in maps))
    return table, next(one for one in maps if one.fits(table.header))


def _candidates(request: ImportRequest) -> list[str]:
    if request.map is not None:
        return [request.map]
    return [ISSUES] if request.source == ISSUES else sorted(shipped_maps(), key="sheet".__ne__)


def _map(workspace: Workspace, name: str, fields: Fields) -> TableMap:
    schema = Schema(schema_dict("import-map"))
    if name in profile_names():
        return table_map(name, f"{name}.toml", profile_bytes(name), schema, fields, is_shipped=True)
    data = read_named(name, "--map", workspace.root.folder)
    if data is None:
        shipped = ", ".join(shipped_maps())
        help = did_you_mean(name, shipped_maps(), f"shipped are {shipped}; for other tables name a file MAP.toml")
        raise PlanlintError(f"--map: there is no profile and no file '{name}'", help)
    return table_map(Folder(name).name.removesuffix(".toml"), name, data, schema, fields)


def _require_whole(workspace: Workspace, merged: Merged) -> None:
    """Refuse contents that the plan would not read as they are meant: what it still lacks is for `check` to say."""
    after = load_plan({**workspace.tree, **merged.files})
    for path in merged.files:
        fault = next((one for one in after.diagnostics if one.place.path == path and path not in after.documents), None)
        if fault is not None:
            raise EditError(f"nothing was written: {path}: {fault.message}", fault.help)
    for name, values in merged.new.items():
        item = after.plan.get(name)
        if item is None or item.text("title") != values["title",]:
            raise EditError(f"nothing was written: {name} would be declared twice")
