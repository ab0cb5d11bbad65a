"""The items of a plan at one commit, changed file by file."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from operator import is_not
from typing import NamedTuple

from planlint.diff.change import Change
from planlint.diff.compare import changes_of, in_order
from planlint.diff.file_items import FileItems
from planlint.diff.matching import Matching, Pair, match
from planlint.model import Item, Period, Plan
from planlint.tree import path_order

Items = Mapping[str, Item]
"""What a file holds, by full name, in the order written."""

Updates = Mapping[str, Items]
"""New contents of files, by path; nothing in those that are gone."""

NOTHING: Items = {}


class Difference(NamedTuple):
    """The items that are not the same in two snapshots, and who lists former ids in each.

    `known` is what values that were set change, where that is all that differs.
    """

    before: Items
    after: Items
    claimants_before: tuple[Item, ...] = ()
    claimants_after: tuple[Item, ...] = ()
    known: list[Change] | None = None

    def changes(self) -> tuple[Change, ...]:
        """Return what differs, in the terms of the diff of two plans."""
        before, after = self.before, self.after
        if self.known is not None:
            return in_order(self.known)
        if before.keys() == after.keys():  # nearly every commit: none came, none is gone
            return changes_of(Matching(tuple([Pair(was, after[name]) for name, was in before.items()]), (), (), ()))
        return changes_of(
            match(
                Plan(self.before, claimants=self.claimants_before),
                Plan(self.after, claimants=self.claimants_after),
            )
        )


class Snapshot:
    """A plan at a commit: the items of each file; of several items with one name, that of the first path counts."""

    def __init__(self) -> None:
        self.files: dict[str, Items] = {}
        self._holders: dict[str, tuple[str, ...]] = {}  # by name, the files that have it, in byte order
        self._shared: set[str] = set()  # names that more than one file has
        self._claimants: tuple[Item, ...] | None = None
        self._periods: dict[str, Item] | None = None

    def copy(self) -> "Snapshot":
        """Return a snapshot that can be changed without this one."""
        new = Snapshot()
        new.files, new._holders, new._shared = self.files.copy(), self._holders.copy(), self._shared.copy()
        new._claimants, new._periods = self._claimants, self._periods
        return new

    def get(self, name: str) -> Item | None:
        """Return the item with a full name, or None."""
        holders = self._holders.get(name)
        return self.files[holders[0]][name] if holders else None

    def __iter__(self) -> Iterator[Item]:
        """Yield every item that counts."""
        return (self.files[holders[0]][name] for name, holders in self._holders.items())

    @property
    def claimants(self) -> tuple[Item, ...]:
        """The items that list former ids, by path, then position."""
        if self._claimants is None:
            self._claimants = tuple(
                item
                for path in sorted(self.files, key=path_order)
                for name, item in self.files[path].items()
                if "formerly" in item.fields and self._holders[name][0] == path
            )
        return self._claimants

    @property
    def periods(self) -> Mapping[str, Item]:
        """The periods, by full name."""
        if self._periods is None:
            self._periods = {item.name: item for item in self if isinstance(item, Period)}
        return self._periods

    def put(self, updates: Updates) -> Difference:
        """Change files, and return what that does to the items."""
        before: dict[str, Item] = {}
        after: dict[str, Item] = {}
        known: list[Change] = []
        for path, new in updates.items():
            there = self.files.get(path)
            if type(new) is not FileItems or type(there) is not FileItems or new.older is not there.text:
                return self._replace_all(updates)
            if self._is_shared(new.after):
                return self._replace_all(updates)
            before.update(new.before)
            after.update(new.after)
            known += new.changes
        claimants = self.claimants
        self.files.update(updates)
        self._forget(after.values())  # what was set has the same keys before
        return Difference(before, after, claimants, self.claimants, known)

    def _is_shared(self, names: Iterable[str]) -> bool:
        """Whether any of these names stands in more than one file."""
        return bool(self._shared) and not self._shared.isdisjoint(names)

    def _replace_all(self, updates: Updates) -> Difference:
        touched: set[str] = set()
        claimants = self.claimants
        for path, new in updates.items():
            old = self.files.get(path, NOTHING)
            touched.update(compress(new, map(is_not, new.values(), map(old.get, new))))
            if len(old) > len(new) or old.keys() != new.keys():
                touched.update(old.keys() - new.keys())
        before = self._among(touched)
        for path, new in updates.items():
            self._replace(path, new)
        return self._difference(before, self._among(touched), claimants)

    def since(self, older: "Snapshot") -> Difference:
        """Return what differs from another snapshot."""
        touched: set[str] = set()
        for path in self.files.keys() | older.files.keys():
            old, new = older.files.get(path, NOTHING), self.files.get(path, NOTHING)
            if old is not new:
                touched.update(old, new)
        return self._difference(older._among(touched), self._among(touched), older.claimants)

    def _difference(self, before: dict[str, Item], after: dict[str, Item], claimants: tuple[Item, ...]) -> Difference:
        for name in [name for name, item in before.items() if after.get(name) is item]:
            del before[name], after[name]
        self._forget((*before.values(), *after.values()))
        return Difference(before, after, claimants, self.claimants)

    def _forget(self, items: Iterable[Item]) -> None:
        """Forget what was worked out of items that are others now."""
        for item in items:
            if "formerly" in item.fields:
                self._claimants = None
            if isinstance(item, Period):
                self._periods = None

    def _among(self, names: set[str]) -> dict[str, Item]:
        files, holders = self.files, self._holders
        return {name: files[holders[name][0]][name] for name in names if name in holders}

    def _replace(self, path: str, new: Items) -> None:
        old = self.files.get(path, NOTHING)
        if old.keys() == new.keys():
            self.files[path] = new
            return
        for name in old.keys() - new.keys():
            self._hold(name, tuple([one for one in self._holders[name] if one != path]))
        for name in new.keys() - old.keys():
            self._hold(name, tuple(sorted((*self._holders.get(name, ()), path), key=path_order)))
        if new:
            self.files[path] = new
        else:
            self.files.pop(path, None)

    def _hold(self, name: str, files: tuple[str, ...]) -> None:
        """Note which files have a name now."""
        if files:
            self._holders[name] = files
        else:
            del self._holders[name]
        if len(files) > 1:
            self._shared.add(name)
        else:
            self._shared.discard(name)
