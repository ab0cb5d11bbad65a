"""Two versions of a plan, read leniently: any table at `kind.id` is an item, whatever its shape."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar

from planlint.diagnostic import Diagnostic
from planlint.load.plan import Loaded, declared_name, items_of
from planlint.model.items import Item
from planlint.model.plan import Plan
from planlint.text import Source
from planlint.toml import Document, Fault, declared, read
from planlint.tree import Tree, Unreadable, path_order

Value = TypeVar("Value")
Side = Literal["base", "head"]
Contents = Iterable[tuple[str, bytes | Unreadable]]
"""Files with their paths, as they are read."""


class Version(NamedTuple):
    """One end of a comparison: the name it was given, and its commit, None for the index and the working tree."""

    rev: str
    oid: str | None


class Unread(NamedTuple):
    """A file of one side whose content is not known, and why."""

    side: Side
    path: str
    message: str


@dataclass(frozen=True)
class Files:
    """Plan files that were read: what they hold, or why that is not known, by path.

    `broken` are the names of items in files that do not parse.
    """

    documents: Mapping[str, Document] = field(default_factory=dict)
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    broken: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def among(self, paths: Container[str]) -> "Files":
        """Return those of the files that are named."""

        def named(one: Mapping[str, Value]) -> dict[str, Value]:
            return {path: one[path] for path in one if path in paths}

        return Files(named(self.documents), named(self.items), named(self.unread), named(self.broken))


@dataclass(frozen=True)
class Both:
    """The two sides of a comparison.

    A file that is unreadable on one side has the other side's content there, and is listed in `unreadable`, base
    first, by path. Files that are the same on both sides are held once, so their items are the same objects.
    """

    base: Loaded
    head: Loaded
    unreadable: tuple[Unread, ...] = ()


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
    return Files(loaded.documents, items, unread)


def _why(loaded: Loaded, fault: Diagnostic) -> str:
    """Return what keeps a file from being read, by the finding that says so."""
    source = loaded.sources.get(fault.place.path)
    return f"line {source.position(fault.place.span.start).line}: {fault.message}" if source else fault.message


def _declared_names(source: Source) -> frozenset[str]:
    names = (declared_name(header.parts) for header in declared(source.text))
    return frozenset(name for name in names if name is not None)


def both_sides(base: Files, head: Files, shared: Files | None = None) -> Both:
    """Return the plans of both sides: of what differs between them, and of what they share."""
    shared = shared or Files()
    unreadable = (
        *(Unread("base", path, base.unread[path]) for path in sorted(base.unread, key=path_order)),
        *(Unread("head", path, head.unread[path]) for path in sorted(head.unread, key=path_order)),
    )
    return Both(_side(base, head, shared), _side(head, base, shared), unreadable)


def _side(own: Files, other: Files, shared: Files) -> Loaded:
    """Return one side; what is unreadable on it is taken from the other."""
    borrowed = own.unread.keys() & other.documents.keys()
    documents = {**shared.documents, **own.documents, **{path: other.documents[path] for path in borrowed}}
    items = {**shared.items, **own.items, **{path: other.items[path] for path in borrowed}}
    lost = (names for files in (own, shared) for path, names in files.broken.items() if path not in borrowed)
    plan = _plan(items, frozenset().union(*lost))
    return Loaded(plan, documents, {path: document.source for path, document in documents.items()}, ())


def _plan(items: Mapping[str, tuple[Item, ...]], broken: frozenset[str]) -> Plan:
    found: dict[str, Item] = {}
    shadowed = [item for item in _by_path(items) if found.setdefault(item.name, item) is not item]
    return Plan.of_items(found.values(), broken.union(item.name for item in shadowed), shadowed)


def _by_path(items: Mapping[str, tuple[Item, ...]]) -> Iterator[Item]:
    for path in sorted(items, key=path_order):
        yield from items[path]
