"""Gives an item another id, in every file or in none."""

from datetime import date

from planlint.app.edit.save import save
from planlint.app.plan_schema import plan_fields
from planlint.app.workspace import Workspace
from planlint.edit.rename import Renamed, rename
from planlint.errors import PlanlintError
from planlint.model.items import KINDS
from planlint.model.naming import find_item


def rename_item(workspace: Workspace, old: str, new: str, today: date) -> Renamed:
    """Rename an item and all that refers to it; `new` is an id, alone or as a full name of the same kind."""
    item = find_item(workspace.loaded.plan, old, KINDS)
    if old not in (item.id, item.name):
        raise PlanlintError(f"'{old}' is a former id of {item.name}", "name the item by its present id")
    unseen = workspace.loaded.plan.unopened
    if unseen:
        raise PlanlintError(
            f"nothing was written: '{unseen[0]}' cannot be read, and may refer to {item.name}",
            "`planlint check` says why",
        )
    renamed = rename(workspace.tree, workspace.loaded, item, _bare_id(item.kind, new), plan_fields())
    save(workspace, renamed.files, today, renamed=renamed.mark)
    return renamed


def _bare_id(kind: str, new: str) -> str:
    given, dot, identifier = new.partition(".")
    if not dot or given not in KINDS:
        return new
    if given != kind:
        raise PlanlintError(
            f"'{new}' is of another kind: a rename cannot change the kind", f"write {kind}.{identifier}"
        )
    return identifier
