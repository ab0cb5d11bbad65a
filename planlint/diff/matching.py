"""Which item of one plan is which item of another: by name, by `formerly`, by title and parents."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from operator import is_not
from typing import Any, NamedTuple

from planlint.diff.values import json_form
from planlint.model import Item, Plan


class Pair(NamedTuple):
    """An item as the older and as the newer plan have it."""

    old: Item
    new: Item


class Matching(NamedTuple):
    """How the items of two plans belong together; what both plans share as one object is left out.

    `kept` are the pairs with one name, `renamed` those with two.
    """

    kept: tuple[Pair, ...]
    renamed: tuple[Pair, ...]
    removed: tuple[Item, ...]
    added: tuple[Item, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All that both plans have."""
        return self.kept + self.renamed


NO_DIFFERENCE = Matching((), (), (), ())
_Items = dict[str, Item]


def match(old: Plan, new: Plan) -> Matching:
    """Match the items of two plans: by full name, else as a rename.

    An item was renamed where one version of it lists the other's id in `formerly`, or where exactly one removed and
    one added item of a kind have the same text as title and the same parent fields.
    """
    before, after = old.items, new.items
    # A range asks this of every commit, and nearly all items are the same objects: the whole plan is passed over in C.
    differing = list(compress(after, map(is_not, after.values(), map(before.get, after))))
    kept = tuple([Pair(before[name], after[name]) for name in differing if name in before])
    added = {name: after[name] for name in differing if name not in before}
    has_all = len(before) == len(after) - len(added)
    removed = {} if has_all else {name: before[name] for name in before.keys() - after.keys()}
    renamed: list[Pair] = []
    if removed and added:
        for pair in (
            *(Pair(was, now) for was, now in _claimed(removed, added, new)),
            *(Pair(was, now) for now, was in _claimed(added, removed, old)),
        ):
            _settle(pair, removed, added, renamed)
        # Whose parents were renamed may be found once these are: a whole branch that has other numbers now.
        while pairs := _alike(removed, added, renamed):
            for pair in pairs:
                _settle(pair, removed, added, renamed)
    return Matching(kept, tuple(renamed), tuple(removed.values()), tuple(added.values()))


def _settle(pair: Pair, removed: _Items, added: _Items, renamed: list[Pair]) -> None:
    """Take a pair for a rename, unless one of the two belongs to another already."""
    if pair.old.name in removed and pair.new.name in added:
        del removed[pair.old.name], added[pair.new.name]
        renamed.append(pair)


def _claimed(gone: _Items, come: _Items, plan: Plan) -> Iterator[tuple[Item, Item]]:
    """Yield what is gone from a plan with each item of that plan which has come and lists its id, the first one first.

    An item that was there all the time cannot be it, whatever it lists.
    """
    for claimant in plan.claimants:
        if claimant.name not in come:
            continue
        for former in claimant.ids("formerly"):
            name = f"{claimant.kind}.{former}"
            if name in gone:
                yield gone[name], claimant


def _alike(removed: _Items, added: _Items, renamed: Sequence[Pair]) -> list[Pair]:
    """Return the pairs that alone have their title and their parents, as these are called by now."""
    newer = {pair.old.name: pair.new.name for pair in renamed}
    groups: dict[str, tuple[list[Item], list[Item]]] = {}
    for side, items in enumerate((removed, added)):
        for item in items.values():
            mark = _identity(item, {} if side else newer)
            if mark is not None:
                groups.setdefault(mark, ([], []))[side].append(item)
    return [Pair(was[0], now[0]) for was, now in groups.values() if len(was) == len(now) == 1]


def _identity(item: Item, newer: Mapping[str, str]) -> str | None:
    """Return what makes two items of different names the same; None for an item without a title."""
    title = item.text("title")
    if title is None:
        return None
    import json  # a check loads this file and matches nothing

    parents = {kind: json_form(item.fields[kind]) for kind in item.parent_kinds if kind in item.fields}
    if newer:
        parents = {kind: _newer_ids(kind, named, newer) for kind, named in parents.items()}
    return json.dumps([item.kind, title, parents], sort_keys=True)


def _newer_ids(kind: str, named: Any, newer: Mapping[str, str]) -> Any:
    """Return the references of a field with the ids that their items have by now."""
    if isinstance(named, list):
        return [_newer_ids(kind, one, newer) for one in named]
    return newer.get(f"{kind}.{named}", f"{kind}.{named}").partition(".")[2] if isinstance(named, str) else named
