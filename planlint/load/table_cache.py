"""Items of many versions of files: only the lines that are new in a version are parsed, or the tables they stand in."""

import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from itertools import compress, count
from operator import ne
from typing import Any, NamedTuple

from planlint.load.plan import items_of
from planlint.model import KINDS, Item
from planlint.toml import MAX_BYTES, read
from planlint.toml.fragments import parse_piece

_NEXT_HEADER = b"\n["
_NAME = re.compile(rb"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)[.\]]")
_TIMES = 4  # as many texts of tables are remembered as the last version of a file has
_MOST = 10_000  # lines that are remembered, and beginnings of files


class FileItems(dict[str, Item]):
    """The items of a version of a file by full name, in the order written, and the id of its content."""

    blob: bytes = b""


class _Cut(NamedTuple):
    """A version of a file cut where lines begin with a header, the name of the item each piece is of, and the items."""

    pieces: list[bytes]
    names: list[str]
    items: FileItems


class _Setting(NamedTuple):
    """What one line sets: the keys that lead there, and a value that has no members."""

    keys: tuple[str, ...]
    value: Any


class TableReader:
    """Reads versions of plan files, and remembers the text of every table.

    Versions of one file share the items whose text they share, so what differs between them is found by identity.

    A file is cut where lines begin with a header, and pieces whose headers follow under one item's name are taken
    together. If each, read alone, is just that item, and no item comes twice, then they together are the file: none of
    the cuts can lie inside a value, because the piece before it would not be TOML. Any other file is read whole.

    Of a piece that is as long as it was, the lines that differ are read. If each, read alone, sets the same key before
    and after to a value without members, then that is what happened to the item: a line inside a value does not read as
    a key with its value, except where texts go over lines.
    """

    def __init__(self) -> None:
        self._last: dict[str, _Cut] = {}
        self._known: dict[str, dict[bytes, Item]] = {}
        self._starts: dict[bytes, bool] = {}
        self._settings: dict[bytes, _Setting | None] = {}

    def items(self, path: str, data: bytes) -> FileItems:
        """Return the items of a version of a file, by full name, in the order written; `Fault` where it cannot be read.

        What was returned must not be changed.
        """
        if len(data) <= MAX_BYTES:
            pieces = (b"\n" + data.removeprefix(BOM_UTF8)).split(_NEXT_HEADER)
            last = self._last.get(path)
            found = self._like(path, pieces, last) if last and len(last.pieces) == len(pieces) else None
            if found is None:
                found = self._cut(path, pieces)
            if found is not None:
                self._last[path] = found
                if len(self._known.get(path, ())) > _TIMES * len(pieces):
                    del self._known[path]
                return found.items
        return FileItems((item.name, item) for item in items_of(read(path, data)))

    def _like(self, path: str, pieces: list[bytes], last: _Cut) -> _Cut | None:
        """Return a version that differs from the last one by the texts of some items, not by which there are."""
        before, names = last.pieces, last.names
        items = FileItems(last.items)
        for at in compress(count(), map(ne, pieces, before)):
            name = names[at]
            end = at + 1
            while at and names[at - 1] == name:
                at -= 1
            while end < len(names) and names[end] == name:
                end += 1
            was = (items[name], before[at]) if name and end - at == 1 else None
            item = self._item(path, pieces[at:end], was) if name else None
            if item is None or item.name != name:
                return None
            items[name] = item
        return _Cut(pieces, names, items)

    def _cut(self, path: str, pieces: list[bytes]) -> _Cut | None:
        """Return a version whose pieces are items; None for one that has to be read whole."""
        names = [""]
        for piece in pieces[1:]:
            header = _NAME.match(piece)
            names.append(b".".join(header.groups()).decode("ascii") if header else names[-1])
        items = FileItems()
        at = names.count("")
        if not self._is_start(_NEXT_HEADER.join(pieces[:at])):
            return None
        while at < len(pieces):
            end = at + 1
            while end < len(pieces) and names[end] == names[at]:
                end += 1
            item = self._item(path, pieces[at:end])
            if item is None or item.name != names[at] or item.name in items:
                return None
            items[item.name] = item
            at = end
        return _Cut(pieces, names, items)

    def _is_start(self, text: bytes) -> bool:
        """Whether a text may stand before the first header: comments, and keys that are no kinds."""
        if not text.strip(b" \t\n"):
            return True
        if text not in self._starts:
            _bound(self._starts)
            before = parse_piece(text + b"\n")
            self._starts[text] = before is not None and before.keys().isdisjoint(KINDS)
        return self._starts[text]

    def _item(self, path: str, pieces: Sequence[bytes], was: tuple[Item, bytes] | None = None) -> Item | None:
        """Return the item that pieces together are, None where they are anything else; `was` is what stood there."""
        piece = pieces[0] if len(pieces) == 1 else _NEXT_HEADER.join(pieces)
        known = self._known.setdefault(path, {})
        item = known.get(piece)
        if item is None:
            item = self._edited(*was, piece) if was is not None else None
            item = item or _item(path, parse_piece(b"[%b\n" % piece))
            if item is not None:
                known[piece] = item
        return item

    def _edited(self, item: Item, before: bytes, piece: bytes) -> Item | None:
        """Return an item whose text was another one before, None where lines that differ do not tell it alone."""
        old, new = before.split(b"\n"), piece.split(b"\n")
        if len(old) != len(new) or b'"""' in before or b"'''" in before:
            return None
        if not old[0].startswith(item.name.encode() + b"]"):
            return None  # keys stand in a table inside the item
        fields = item.fields
        for was, now in compress(zip(old, new, strict=True), map(ne, old, new)):
            one, other = self._setting(was), self._setting(now)
            if one is None or other is None or one.keys != other.keys:
                return None
            fields = _with(fields, other.keys, other.value)
        return type(item)(item.id, fields, item.path)

    def _setting(self, line: bytes) -> _Setting | None:
        """Return what a line sets, read alone; None for any other line."""
        if line not in self._settings:
            _bound(self._settings)
            self._settings[line] = None if b"{" in line else _setting(parse_piece(line + b"\n"))
        return self._settings[line]


def _bound(remembered: dict[bytes, Any]) -> None:
    if len(remembered) >= _MOST:
        remembered.clear()


def _setting(value: Any) -> _Setting | None:
    keys: list[str] = []
    while isinstance(value, dict) and len(value) == 1:
        ((key, value),) = value.items()
        keys.append(key)
    return None if value is None or isinstance(value, (dict, list)) else _Setting(tuple(keys), value)


def _with(fields: Mapping[str, Any], keys: Sequence[str], value: Any) -> dict[str, Any]:
    """Return fields with another value where keys lead."""
    first, *rest = keys
    return {**fields, first: _with(fields[first], rest, value) if rest else value}


def _item(path: str, tables: Mapping[str, object] | None) -> Item | None:
    """Return the one item that tables hold, None where they hold anything else."""
    if tables is None or len(tables) != 1:
        return None
    ((kind, table),) = tables.items()
    view = KINDS.get(kind)
    if view is None or not isinstance(table, dict) or len(table) != 1:
        return None
    ((identifier, fields),) = table.items()
    return view(identifier, fields, path) if isinstance(fields, dict) else None
