"""Records values that somebody assigns: `ITEM KEY=VALUE…`, or one answer of a check-in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from planlint.app.edit.save import save
from planlint.app.plan_schema import plan_fields
from planlint.app.workspace import Workspace
from planlint.bounds import listing
from planlint.edit.fields import Fields
from planlint.edit.set_values import Assignment, Recorded, record, same
from planlint.edit.typed_numbers import numbers_meant
from planlint.errors import PlanlintError
from planlint.model.items import KINDS
from planlint.model.naming import find_item, not_there
from planlint.model.plan import Plan
from planlint.toml import value_at

__all__ = ["WrittenValues", "numbers_meant", "record_answer", "set_values"]

_STEPS = "milestones"
_USAGE = "write ITEM KEY=VALUE, as in: planlint set days-to-keys current=38 confidence=0.7"


class WrittenValues(NamedTuple):
    """The plan before and after values were written, and which they are; no changes where all were there already.

    `files` are the new contents of plan files.
    """

    before: Plan
    after: Plan
    changes: tuple[Recorded, ...]
    files: Mapping[str, bytes] = {}


def set_values(workspace: Workspace, words: Sequence[str], today: date, *, dry: bool = False) -> WrittenValues:
    """Write what `ITEM KEY=VALUE…` asks for, all or none; nothing where it is `dry`.

    `PlanlintError` for what the plan does not know, and where the plan would have a new error.
    """
    fields = plan_fields()
    return _write(workspace, _assignments(words, workspace.loaded.plan, fields), fields, today, dry=dry)


def record_answer(workspace: Workspace, name: str, key: tuple[str, ...], value: Any, today: date) -> WrittenValues:
    """Write the answer to one question about an item; steps that were reached are added to those that are there.

    `PlanlintError` where the item has gone meanwhile, or the plan would have a new error.
    """
    item = workspace.loaded.plan.get(name)
    if item is None:
        raise not_there(workspace.loaded.plan, f"{name} is no longer in the plan", "leave the answer empty to continue")
    if key == ("reached",):
        reached = item.ids("reached")
        value = [*reached, *(step for step in value if step not in reached)]
    return _write(workspace, [Assignment(item, key, value)], plan_fields(), today)


def _write(
    workspace: Workspace, assignments: Sequence[Assignment], fields: Fields, today: date, *, dry: bool = False
) -> WrittenValues:
    before = workspace.loaded.plan
    edited = record(workspace.tree, workspace.loaded, assignments, fields)
    if not edited.files:
        return WrittenValues(before, before, ())
    asked = {(one.item.name, ".".join(one.key)) for one in assignments}
    after = save(workspace, edited.files, today, asked, dry=dry).plan
    return WrittenValues(before, after, tuple(edited.changes), edited.files)


def _assignments(words: Sequence[str], plan: Plan, fields: Fields) -> list[Assignment]:
    assignments: dict[tuple[str, tuple[str, ...]], Assignment] = {}
    for name, pairs in _by_item(words):
        item = find_item(plan, name, KINDS)
        for pair in pairs:
            typed, _, text = pair.partition("=")
            key = fields.key(item.kind, typed.strip())
            earlier = assignments.get((item.name, key))
            present = earlier.value if earlier else value_at(item.fields, key)
            unit = item.table("metric").get("unit")
            value = fields.value(item.kind, key, text, present, str(unit or "")) if text else None
            if earlier and key != ("reached",) and not same(earlier.value, value):
                raise PlanlintError(f"two values are given for `{typed.strip()}` of {item.name}", "give one of them")
            assignments[item.name, key] = Assignment(item, key, value)
    _require_no_number_beside_steps(assignments.values())
    return list(assignments.values())


def _require_no_number_beside_steps(assignments: Collection[Assignment]) -> None:
    """Refuse a number for what is measured in steps, unless these are taken out."""
    taken_out = {(one.item.name, *one.key) for one in assignments if one.value is None}
    for one in assignments:
        item = one.item
        if one.value is None or one.key[0] != "metric" or item.table("metric") or (item.name, _STEPS) in taken_out:
            continue
        steps = [step for step in item.table(_STEPS) if (item.name, _STEPS, step) not in taken_out]
        if steps:
            left = listing(step for step in steps if step not in item.ids("reached")) or listing(steps)
            help = f"write reached=STEP, one of: {left}"
            raise PlanlintError(f"{item.name} is measured in steps, not by a number", help)


def _by_item(words: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the items named, each with the KEY=VALUE words that follow it."""
    groups: list[tuple[str, list[str]]] = []
    for word in words:
        if "=" not in word:
            groups.append((word, []))
        elif groups:
            groups[-1][1].append(word)
        else:
            raise PlanlintError(f"'{word}' comes before any item", _USAGE)
    empty = next((name for name, pairs in groups if not pairs), None)
    if empty is not None:
        raise PlanlintError(f"no value given for '{empty}'", _USAGE)
    return groups
