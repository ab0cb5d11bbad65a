"""The plan as a value: its items, and the ways up and down between them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeVar, cast

from planlint.model.alike import Alike, alike
from planlint.model.items import DIRECTORY, KINDS, Item
from planlint.model.walk import ways
from planlint.tree import path_order

Kind = TypeVar("Kind", bound=Item)
_NONE: Mapping[str, str] = MappingProxyType({})


class Plan:
    """Items by full name, and the names known to be broken.

    `broken` holds the names of items that failed the schema, are claimed twice, or stand in a file that cannot be
    read; the last have no item. `shadowed` are items whose name an earlier file already claimed; `claimants` those
    that list former ids, by path, then position; `laid_out` all items, as their files were read. `unread` says by
    path why a file cannot be read; `unopened` are those of which nobody knows even the names of their items.
    """

    def __init__(
        self,
        items: Mapping[str, Item],
        broken: frozenset[str] = frozenset(),
        shadowed: tuple[Item, ...] = (),
        claimants: tuple[Item, ...] = (),
        laid_out: tuple[Item, ...] = (),
        unread: Mapping[str, str] = _NONE,
        unopened: tuple[str, ...] = (),
    ) -> None:
        self.items = items
        self.broken = broken
        self.shadowed = shadowed
        self.claimants = claimants
        self.laid_out = laid_out
        self.unread = unread
        self.unopened = unopened
        self.memo: dict[Any, Any] = {}
        """Where the derived values of this plan are kept once they have been worked out."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and self.items == other.items and self.broken == other.broken

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Plan({self.items!r}, {self.broken!r})"

    @classmethod
    def of_items(
        cls,
        items: Iterable[Item],
        broken: Iterable[str] = (),
        shadowed: Iterable[Item] = (),
        unread: Mapping[str, str] = _NONE,
        unopened: tuple[str, ...] = (),
    ) -> "Plan":
        """Return a plan of these items, ordered by kind and id wherever they were found.

        They come in the order they are written in their files; the files may come in any.
        """
        found = list(items)
        claimants = sorted(
            [item for item in found if "formerly" in item.fields], key=lambda item: path_order(item.path)
        )
        kinds: dict[str, list[Item]] = {kind: [] for kind in KINDS}
        for item in found:
            kinds[item.kind].append(item)
        ordered = [item for items in kinds.values() for item in sorted(items, key=attrgetter("id"))]
        by_name = {item.name: item for item in ordered}
        return cls(
            by_name, frozenset(broken), tuple(shadowed), tuple(claimants), tuple(found), dict(unread), tuple(unopened)
        )

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the items of one kind, by id."""
        return cast("tuple[Kind, ...]", self._by_kind.get(kind.kind, ()))

    def get(self, name: str) -> Item | None:
        """Return the item with this full name, or None."""
        return self.items.get(name)

    def knows(self, kind: str, identifier: str) -> bool:
        """Whether such an item exists, be it broken."""
        name = f"{kind}.{identifier}"
        return name in self.items or name in self.broken

    @cached_property
    def alike(self) -> tuple[Alike, ...]:
        """The items by their shape."""
        return alike(self.items.values())

    @cached_property
    def parent_names(self) -> Mapping[str, tuple[str, ...]]:
        """By full name, the full names of the parents an item names, as written, whether they exist or not."""
        return {name: item.parent_names() for name, item in self.items.items()}

    @property
    def astray(self) -> frozenset[str]:
        """The names of the items that name a parent which is not there under that name: few, in most plans none."""
        return self._upward[1]

    def leads_somewhere(self, name: str) -> bool:
        """Whether a full name is, or formerly was, that of an item, be it broken."""
        return name in self.items or name in self.broken or name in self.former

    def resolve(self, kind: str, identifier: str) -> Item | None:
        """Return the item of a kind with this id, or else the one that had it formerly."""
        name = f"{kind}.{identifier}"
        return self.items.get(name) or self.former.get(name)

    def parents(self, item: Item) -> tuple[Item, ...]:
        """Return the items that one serves, in the order written, each once."""
        return self._parents.get(item.name, ())

    def children(self, item: Item) -> tuple[Item, ...]:
        """Return the items that serve one, by kind and id."""
        return self._children.get(item.name, ())

    def children_of(self, item: Item, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the items of one kind that serve an item, by id."""
        return tuple([child for child in self.children(item) if isinstance(child, kind)])

    def cascade(self, items: Iterable[Item], reaches: Callable[[Item, Set[str]], bool]) -> frozenset[str]:
        """Return the names of some items and of all below that these reach.

        Whether a child is reached is asked with the names so far, after each of its parents.
        """
        todo, names = list(items), set[str]()
        while todo:  # a list of work to do: items may be nested as deep as they like
            item = todo.pop()
            if item.name not in names:
                names.add(item.name)
                todo.extend(child for child in self.children(item) if reaches(child, names))
        return frozenset(names)

    def chains(self, item: Item) -> Iterator[tuple[Item, ...]]:
        """Yield every way from an item upward, the item first, in written parent order.

        A way ends where an item names no known parent, or only ones it has already passed.
        """
        return ways(item, self.parents)

    def chain(self, item: Item) -> tuple[Item, ...]:
        """Return the first chain, in written parent order, that reaches a purpose; else the first there is."""
        if item.name in self.reaching:
            up = ways(item, lambda one: [parent for parent in self.parents(one) if parent.name in self.reaching])
            return next(way for way in up if way[-1].kind == "purpose")
        return next(self.chains(item))

    def rank(self, item: Item) -> int:
        """Return the place of an item among all of the plan, by kind, then in the order written."""
        return self._ranks[item.name]

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        written = sorted(self.laid_out or self.items.values(), key=lambda item: path_order(item.path))
        by_kind = [item.name for kind in KINDS for item in written if item.kind == kind]
        return {name: rank for rank, name in enumerate(by_kind)}

    @cached_property
    def reaching(self) -> frozenset[str]:
        """The names of the items from which a chain reaches a purpose."""
        children, reached = self._children, set[str]()
        level = {item.name: item for item in self._by_kind.get("purpose", ())}
        while level:
            reached.update(level)
            level = {
                child.name: child for name in level for child in children.get(name, ()) if child.name not in reached
            }
        return frozenset(reached)

    @property
    def reached(self) -> tuple[int, int]:
        """How many items reach the purpose, of how many that could: people, teams and periods serve nothing."""
        return len(self.reaching), len(self.items) - sum(len(self.of(kind)) for kind in DIRECTORY)

    @cached_property
    def former(self) -> Mapping[str, Item]:
        """Former full names and the items that had them; the first claimant by path, then position, counts."""
        claims: dict[str, Item] = {}
        for item in self.claimants:
            for old in item.ids("formerly"):
                claims.setdefault(f"{item.kind}.{old}", item)
        return {name: item for name, item in claims.items() if name not in self.items}

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Item, ...]]:
        kinds: dict[str, list[Item]] = {}
        for item in self.items.values():
            kinds.setdefault(item.kind, []).append(item)
        return {kind: tuple(items) for kind, items in kinds.items()}

    @cached_property
    def _parents(self) -> Mapping[str, tuple[Item, ...]]:
        return self._upward[0]

    @cached_property
    def _upward(self) -> tuple[Mapping[str, tuple[Item, ...]], frozenset[str]]:
        """By its name what each item serves, and the names of the items that are astray."""
        links: dict[str, tuple[Item, ...]] = {}
        astray: set[str] = set()
        items = self.items
        for one in self.alike:
            single = one.only_parent
            if single is not None:  # nearly every item of nearly every plan
                served = list(filter(None, map(items.get, map(f"{single}.".__add__, one.column(single)))))
                if len(served) == len(one):
                    links.update(zip([item.name for item in one], zip(served, strict=True), strict=True))
                    continue
            for item, wanted in zip(one, one.parent_names, strict=True) if one.kind.parent_kinds else ():
                found = list(filter(None, map(items.get, wanted)))
                if len(found) < len(wanted):
                    astray.add(item.name)
                    found = list(filter(None, map(self._called, wanted)))
                if found:
                    links[item.name] = tuple({parent.name: parent for parent in found}.values())
        return links, frozenset(astray)

    def _called(self, name: str) -> Item | None:
        return self.items.get(name) or self.former.get(name)

    @cached_property
    def _children(self) -> Mapping[str, tuple[Item, ...]]:
        links: dict[str, list[Item]] = defaultdict(list)
        upward = self._parents
        for name, item in self.items.items():
            for parent in upward.get(name, ()):
                links[parent.name].append(item)
        return {name: tuple(children) for name, children in links.items()}
