"""Values recorded in a plan: which files change, and what they then hold."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from planlint.bounds import listing
from planlint.edit.errors import EditError
from planlint.edit.fields import Fields
from planlint.edit.layout import put, take_out
from planlint.edit.splices import Splice, spliced, to_bytes
from planlint.load import Loaded
from planlint.model import Item, as_number
from planlint.text import Pointer
from planlint.toml import Document, Fault, read, value_at
from planlint.tree import Tree

_OVERTAKES: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("metric", "current"): ("metric", "as_of"),
    ("metric", "target"): ("metric", "target_by"),
}
"""By a key, what is no longer true once that has a new value: the day of another value, the day until it is owed."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A value for a key of an item, by its route inside the item; None takes the key out."""

    item: Item
    key: tuple[str, ...]
    value: Any


@dataclass(frozen=True, slots=True)
class Recorded:
    """A value that changed: before and after, None where there was or is none."""

    item: str
    key: tuple[str, ...]
    before: Any
    after: Any
    path: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit comes to: the new contents of the files that change, and what changed in them."""

    files: Mapping[str, bytes]
    changes: tuple[Recorded, ...] = ()


def record(tree: Tree, loaded: Loaded, assignments: Iterable[Assignment], fields: Fields) -> Edited:
    """Return the plan's files with these values, and nothing else changed; `EditError` where that cannot be done.

    They are applied in the order given. A value that is there already changes nothing. A new value of a metric takes
    out the day that another one spoke of, and a target the day until which it was owed, unless these are given too.
    """
    assignments = list(_with_what_they_overtake(list(assignments)))
    documents: dict[str, Document] = {}
    changes: dict[tuple[str, tuple[str, ...]], Recorded] = {}
    for one in assignments:
        require_one_place(loaded, one.item)
        path = one.item.site.path
        document = documents.get(path, loaded.documents[path])
        pointer = (*one.item.site.pointer, *one.key)
        before = value_at(document.value, pointer)
        if same(before, one.value):
            continue
        documents[path] = with_value(document, pointer, one.value, fields)
        first = changes.get((one.item.name, one.key))
        start = first.before if first else before
        changes[one.item.name, one.key] = Recorded(one.item.name, one.key, start, one.value, path)
    real = tuple(one for one in changes.values() if not same(one.before, one.after))
    files = {path: to_bytes(document.source.text, content_of(tree, path)) for path, document in documents.items()}
    return Edited({path: data for path, data in files.items() if data != tree[path]}, real)


def _with_what_they_overtake(assignments: list[Assignment]) -> Iterator[Assignment]:
    given = {(one.item.name, one.key) for one in assignments}
    for one in assignments:
        yield one
        old = _OVERTAKES.get(one.key)
        if old and (one.item.name, old) not in given and value_at(one.item.fields, old) is not None:
            yield Assignment(one.item, old, None)


def with_value(document: Document, pointer: Pointer, value: Any, fields: Fields) -> Document:
    """Return a document with another value at a route, None for none; everything else is byte for byte the same."""
    if value is not None:
        after = _respliced(document, put(document, pointer, value, fields.rank))
    else:
        after = document
        while edits := take_out(after, pointer):
            after = _respliced(after, edits)
    expected = deepcopy(document.value)
    _set(expected, pointer, value)
    if value_at(after.value, pointer[:2]) is None:
        name = ".".join(map(str, pointer[:2]))
        raise EditError(f"nothing would be left of {name}", "to remove an item, use an editor")
    if not same(_without_empty(after.value), _without_empty(expected)):
        raise not_possible(document.source.path)
    return after


def not_possible(path: str) -> EditError:
    """Return the error for an edit whose result would not mean what it should: a layout nobody foresaw."""
    return EditError(f"'{path}' has a layout that this value cannot be written into", "change it in an editor")


def reread(path: str, text: str) -> Document:
    """Return an edited text as a document; `EditError` where it is no TOML any more."""
    try:
        return read(path, text.encode("utf-8"))
    except UnicodeEncodeError:
        raise EditError("the text to write is not UTF-8", "type it in a terminal that uses UTF-8") from None
    except Fault as fault:
        if not fault.is_beyond_limits:
            raise not_possible(path) from None
        raise EditError(f"'{path}' could no longer be read: {fault}", "shorten the text") from None


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same as people write them: 40 is 40.0, but true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if as_number(one) is not None and as_number(other) is not None:
        return bool(one == other) or (one != one and other != other)
    return type(one) is type(other) and bool(one == other)


def _respliced(document: Document, edits: Iterable[Splice]) -> Document:
    return reread(document.source.path, spliced(document.source.text, edits))


def _set(table: dict[str, Any], pointer: Pointer, value: Any) -> None:
    *above, last = pointer
    for key in above:
        table = table.setdefault(str(key), {})
    if value is None:
        table.pop(str(last), None)
    else:
        table[str(last)] = value


def _without_empty(value: Any) -> Any:
    """Return a value without its empty tables: with its last dotted key a table goes, with its last line it stays."""
    if not isinstance(value, dict):
        return value
    kept = {key: _without_empty(inner) for key, inner in value.items()}
    return {key: inner for key, inner in kept.items() if inner != {}}


def content_of(tree: Tree, path: str) -> bytes:
    """Return the bytes of a file that holds items."""
    content = tree[path]
    assert isinstance(content, bytes)  # a file that cannot be opened has no items
    return content


def require_one_place(loaded: Loaded, item: Item) -> None:
    """Refuse an item that two places claim: nobody can tell which one is meant."""
    others = [one for one in loaded.plan.shadowed if one.name == item.name]
    if others:
        paths = listing(dict.fromkeys([item.site.path, *(one.site.path for one in others)]))
        raise EditError(f"{item.name} is declared twice: {paths}", "give one of them another id in an editor")
