"""Two versions of a plan, read leniently: any table at `kind.id` is an item, whatever its shape."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, TypeVar

from planlint.diagnostic import Diagnostic
from planlint.load.plan import Loaded, Sources, declared_name, items_of
from planlint.model import Item, Plan
from planlint.text import Source
from planlint.toml import Document, Fault, declared, read
from planlint.tree import Tree, Unreadable, path_order

Value = TypeVar("Value")
Side = Literal["base", "head"]
Contents = Iterable[tuple[str, bytes | Unreadable]]
"""Files with their paths, as they are read."""


Archived = Callable[[str], bool]
"""Whether a file, by its path, is in the archive."""


def _never(path: str) -> bool:
    return False


class NamedVersion(NamedTuple):
    """One end of a comparison: the name it was given, and its commit, None for the index and the working tree."""

    rev: str
    oid: str | None


class UnreadFile(NamedTuple):
    """A file of one side that cannot be read, and why; what it held on a day stands in for it, where there is one."""

    side: Side
    path: str
    message: str
    day: date | None = None


@dataclass(frozen=True)
class Files:
    """Plan files that were read: what they hold, or why that is not known, by path.

    `broken` are the names of items in files that do not parse. Of what stands in for a file that cannot be read, `days`
    has the day from which it held that.
    """

    documents: Mapping[str, Document] = field(default_factory=dict)
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    broken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)

    def fault(self, path: str) -> tuple[str, date | None]:
        """Return why a file cannot be read, and the day of what stands in for it."""
        return self.unread[path], self.days.get(path)

    def lost(self, other: "Files") -> set[str]:
        """Return the names of the items that stand in what cannot be read, as far as its text or another version tells.

        Where nothing tells it, they are those that the other version has in that file.
        """
        untold = {path for path in self.unread if path not in self.documents and not self.broken.get(path)}
        names = {item.name for path in untold for item in other.items.get(path, ())}
        return names.union(*self.broken.values())

    def among(self, paths: Container[str]) -> "Files":
        """Return those of the files that are named."""

        def named(one: Mapping[str, Value]) -> dict[str, Value]:
            return {path: one[path] for path in one if path in paths}

        return Files(named(self.documents), named(self.items), named(self.unread), named(self.broken), named(self.days))

    def with_stand_ins(self, earlier: "Files", days: Mapping[str, date], rest: "Files") -> "Files":
        """Return these files with earlier contents in the place of those that cannot be read; `rest` are the others.

        An item that has moved to another file since is there, and not what it was.
        """
        there = {item.name for files in (self, rest) for items in files.items.values() for item in items}
        items = {path: tuple(item for item in old if item.name not in there) for path, old in earlier.items.items()}
        return Files(
            {**self.documents, **earlier.documents},
            {**self.items, **items},
            self.unread,
            {path: names for path, names in self.broken.items() if path not in earlier.documents},
            days,
        )


@dataclass(frozen=True)
class TwoVersions:
    """The two sides of a comparison, and what cannot be read of them, base first, by path.

    Files that are the same on both sides are held once, so their items are the same objects.
    """

    base: Loaded
    head: Loaded
    unreadable: tuple[UnreadFile, ...] = ()


def read_files(contents: Contents) -> Files:
    """Read plan files; bad input is noted, and the rest is read."""
    documents: dict[str, Document] = {}
    unread: dict[str, str] = {}
    broken: dict[str, frozenset[str]] = {}
    for path, content in contents:
        if isinstance(content, Unreadable):
            unread[path] = f"the file cannot be read: {content.reason}"
            continue
        try:
            documents[path] = read(path, content)
        except Fault as fault:
            unread[path] = fault.with_line
            broken[path] = _declared_names(fault.source)
    items = {path: tuple(items_of(document)) for path, document in documents.items()}
    return Files(documents, items, unread, broken)


def files_of(loaded: Loaded, tree: Tree) -> Files:
    """Return the files of a tree that has been loaded, without reading them again."""
    items = {path: tuple(items_of(document)) for path, document in loaded.documents.items()}
    faults = {one.place.path: one for one in reversed(loaded.diagnostics)}
    unread = {path: _why(loaded, faults[path]) for path in tree if path not in loaded.documents}
    broken = {path: _declared_names(loaded.sources[path]) for path in unread if path in loaded.sources}
    return Files(loaded.documents, items, unread, broken)


def _why(loaded: Loaded, fault: Diagnostic) -> str:
    """Return what keeps a file from being read, by the finding that says so."""
    source = loaded.sources.get(fault.place.path)
    return f"line {source.position(fault.place.span.start).line}: {fault.message}" if source else fault.message


def _declared_names(source: Source) -> frozenset[str]:
    names = (declared_name(header.parts) for header in declared(source.text))
    return frozenset(name for name in names if name is not None)


def both_sides(
    base: Files,
    head: Files,
    shared: Files | None = None,
    *,
    archived: tuple[Archived, Archived] = (_never, _never),
) -> TwoVersions:
    """Return the plans of both sides: of what differs between them, and of what they share.

    `archived` says of each side which of its files are in the archive: see `plan_of_files`.
    """
    shared = shared or Files()
    unreadable = (
        *(UnreadFile("base", path, *base.fault(path)) for path in sorted(base.unread, key=path_order)),
        *(UnreadFile("head", path, *head.fault(path)) for path in sorted(head.unread, key=path_order)),
    )
    return TwoVersions(_side(base, head, shared, archived[0]), _side(head, base, shared, archived[1]), unreadable)


def _side(own: Files, other: Files, shared: Files, archived: Archived) -> Loaded:
    """Return one side; an item in a file of which nothing can be read is what it is on the other side."""
    documents, items = {**shared.documents, **own.documents}, {**shared.items, **own.items}
    lost = own.lost(other) | shared.lost(other)
    held = {item.name for there in items.values() for item in there} if lost else set()
    borrowed = {item.name: item for there in other.items.values() for item in there if item.name in lost - held}
    for item in borrowed.values():
        items[item.site.path] = (*items.get(item.site.path, ()), item)
    plan = plan_of_files(items, frozenset(lost - borrowed.keys()), archived)
    return Loaded(plan, documents, Sources(documents), ())


def plan_of_files(
    items: Mapping[str, tuple[Item, ...]], broken: frozenset[str] = frozenset(), archived: Archived = _never
) -> Plan:
    """Return the plan of the items of files. Of two with one name that counts which is first by path and position.

    One that the archive holds counts only where no other one is there: what is alive is judged.
    """
    found: dict[str, Item] = {}
    shadowed = [item for item in _by_path(items, archived) if found.setdefault(item.name, item) is not item]
    return Plan.of_items(found.values(), broken.union(item.name for item in shadowed), shadowed)


def _by_path(items: Mapping[str, tuple[Item, ...]], archived: Archived) -> Iterator[Item]:
    for path in sorted(items, key=lambda path: (archived(path), path_order(path))):
        yield from items[path]
