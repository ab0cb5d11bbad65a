"""What stands at an offset of a plan file: an item's header, a key, a value, and the item that it names."""

from typing import NamedTuple

from planlint.edit.references import kinds_of_keys_at, named_at
from planlint.load import Loaded
from planlint.model import KINDS, Item
from planlint.text import Part, Pointer, Span
from planlint.toml import Document


class Spot(NamedTuple):
    """A written part of a document: its route, which part of the entry it is, and where that is written."""

    pointer: Pointer
    part: Part
    span: Span


def spot_at(document: Document, offset: int) -> Spot | None:
    """Return the innermost key, value or header at an offset; None on blanks and comments."""
    found = []
    for pointer, entry in document.places.items():
        if entry.value is not None and not entry.header and entry.value.holds(offset):
            found.append(Spot(pointer, "value", entry.value))
        if isinstance(pointer[-1], str) and entry.key.holds(offset):
            found.append(Spot(pointer, "header" if entry.header else "key", entry.key))
    return min(found, key=lambda spot: (spot.span.end - spot.span.start, -len(spot.pointer)), default=None)


def item_at(loaded: Loaded, path: str, offset: int) -> tuple[Item, Span] | None:
    """Return the item that is meant at an offset, with the span of the word that means it.

    On a header that is the item it declares, on a reference the item it names. None anywhere else.
    """
    document = loaded.documents.get(path)
    spot = spot_at(document, offset) if document is not None else None
    if spot is None or document is None:
        return None
    item = declared_at(loaded, path, spot.pointer)
    if item is None:
        return None
    if spot.part == "header" and len(spot.pointer) <= 2:
        return item, document.locate(item.site.pointer, "key")
    route = spot.pointer[2:]
    if not route or (spot.part != "value" and not kinds_of_keys_at(route[:-1])):
        return None
    named = named_at(loaded.plan, item, route)
    return (named, spot.span) if named is not None else None


def declared_at(loaded: Loaded, path: str, pointer: Pointer) -> Item | None:
    """Return the item whose table a route of a file leads to or into."""
    if len(pointer) < 2 or pointer[0] not in KINDS:
        return None
    wanted = (path, tuple(pointer[:2]))
    name = f"{pointer[0]}.{pointer[1]}"
    candidates = (loaded.plan.get(name), *(one for one in loaded.plan.shadowed if one.name == name))
    return next((one for one in candidates if one and (one.site.path, one.site.pointer) == wanted), None)
