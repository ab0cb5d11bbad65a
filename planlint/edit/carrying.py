"""What goes on into the next period: the new items, and what changes in the old ones and in the work for them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from planlint.edit.errors import EditError
from planlint.edit.new_items import NewItem, free_id
from planlint.edit.set_values import Assignment
from planlint.model import CLOSED_STATUSES, Item, KeyResult, Objective, Plan, Tactic, Task
from planlint.model.figures.effective import is_open
from planlint.model.figures.progress import own_progress
from planlint.model.selection import objectives_of
from planlint.schema.ids import LONGEST

MOVE, DROP = "move", "drop"  # what becomes of open tactics; else they stay

_KEPT = {"owner", "with", "weight", "commitment", "cadence", "evidence", "asks", "tags"}
_KEPT_OF_METRIC = {"name", "unit", "direction", "target"}
_EXTENSION = "x-"
_FINAL = CLOSED_STATUSES - {"closed"}  # what was done or dropped does not go on by itself


@dataclass(frozen=True, slots=True)
class Carried:
    """What is carried from one period to another: old items with their new ones, by the full name of the old.

    `already` has the items that were carried before, by the full name of the old, with the one that continues it.
    """

    old: str
    new: str
    items: Mapping[str, NewItem] = field(default_factory=dict)
    already: Mapping[str, Item] = field(default_factory=dict)


class PeriodTurn(NamedTuple):
    """What was carried, or would be: the plans before and after, the new items with their files, and what moved along.

    `texts` has the files that change, by path the old and the new text. `late` are actions that moved along and whose
    day has passed. `early` has the last day of the old period where that is still to come.
    """

    before: Plan
    after: Plan
    carried: Carried
    paths: Mapping[str, str]
    tactics: tuple[Tactic, ...]
    goals: tuple[Item, ...]
    closed: tuple[str, ...]
    late: tuple[Item, ...]
    early: date | None
    texts: Mapping[str, tuple[str, str]]


def carried(plan: Plan, old: str, new: str, wished: Collection[Item] = ()) -> Carried:
    """Return the new objectives and key results for what was not reached, or for the items that are wished for."""
    objectives = sorted(objectives_of(plan, old), key=plan.rank)
    heirs = _heirs(plan, new)
    chosen = _chosen(plan, objectives, wished, {heir.name for heir in heirs.values()})
    reached = next((item for item in wished if item.name not in heirs and _is_reached(item)), None)
    if reached is not None:
        raise EditError(f"{reached.name} is reached: nothing of it is left", "leave it out; a new aim is a new item")
    pairs = {item.name: heirs[item.name] for item in chosen if item.name in heirs}
    ids = {name: heir.id for name, heir in pairs.items()}
    for item in chosen:
        if item.name not in ids:
            taken = {ids[one.name] for one in chosen if one.kind == item.kind and one.name in ids}
            ids[item.name] = free_id(plan, item.kind, id_in_period(item.id, old, new), taken)
    for objective in objectives:
        if objective.name in heirs:
            ids.setdefault(objective.name, heirs[objective.name].id)
    items = {
        item.name: NewItem(item.kind, ids[item.name], _fields(item, new, ids))
        for item in chosen
        if item.name not in pairs
    }
    return Carried(old, new, items, pairs)


def _heirs(plan: Plan, new: str) -> dict[str, Item]:
    """Return the items of a period that continue an earlier one, by the full name of that."""
    objectives = objectives_of(plan, new)
    below = [child for objective in objectives for child in plan.children_of(objective, KeyResult)]
    heirs: dict[str, Item] = {}
    for item in (*objectives, *below):
        text = item.text("continues")
        earlier = plan.resolve(item.kind, text) if text else None
        if earlier is not None:
            heirs.setdefault(earlier.name, item)
    return heirs


def _chosen(
    plan: Plan, objectives: list[Objective], wished: Collection[Item], ahead: Collection[str]
) -> list[Objective | KeyResult]:
    """Return what goes on, each objective followed by its key results, and each once.

    What is `ahead` is of the next period already, and serves an objective of this one until that goes on.
    """
    names = {item.name for item in wished}
    children = {one.name: plan.children_of(one, KeyResult) for one in objectives}
    known = {*children, *(child.name for some in children.values() for child in some)}.difference(ahead)
    stray = next((item for item in wished if item.name not in known), None)
    if stray is not None:
        raise EditError(
            f"{stray.name} is not of this period", "name objectives and key results of the period that ends"
        )
    found: dict[str, Objective | KeyResult] = {}
    for objective in objectives:
        below = sorted((one for one in children[objective.name] if one.name not in ahead), key=plan.rank)
        asked = [child for child in below if child.name in names]
        if wished and not asked and objective.name not in names:
            continue
        whole = not wished or objective.name in names
        left = [child for child in below if child.name in names or (whole and _goes_on(plan, child, objectives))]
        if not wished and (objective.status in _FINAL or (children[objective.name] and not left)):
            continue
        rails = [child for child in below if child.is_guard_rail and child.status != "dropped"]
        found[objective.name] = objective
        found.update({child.name: child for child in below if child in left or child in rails})
    return list(found.values())


def _goes_on(plan: Plan, item: KeyResult, objectives: Iterable[Objective]) -> bool:
    """Whether a key result was not reached, and serves no open objective of another period."""
    own = {objective.name for objective in objectives}
    serves_others = any(parent.name not in own and is_open(plan, parent) for parent in plan.parents(item))
    return item.status not in _FINAL and own_progress(item) != 1 and not serves_others


def _is_reached(item: Item) -> bool:
    return isinstance(item, KeyResult) and not item.is_guard_rail and own_progress(item) == 1


def id_in_period(identifier: str, old: str, new: str) -> str:
    """Return an id with the new period in the place of the old one, or behind it."""
    behind = f"{identifier[: LONGEST - 1 - len(new)].rstrip('-_')}-{new.lower()}"
    return _in_place(identifier, old, new) or behind


def path_in_period(path: str, old: str, new: str) -> Iterator[str]:
    """Yield names for the file that the new items of a file go into, best first."""
    if (found := _in_place(path, old, new)) is not None:
        yield found
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.partition(".")
    yield f"{folder}{slash}{stem}-{new}{dot}{ending}"
    yield f"{folder}{slash}{new}.{name}"
    yield path


def _in_place(text: str, old: str, new: str) -> str | None:
    """Return a text with a period where it names another one last, as a word of its own and in its case; else None."""
    found = list(re.finditer(rf"(?<![A-Za-z0-9]){re.escape(old)}(?![A-Za-z0-9])", text, re.IGNORECASE))
    if not found:
        return None
    last = found[-1]
    return text[: last.start()] + (new.lower() if last[0] == last[0].lower() else new) + text[last.end() :]


def _fields(item: Item, new: str, ids: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a new item: what was decided of the old one but its dates, and what it continues."""
    parents = set(item.parent_kinds)
    fields: dict[str, Any] = {"title": item.fields.get("title", item.id)}
    for key, value in item.fields.items():
        if key in parents:
            fields[key] = _with_heirs(key, value, ids)
        elif key in _KEPT or key.startswith(_EXTENSION):
            fields[key] = value
    if isinstance(item, Objective):
        fields["period"] = new
    fields["continues"] = item.id
    if isinstance(item, KeyResult) and item.milestones:
        fields["milestones"] = {step: "undated" for step in item.milestones if step not in item.reached}
    elif isinstance(item, KeyResult) and item.metric is not None:
        fields["metric"] = _metric(item)
    return fields


