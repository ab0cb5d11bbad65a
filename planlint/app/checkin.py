"""Which open key results there are, and when something was last reported of each, as git knows it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from planlint.app.workspace import Workspace
from planlint.load.past_versions import item_versions
from planlint.model.effective import has_begun, is_open
from planlint.model.freshness import Trail, is_stale, trail
from planlint.model.item_state import answers_for
from planlint.model.items import KeyResult
from planlint.model.selection import Selection, selected
from planlint.render.edits.checkin import Sheet
from planlint.trees.git.file_versions import versions


def sheets(
    workspace: Workspace, today: date, owners: Sequence[str] = (), *, fresh_too: bool = False
) -> tuple[list[Sheet], int]:
    """Return the key results that wait for news, in the order of the objectives, and how many do not.

    Only what these people or teams answer for, where some are named; `PlanlintError` where nobody is called so.
    """
    plan, days = workspace.loaded.plan, workspace.config.limits["stale-days"]
    items = _begun(workspace, today, owners)
    trails = _trails(workspace, items, today)
    wanted = [item for item in items if fresh_too or is_stale(plan, item, trails[item.name].changed, today, days)]
    found = [
        Sheet(plan, item, trails[item.name], number, len(wanted), answers_for(plan, item))
        for number, item in enumerate(wanted, 1)
    ]
    return found, len(items) - len(wanted)


def _begun(workspace: Workspace, today: date, owners: Sequence[str]) -> list[KeyResult]:
    plan = workspace.loaded.plan
    found = selected(plan, Selection(kinds=("key_result",), owners=tuple(owners)))
    begun = [
        item
        for item in found
        if isinstance(item, KeyResult)
        and is_open(plan, item)
        and has_begun(plan, item, today)
        and not workspace.config.archives(item.site.path)
    ]
    return sorted(begun, key=lambda item: (next(iter(item.parent_names()), ""), item.number("priority") or 0, item.id))


def _trails(workspace: Workspace, items: Sequence[KeyResult], today: date) -> Mapping[str, Trail]:
    history = versions(workspace.root, sorted({item.site.path for item in items}))
    if not history:
        return {item.name: Trail() for item in items}
    of_file = {path: item_versions(found) for path, found in history.items()}

    def earlier(item: KeyResult) -> Iterator[Any]:
        return of_file[item.site.path](item.kind, item.id) if item.site.path in of_file else iter(())

    return {item.name: trail(item.fields, earlier(item), today) for item in items}
