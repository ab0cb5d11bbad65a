"""Items of many versions of files: only the tables that are new in a version are parsed."""

import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planlint.load.plan import items_of
from planlint.model.items import KINDS, Item
from planlint.toml import MAX_BYTES, read
from planlint.toml.fragments import parse_piece

_NEXT_HEADER = b"\n["
_NAME = re.compile(rb"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)[.\]]")
_MOST = 1_000  # tables that are remembered besides those of the last version

Items = Mapping[str, Item]


class _Cut(NamedTuple):
    """A version of a file cut where lines begin with a header, the name of the item each piece is of, and the items."""

    pieces: list[bytes]
    names: list[str]
    items: dict[str, Item]


class TableReader:
    """Reads versions of plan files, and remembers the text of every table.

    Versions of one file share the items whose text they share, so what differs between them is found by identity.

    A file is cut where lines begin with a header, and pieces whose headers follow under one item's name are taken
    together. If each, read alone, is just that item, and no item comes twice, then they together are the file: none of
    the cuts can lie inside a value, because the piece before it would not be TOML. Any other file is read whole.
    """

    def __init__(self) -> None:
        self._last: dict[str, _Cut] = {}
        self._known: dict[str, dict[bytes, Item]] = {}
        self._starts: dict[bytes, bool] = {}
        self._count = 0

    def items(self, path: str, data: bytes) -> dict[str, Item]:
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
                return found.items
        return {item.name: item for item in items_of(read(path, data))}

    def _like(self, path: str, pieces: list[bytes], last: _Cut) -> _Cut | None:
        """Return a version that differs from the last one by the texts of some items, not by which there are."""
        before, names = last.pieces, last.names
        items = last.items.copy()
        for name in {names[at] for at, piece in enumerate(pieces) if piece != before[at]}:
            at = names.index(name)
            item = self._item(path, pieces[at : at + names.count(name)]) if name else None
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
        items: dict[str, Item] = {}
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
            before = parse_piece(text + b"\n")
            self._starts[text] = before is not None and before.keys().isdisjoint(KINDS)
        return self._starts[text]

    def _item(self, path: str, pieces: Sequence[bytes]) -> Item | None:
        """Return the item that pieces together are, None where they are anything else."""
        piece = pieces[0] if len(pieces) == 1 else _NEXT_HEADER.join(pieces)
        known = self._known.setdefault(path, {})
        item = known.get(piece)
        if item is None:
            item = _item(path, parse_piece(b"[%b\n" % piece))
            if item is not None:
                self._count += 1
                if self._count > _MOST:
                    self._count = 0
                    self._known.clear()
                    self._starts.clear()
                    known = self._known.setdefault(path, {})
                known[piece] = item
        return item


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
