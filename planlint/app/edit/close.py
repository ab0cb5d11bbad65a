"""Ends a period: values, grades and sentences as they are given, and the status that follows from them."""

from collections.abc import Mapping, Sequence
from datetime import date

from planlint.app.edit.assignments import WrittenValues
from planlint.app.edit.save import save
from planlint.app.periods import period_meant
from planlint.app.plan_schema import load_plan, plan_fields
from planlint.app.workspace import Workspace
from planlint.edit.closing import (
    ACTION_CHOICES,
    DROP,
    STAY,
    Answer,
    Closing,
    action_assignments,
    answer_assignments,
    end_assignment,
    ending_objectives,
    measured,
    open_actions,
    open_key_results,
)
from planlint.edit.set_values import Assignment, Recorded, record
from planlint.history.window import current_window
from planlint.model.item_state import answers_for
from planlint.model.items import Item, KeyResult
from planlint.model.naming import not_there
from planlint.model.periods import period_days
from planlint.model.plan import Plan
from planlint.model.selection import answering, objectives_of

__all__ = ["ACTION_CHOICES", "DROP", "STAY", "Answer", "Closing", "measured"]


def closing(workspace: Workspace, period: str | None, owners: Sequence[str], today: date) -> Closing:
    """Return what of a period is open, by default of the one that a review would show.

    `PlanlintError` where there is no such period, or nobody is called like that.
    """
    plan = workspace.loaded.plan
    name = period_meant(plan, period) if period else current_window(plan, today).period
    if name is None:
        raise not_there(plan, "no period runs or has just ended", "name one, as in: planlint close 2026-H2")
    if not objectives_of(plan, name):
        advice = "`planlint tree --kind objective` lists them all"
        raise not_there(plan, f"no objective has the period '{name}'", advice)
    found = open_key_results(plan, name)
    theirs = answering(plan, owners) if owners else lambda owner: True
    mine = tuple(item for item in found if theirs(answers_for(plan, item)))
    return Closing(name, period_days(plan, name), mine, tuple(item for item in found if item not in mine))


def actions_left(workspace: Workspace, period: str, closed: Sequence[str]) -> list[Item]:
    """Return the open actions that end with these key results and with the objectives that close after them."""
    plan = workspace.loaded.plan
    return open_actions(plan, {*closed, *(one.name for one in ending_objectives(plan, period, closed))})


def close(
    workspace: Workspace,
    period: str,
    answers: Mapping[str, Answer],
    actions: Mapping[str, str],
    today: date,
    *,
    dry: bool = False,
) -> WrittenValues:
    """Close the key results that are answered for, by full name, and the objectives that nothing keeps open then.

    `actions` says what becomes of open actions, by full name. All of it is written, or nothing where it is `dry`:
    `PlanlintError` where the plan would have a new error.
    """
    before = workspace.loaded.plan
    fields = plan_fields()
    changes: dict[tuple[str, tuple[str, ...]], Recorded] = {}

    def recorded(state: Workspace, assignments: Sequence[Assignment]) -> Workspace:
        edited = record(state.tree, state.loaded, assignments, fields)
        changes.update({(one.item, one.key): one for one in edited.changes})
        tree = {**state.tree, **edited.files}
        return state._replace(tree=tree, loaded=load_plan(tree))

    def present(plan: Plan) -> list[KeyResult]:
        return [item for item in plan.of(KeyResult) if item.name in answers]

    # What is met shows only once the last values are in, and of an objective once its key results have ended.
    given = [one for result in present(before) for one in answer_assignments(result, answers[result.name])]
    state = recorded(workspace, given)
    state = recorded(state, [end_assignment(state.loaded.plan, one, today) for one in present(state.loaded.plan)])
    plan = state.loaded.plan
    state = recorded(state, [end_assignment(plan, one, today) for one in ending_objectives(plan, period, ())])
    state = recorded(state, list(action_assignments(state.loaded.plan, actions)))
    now = {path: data for path, data in state.tree.items() if isinstance(data, bytes)}
    files = {path: data for path, data in now.items() if data != workspace.tree.get(path)}
    if not files:
        return WrittenValues(before, before, ())
    asked = {(item, ".".join(key)) for item, key in changes}
    return WrittenValues(before, save(workspace, files, today, asked, dry=dry).plan, tuple(changes.values()))
