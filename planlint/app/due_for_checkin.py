"""Which open key results are due for a check-in, and what was last reported of each."""

from collections.abc import Sequence
from datetime import date

from planlint.app.workspace import Workspace
from planlint.history.item_history import ItemHistories
from planlint.model.figures.effective import effective_start, has_begun, is_open
from planlint.model.figures.freshness import is_stale
from planlint.model.item_state import answers_for
from planlint.model.items import KeyResult
from planlint.model.selection import ItemSelection, selected
from planlint.render.edits.checkin_questions import CheckinSheet

_VALUES = 3  # the last ones are shown


def sheets(
    workspace: Workspace, past: ItemHistories, today: date, owners: Sequence[str] = (), *, fresh_too: bool = False
) -> tuple[list[CheckinSheet], int]:
    """Return the key results that are due for a check-in, in the order of the objectives, and how many are not.

    Only what these people or teams answer for, where some are named; `PlanlintError` where nobody is called so.
    """
    begun = _begun(workspace, today, owners)
    due = begun if fresh_too else [item for item in begun if _is_due(workspace, past, item, today)]
    return sheets_of(workspace, past, due), len(begun) - len(due)


def last_checkins(workspace: Workspace, past: ItemHistories, today: date) -> dict[str, date | None]:
    """Return the key results that are due for a check-in, by full name, with the day of the last one."""
    due = (item for item in _begun(workspace, today, ()) if _is_due(workspace, past, item, today))
    return {item.name: past.of(item.name).last_reported for item in due}


def _is_due(workspace: Workspace, past: ItemHistories, item: KeyResult, today: date) -> bool:
    days = workspace.config.limits["stale-days"]
    return is_stale(workspace.loaded.plan, item, past.of(item.name).last_reported, today, days)


def sheets_of(workspace: Workspace, past: ItemHistories, items: Sequence[KeyResult]) -> list[CheckinSheet]:
    """Return what there is to show of key results before somebody is asked about them."""
    plan = workspace.loaded.plan
    return [
        CheckinSheet(
            plan,
            item,
            past.of(item.name).last_reported,
            tuple(past.of(item.name).reported_values(item)[-_VALUES:]),
            number,
            len(items),
            answers_for(plan, item),
        )
        for number, item in enumerate(items, 1)
    ]


def next_beginning(workspace: Workspace, today: date, owners: Sequence[str] = ()) -> tuple[date, KeyResult] | None:
    """Return the day on which the first open key result begins that has not yet, with it; None where there is none."""
    plan = workspace.loaded.plan
    waiting = [
        (start, plan.rank(item), item)
        for item in _open(workspace, owners)
        if (start := effective_start(plan, item)) is not None and start > today
    ]
    if not waiting:
        return None
    start, _, item = min(waiting)
    return start, item


def _open(workspace: Workspace, owners: Sequence[str]) -> list[KeyResult]:
    plan = workspace.loaded.plan
    found = selected(plan, ItemSelection(kinds=("key_result",), owners=tuple(owners)))
    return [
        item
        for item in found
        if isinstance(item, KeyResult) and is_open(plan, item) and not workspace.config.archives(item.site.path)
    ]


def _begun(workspace: Workspace, today: date, owners: Sequence[str]) -> list[KeyResult]:
    plan = workspace.loaded.plan
    begun = [item for item in _open(workspace, owners) if has_begun(plan, item, today)]
    return sorted(begun, key=lambda item: (next(iter(item.parent_names()), ""), item.number("priority") or 0, item.id))
