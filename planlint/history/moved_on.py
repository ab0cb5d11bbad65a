"""Actions that went on into another period with what they serve: what they were work for until then."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from planlint.history.line_format import LogEntry
from planlint.model import Item, Plan, Tactic, Task


class MovedOn(NamedTuple):
    """A tactic that serves what continues a goal instead of that goal, since a change."""

    tactic: str
    served: str
    since: LogEntry


def moved_on(plan: Plan, entries: Iterable[LogEntry]) -> Iterator[MovedOn]:
    """Yield the tactics that went on, oldest first, under the names that items have in the plan."""
    for entry in entries:
        kind = entry.key
        if kind not in Tactic.parent_kinds or plan.get(entry.item) is None:
            continue
        before, after = (_items(plan, kind, value) for value in (entry.before, entry.after))
        continued = {text for item in after.values() if (text := item.text("continues")) is not None}
        heirs = {earlier.name for text in continued if (earlier := plan.resolve(kind, text)) is not None}
        yield from (MovedOn(entry.item, name, entry) for name in before if name in heirs and name not in after)


def actions_before(
    plan: Plan, moved: Iterable[MovedOn], goals: Collection[str], tasks: Iterable[LogEntry]
) -> Mapping[str, LogEntry]:
    """Return the actions that were work for goals and went on, by full name, each with the change that took it along.

    A task that was added later is none of them.
    """
    added = {entry.item: entry for entry in tasks if entry.verb == "added"}
    found: dict[str, LogEntry] = {}
    for one in moved:
        if one.served in goals:
            found[one.tactic] = one.since
            for task in plan.children_of(plan.items[one.tactic], Task):
                if task.name not in added or not added[task.name].is_later_than(one.since):
                    found[task.name] = one.since
    return found


def _items(plan: Plan, kind: str, value: Any) -> dict[str, Item]:
    texts = value if isinstance(value, list) else [value]
    items = (plan.resolve(kind, text) for text in texts if isinstance(text, str))
    return {item.name: item for item in items if item is not None}
