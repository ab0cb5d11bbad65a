"""Items of many versions of files: a table whose text has been read before is not parsed again."""

import re
from collections.abc import Mapping

from planlint.load.plan import items_of
from planlint.model.items import KINDS, Item
from planlint.toml import read
from planlint.toml.fragments import parse_piece, plain_text

_HEADER = re.compile(r"^\[([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)[.\]]", re.MULTILINE)
_PLAIN = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\]")
_MOST = 100_000  # tables that are remembered

Items = Mapping[str, Item]


class TableReader:
    """Reads versions of plan files, and remembers the text of every table.

    Versions of one file share the items whose text they share, so what differs between them is found by identity.
    """

    def __init__(self) -> None:
        self._known: dict[str, dict[str, Item]] = {}
        self._starts: dict[str, bool] = {}
        self._count = 0

    def items(self, path: str, data: bytes) -> Items:
        """Return the items of a version of a file, by full name, in the order written; `Fault` where it cannot be read.

        A file is cut where lines begin with a header. If each piece, read alone, is just that item, and
        no item comes twice, then the pieces together are the file: none of the cuts can lie inside a value, because
        the piece before it would not be TOML. Any other file is read whole.
        """
        text = plain_text(data)
        found = None
        if text is not None:
            found = self._by_header(path, text) or self._by_item(path, text)
        return self._whole(path, data) if found is None else found

    def _whole(self, path: str, data: bytes) -> Items:
        return {item.name: item for item in items_of(read(path, data))}

    def _by_header(self, path: str, text: str) -> Items | None:
        """Return the items of a file in which every header is that of another item, the most common form."""
        start, *pieces = f"\n{text}".split("\n[")
        if not self._is_start(start):
            return None
        known = self._known.setdefault(path, {})
        items: dict[str, Item] = {}
        for piece in pieces:
            item = known.get(piece)
            if item is None:
                header = _PLAIN.match(piece)
                item = _item(path, f"[{piece}\n", *header.groups()) if header else None
                if item is None:
                    return None
                self._remember(known, piece, item)
            items[item.name] = item
        return items if len(items) == len(pieces) else None

    def _by_item(self, path: str, text: str) -> Items | None:
        """Return the items of a file in which the headers of some items are followed by those of their tables."""
        cuts = _cuts(text)
        if not cuts or not self._is_start(text[: cuts[0][0]]):
            return None
        known = self._known.setdefault(path, {})
        ends = [at for at, _, _ in cuts[1:]] + [len(text)]
        items: dict[str, Item] = {}
        for (at, kind, identifier), end in zip(cuts, ends, strict=True):
            piece = text[at:end]
            item = known.get(piece)
            if item is None:
                item = _item(path, piece, kind, identifier)
                if item is None:
                    return None
                self._remember(known, piece, item)
            items[item.name] = item
        return items if len(items) == len(cuts) else None

    def _is_start(self, text: str) -> bool:
        """Whether a text may stand before the first header: comments, and keys that are no kinds."""
        if not text or text.isspace():
            return True
        if text not in self._starts:
            before = parse_piece(text + "\n")
            self._starts[text] = before is not None and before.keys().isdisjoint(KINDS)
        return self._starts[text]

    def _remember(self, known: dict[str, Item], piece: str, item: Item) -> None:
        self._count += 1
        if self._count > _MOST:
            self._count = 0
            self._known.clear()
            self._starts.clear()
        known[piece] = item


def _cuts(text: str) -> list[tuple[int, str, str]]:
    """Return where the text of each item begins, with its kind and id; what follows under one name belongs to it."""
    cuts: list[tuple[int, str, str]] = []
    for match in _HEADER.finditer(text):
        kind, identifier = match.groups()
        if not cuts or cuts[-1][1:] != (kind, identifier):
            cuts.append((match.start(), kind, identifier))
    return cuts


def _item(path: str, piece: str, kind: str, identifier: str) -> Item | None:
    """Return the item that a piece of text is, None where it is anything else."""
    view = KINDS.get(kind)
    value = parse_piece(piece)
    if view is None or value is None or value.keys() != {kind}:
        return None
    table = value[kind]
    if not isinstance(table, dict) or table.keys() != {identifier} or not isinstance(table[identifier], dict):
        return None
    return view(identifier, table[identifier], path)
