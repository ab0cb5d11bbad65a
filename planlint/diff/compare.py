"""The diff of two plans."""

from collections.abc import Iterable, Iterator
from typing import Any

from planlint.diff.change import VERBS, Change, item_order
from planlint.diff.matching import Matching, Pair, match
from planlint.diff.values import Keys, changed_leaves, json_form, same
from planlint.model import Item, Plan
from planlint.text import Pointer, Site

_VERBS = {verb: rank for rank, verb in enumerate(VERBS)}


def diff(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Return what differs between two plans, by kind, id, verb and key.

    Only values count: layout, order, comments and how items are spread over files do not show, but for `moved`.
    Items that both plans hold as one object are passed over, so plans that share most of theirs are compared fast.
    """
    return () if old is new else changes_of(match(old, new))


def changes_of(found: Matching) -> tuple[Change, ...]:
    """Return what differs between plans whose items have been matched; see `diff`."""
    changes = [Change("added", item.name, None, None, json_form(item.fields), item.site) for item in found.added]
    changes += [Change("removed", item.name, None, json_form(item.fields), None, item.site) for item in found.removed]
    for pair in found.renamed:
        changes.append(Change("renamed", pair.new.name, None, pair.old.name, pair.new.name, pair.new.site))
    for pair in found.pairs:
        changes.extend(_changes(pair))
    return in_order(changes)


def change_by(item: Item, keys: Keys, before: Any, after: Any) -> Change | None:
    """Return what a value does to an item that was set in place of another one, both in JSON form; see `diff`."""
    if keys[0] == "formerly" or same(before, after):
        return None
    return Change("changed", item.name, ".".join(keys), before, after, Site(item.path, (item.kind, item.id, *keys)))


def _changes(pair: Pair) -> Iterator[Change]:
    """Yield what was done to an item that both plans have."""
    name, site = pair.new.name, pair.new.site
    if pair.old.path != site.path:
        yield Change("moved", name, None, pair.old.path, site.path, site)
    for keys, (before, after) in changed_leaves(pair.old.fields, pair.new.fields).items():
        if keys[0] != "formerly":
            yield Change("changed", name, ".".join(keys), before, after, site.at(*keys))


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes in the order in which they are told."""
    found = tuple(changes)
    return found if len(found) < 2 else tuple(sorted(found, key=_order))


def _order(change: Change) -> tuple[tuple[int, str], int, str, Pointer]:
    # Keys with a dot, or nothing, in them may look the same once they are joined.
    return item_order(change.item), _VERBS[change.verb], change.key or "", change.site.pointer
