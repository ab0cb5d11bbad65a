"""Begins the next period with what was not reached in the one before."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from planlint.app.edit.save import save
from planlint.app.periods import period_meant
from planlint.app.plan_schema import load_plan, plan_fields
from planlint.app.workspace import Workspace, inside, require_plan_file
from planlint.diagnostic import Diagnostic, Severity
from planlint.edit.carrying import (
    DROP,
    MOVE,
    Carried,
    PeriodTurn,
    carried,
    drop_assignments,
    moved_goals,
    moved_tactics,
    old_assignments,
    parent_assignments,
    path_in_period,
)
from planlint.edit.new_items import NewItem, with_items
from planlint.edit.set_values import Assignment, record
from planlint.errors import PlanlintError
from planlint.lint import lint
from planlint.lint.selection import AS_CONFIGURED
from planlint.model.figures.effective import effective_due, is_open
from planlint.model.items import Item, Objective, Tactic, Task
from planlint.model.naming import find_item, not_there
from planlint.model.periods import Days, period_days
from planlint.model.plan import Plan
from planlint.model.selection import objectives_of


class CarryRequest(NamedTuple):
    """What is carried: from one period to another, only these items where some are named, into a file of this name."""

    old: str
    new: str
    items: Sequence[str] = ()
    file: str | None = None
    actions: str = MOVE
    dry_run: bool = False


def carry(workspace: Workspace, request: CarryRequest, today: date) -> PeriodTurn:
    """Write new objectives and key results for what was not reached, and what follows from that: all of it or nothing.

    `PlanlintError` where the new period has ended, where something would have to be made up, and where the plan would
    have an error that the old item did not have.
    """
    plan = workspace.loaded.plan
    request = request._replace(old=period_meant(plan, request.old), new=period_meant(plan, request.new))
    ended = _require_periods(plan, request, today)
    wished = [find_item(plan, word, ("objective", "key_result")) for word in request.items]
    found = carried(plan, request.old, request.new, wished)
    ids = {name: one.id for name, one in found.items.items()} | {name: one.id for name, one in found.already.items()}
    tactics = moved_tactics(plan, ids)
    goals = moved_goals(plan, ids, request.new)
    assignments = [*old_assignments(plan, found.items), *parent_assignments(goals, ids)]
    if request.actions == MOVE:
        assignments += parent_assignments(tactics, ids)
    elif request.actions == DROP:
        assignments += drop_assignments(plan, tactics)
    fields = plan_fields()
    edited = record(workspace.tree, workspace.loaded, assignments, fields)
    paths = {name: _path(workspace, plan.items[name], request) for name in found.items}
    # A key result stands with its objective, whatever file the old one stood in.
    by_path: dict[str, list[NewItem]] = {}
    path = ""
    for name, item in found.items.items():
        path = paths[name] = paths[name] if item.kind == Objective.kind or not path else path
        by_path.setdefault(path, []).append(item)
    files = dict(edited.files)
    for path, items in by_path.items():
        content = files.get(path, workspace.tree.get(path))
        if path in workspace.tree and path not in workspace.loaded.documents:
            raise PlanlintError(f"'{path}' cannot be read", "`planlint check` says what is wrong with it")
        opening = _opening(workspace, plan, found, items[0], path)
        present = content if isinstance(content, bytes) else None
        files[path] = with_items(present, path, [(item, None) for item in items], fields, opening)
    after = save(workspace, files, today, allowed=_known_faults(workspace, found, today), dry=request.dry_run).plan
    moved = tactics if request.actions == MOVE else []
    return PeriodTurn(
        plan,
        after,
        found,
        paths,
        tuple(moved),
        tuple(goals),
        tuple(dict.fromkeys(one.item.name for one in old_assignments(plan, found.items))),
        tuple(_late(after, moved, today)),
        None if ended.last < today else ended.last,
        workspace.texts_beside(files),
    )


def _require_periods(plan: Plan, request: CarryRequest, today: date) -> Days:
    """Return the days of the old period; refuse periods that cannot follow each other."""
    old, new = (period_days(plan, text) for text in (request.old, request.new))
    if old is None or not objectives_of(plan, request.old):
        raise not_there(
            plan, f"no objective has the period '{request.old}'", "`planlint tree` shows the periods there are"
        )
    if new is None:
        raise not_there(
            plan,
            f"there is no period '{request.new}'",
            "write 2027, 2027-H1, 2027-Q1 or 2027-01; or make one: "
            f'planlint new period "{request.new}" start=2027-01-01 end=2027-06-30',
        )
    if new.last < today:
        raise PlanlintError(f"{request.new} ended on {new.last}", "carry into a period that runs or is to come")
    if new.last <= old.last:
        raise PlanlintError(f"{request.new} does not end after {request.old}", "name the period that ends first")
    return old


def _path(workspace: Workspace, item: Item, request: CarryRequest) -> str:
    """Return the file that a new item goes into: one that the settings take for a plan file, and that is judged."""
    config, home = workspace.config, item.site.path
    names: Iterable[str] = path_in_period(home, request.old, request.new)
    if request.file is not None:
        home = require_plan_file(workspace, inside(workspace.root, request.file), "-o")
        names = [home]
    fitting = next((name for name in names if config.wants(name) and not config.archives(name)), None)
    if fitting is None:
        raise PlanlintError(f"'{home}' is in the archive", "name the file for what is carried with -o FILE")
    return fitting


def _opening(workspace: Workspace, plan: Plan, found: Carried, first: NewItem, path: str) -> str:
    """Return how a new file begins: with the line about its schema, where the file it follows has that."""
    old = next(plan.items[name].site.path for name, item in found.items.items() if item is first)
    line = workspace.loaded.documents[old].source.text.partition("\n")[0].rstrip("\r")
    is_same_depth = old.count("/") == path.count("/")
    return f"{line}\n" if line.startswith("#:schema ") and is_same_depth else ""


def _known_faults(workspace: Workspace, found: Carried, today: date) -> Callable[[Diagnostic], bool]:
    """Return the test for errors that the old item had as well, while it was open."""
    names = {item.name: old for old, item in found.items.items()}
    open_again = [Assignment(workspace.loaded.plan.items[old], ("status",), None) for old in found.items]

    @cache
    def known() -> set[tuple[str, str | None, str | None]]:
        edited = record(workspace.tree, workspace.loaded, open_again, plan_fields())
        loaded = load_plan({**workspace.tree, **edited.files})
        report = lint(loaded, workspace.config, AS_CONFIGURED.of(workspace.config), today)
        return {(one.code, one.item, one.key) for one in report.diagnostics if one.severity is Severity.ERROR}

    return lambda error: error.item in names and (error.code, names[error.item], error.key) in known()


def _late(plan: Plan, tactics: Sequence[Tactic], today: date) -> list[Item]:
    """Return tactics and tasks that have moved along although their day has passed."""
    now = (plan.items[tactic.name] for tactic in tactics)
    moved = [one for tactic in now for one in (tactic, *plan.children_of(tactic, Task)) if is_open(plan, one)]
    return [one for one in moved if (due := effective_due(plan, one)) is not None and due < today]