def _metric(item: KeyResult) -> dict[str, Any]:
    table = item.table("metric")
    if "target" not in table:
        raise EditError(
            f"{item.name} has no target, and none is made up",
            f"write one first: planlint set {item.id} target=NUMBER; or carry the others by name",
        )
    kept = {key: value for key, value in table.items() if key in _KEPT_OF_METRIC or key.startswith(_EXTENSION)}
    begins_with = table.get("current", table.get("baseline"))
    return kept if begins_with is None else {**kept, "baseline": begins_with}


def _with_heirs(kind: str, value: Any, ids: Mapping[str, str]) -> Any:
    """Return a reference, or a list of them, with the new item in the place of each that is carried."""
    if isinstance(value, list):
        return list(dict.fromkeys(_with_heirs(kind, one, ids) for one in value))
    return ids.get(f"{kind}.{value}", value)


def old_assignments(plan: Plan, items: Mapping[str, NewItem]) -> Iterator[Assignment]:
    """Yield what closes the old items that are open, and says where they went where nothing is said."""
    for name, new in items.items():
        old = plan.items[name]
        if old.status in CLOSED_STATUSES:
            continue
        yield Assignment(old, ("status",), "closed")
        if not old.text("note"):
            yield Assignment(old, ("note",), f"carried to {new.id}")


def moved_tactics(plan: Plan, ids: Mapping[str, str]) -> list[Tactic]:
    """Return the tactics that nobody has ended and that serve what is carried, as they are written."""
    tactics = {one.name: one for name in ids for one in plan.children_of(plan.items[name], Tactic)}
    return [one for one in sorted(tactics.values(), key=plan.rank) if one.status not in CLOSED_STATUSES]


def moved_goals(plan: Plan, ids: Mapping[str, str], new: str) -> list[Item]:
    """Return the open goals that serve what is carried and are not carried themselves.

    They are objectives below its key results, and key results that went on before with another objective.
    """
    below = {one.name: one for name in ids for one in plan.children_of(plan.items[name], Objective)}
    heirs = {one.name: one for one in _heirs(plan, new).values() if isinstance(one, KeyResult)}
    served = {name: one for name, one in heirs.items() if not ids.keys().isdisjoint(one.parent_names())}
    return [one for one in {**below, **served}.values() if one.name not in ids and is_open(plan, one)]


def parent_assignments(items: Iterable[Item], ids: Mapping[str, str]) -> Iterator[Assignment]:
    """Yield the new parents of items that serve what is carried."""
    for item in items:
        for kind in item.parent_kinds:
            if kind in item.fields:
                yield Assignment(item, (kind,), _with_heirs(kind, item.fields[kind], ids))


def drop_assignments(plan: Plan, tactics: Iterable[Tactic]) -> Iterator[Assignment]:
    """Yield the end of tactics, and of their open tasks."""
    for tactic in tactics:
        for item in (tactic, *plan.children_of(tactic, Task)):
            if item.status not in CLOSED_STATUSES:
                yield Assignment(item, ("status",), "dropped")
