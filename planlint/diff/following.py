"""Follows an item through the commits of a range: which name it has after each of them, and which changed it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from planlint.commit import Commit
from planlint.diff.commits import CommitRange
from planlint.diff.matching import match
from planlint.model import Item, Plan
from planlint.model.periods import period_texts
from planlint.model.walk import names_along

Trail = Mapping[str, str]
"""By the id of a commit, the full name that an item has after it; commits after which it is not there are left out."""


class Following:
    """The items of a range, from snapshot to snapshot: moved, renamed on either side of a merge, gone."""

    def __init__(self, commits: CommitRange, old: Plan, new: Plan) -> None:
        self.commits = commits
        self._old, self._new = old, new
        self._known_sources: dict[tuple[int, str], set[int]] = {}
        self._renames: dict[tuple[int, int], tuple[Mapping[str, str], Mapping[str, str]]] = {}

    def trail(self, old: str | None, new: str | None) -> Trail:
        """Return the names of an item that the older and the newer version have under these names, None where gone.

        It is what the newer version's item came from, and what became of the older version's.
        """
        found: dict[str, str] = {}
        plans = self.commits.plans
        if old is not None:
            for oid in self.commits.boundary:
                self._note(found, oid, self._before(plans[oid], self._old, old))
            for one in self.commits.commits:
                for plan, before in [(plans[oid], found[oid]) for oid in one.parents if oid in found]:
                    self._note(found, one.oid, self._after(plan, plans[one.oid], before))
        if new is not None:
            back: dict[str, str] = {}
            for oid in self._tips:
                self._note(back, oid, self._before(plans[oid], self._new, new))
            for one in reversed(self.commits.commits):
                name = back.get(one.oid)
                for oid in one.parents if name is not None else ():
                    self._note(back, oid, self._before(plans[oid], plans[one.oid], name or ""))
            found.update(back)
        return found

    def item(self, trail: Trail, oid: str) -> Item | None:
        """Return the followed item as it is after a commit; None where it is not there."""
        name = trail.get(oid)
        return None if name is None else self.commits.plans[oid].get(name)

    def changed(self, commit: Commit, item_after: Callable[[str], Item | None]) -> bool:
        """Whether a commit itself changed an item, by what that is after each: as it stands against every parent."""
        plans = self.commits.plans
        new = item_after(commit.oid)
        for oid in commit.parents:
            if plans[oid] is plans[commit.oid]:
                return False
            old = item_after(oid)
            if old is new or (old is not None and new is not None and old == new):
                return False
        return bool(commit.parents) or new is not None

    def touching(self, trail: Trail) -> Iterator[Commit]:
        """Yield, the last one first, the commits that changed the followed item or what gives it dates and a state.

        A merge did where these stand against every parent.
        """
        names = self._ever_above(trail.values())
        for commit in reversed(self.commits.commits):
            if names.isdisjoint(self.commits.differing(commit)):
                continue
            now = self._sources(trail, commit.oid)
            if all(self._sources(trail, oid) != now for oid in commit.parents):
                yield commit

    def _sources(self, trail: Trail, oid: str) -> set[int]:
        """Return the items that an item is, serves and names as periods, as objects."""
        plan, name = self.commits.plans[oid], trail.get(oid)
        if name is None:
            return set()
        if (id(plan), name) not in self._known_sources:
            names = names_along(_there(plan, [name]), lambda item: _there(plan, _above(item)))
            self._known_sources[id(plan), name] = {id(plan.items[one]) for one in names}
        return self._known_sources[id(plan), name]

    def _ever_above(self, names: Iterable[str]) -> set[str]:
        """Return these names, and all that their items served or named as a period after any commit."""
        found, todo = set[str](), list(names)
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo += self._sources_ever.get(name, ())
        return found

    @cached_property
    def _sources_ever(self) -> Mapping[str, set[str]]:
        """By name, what an item of it served or named as a period after any commit of the range, or before it."""
        plans, found = self.commits.plans, dict[str, set[str]]()
        items = [item for oid in self.commits.boundary for item in plans[oid].items.values()]
        for commit in self.commits.commits:
            plan = plans[commit.oid]
            items += _there(plan, self.commits.differing(commit))
        for item in items:
            found.setdefault(item.name, set()).update(_above(item))
        return found

    @cached_property
    def _tips(self) -> tuple[str, ...]:
        """The ids of the commits that no other one of the range follows."""
        followed = {oid for one in self.commits.commits for oid in one.parents}
        return tuple(one.oid for one in self.commits.commits if one.oid not in followed)

    def _note(self, found: dict[str, str], oid: str, name: str | None) -> None:
        if name is not None:
            found.setdefault(oid, name)

    def _after(self, old: Plan, new: Plan, name: str) -> str | None:
        return name if name in new.items else self._renamed(old, new)[0].get(name)

    def _before(self, old: Plan, new: Plan, name: str) -> str | None:
        return name if name in old.items else self._renamed(old, new)[1].get(name)

    def _renamed(self, old: Plan, new: Plan) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Return the renames between two plans, forward and back."""
        key = id(old), id(new)
        if key not in self._renames:
            pairs = match(old, new).renamed
            self._renames[key] = (
                {pair.old.name: pair.new.name for pair in pairs},
                {pair.new.name: pair.old.name for pair in pairs},
            )
        return self._renames[key]


def _there(plan: Plan, names: Iterable[str]) -> list[Item]:
    return [item for name in names if (item := plan.get(name)) is not None]


def _above(item: Item) -> list[str]:
    """Return the names of what an item serves and of the periods that it may name."""
    return [*item.parent_names(), *(f"period.{text}" for text in period_texts(item))]
