"""Items of many versions of files: only the lines that are new in a version are parsed, or the tables they stand in."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planlint.diff.change import Change
from planlint.diff.compare import change_by
from planlint.diff.file_items import FileItems
from planlint.diff.values import Keys, json_form
from planlint.load.plan import items_of
from planlint.model import KINDS, Item
from planlint.toml import MAX_BYTES, read
from planlint.toml.fragments import parse_piece

_NEXT_HEADER = b"\n["
_HEADER = re.compile(rb"\n\[([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)[.\]]")
_TIMES = 4  # as many texts of tables are remembered as the last version of a file has
_NEAR = 128  # bytes: to look closer would cost more than to compare the lines there
_MOST = 10_000  # lines that are remembered, and beginnings of files


class _Setting(NamedTuple):
    """What one line sets: the keys that lead there, and a value that has no members, and its JSON form."""

    keys: Keys
    value: Any
    told: Any


class TableReader:
    """Reads versions of plan files, and remembers the text of every table.

    Versions of one file share the items whose text they share, so what differs between them is found by identity.

    A file is cut where lines begin with a header, and pieces whose headers follow under one item's name are taken
    together. If each, read alone, is just that item, and no item comes twice, then they together are the file: none of
    the cuts can lie inside a value, because the piece before it would not be TOML. Any other file is read whole.

    Of a file that has as many lines as it had, those that differ are read. If each, read alone, sets the same key
    before and after to a value without members, then that is what happened to the item it stands in: a line inside a
    value does not read as a key with its value, except where texts go over lines.
    """

    def __init__(self) -> None:
        self._last: dict[str, FileItems] = {}
        self._known: dict[str, dict[bytes, Item]] = {}
        self._starts: dict[bytes, bool] = {}
        self._settings: dict[bytes, _Setting | None] = {}

    def items(self, path: str, data: bytes) -> FileItems:
        """Return the items of a version of a file, by full name, in the order written; `Fault` where it cannot be read.

        What was returned must not be changed.
        """
        if len(data) <= MAX_BYTES:
            text = b"\n" + data.removeprefix(BOM_UTF8)
            last = self._last.get(path)
            found = self._edited(text, last) if last is not None else None
            if found is None:
                found = self._cut(path, text, last)
            if found is not None:
                self._last[path] = found
                return found
        return FileItems((item.name, item) for item in items_of(read(path, data)))

    def _edited(self, text: bytes, last: FileItems) -> FileItems | None:
        """Return a version that differs from the last one by values that were set; None where that is not certain."""
        start, old, new = _differing_lines(last.text, text)
        if len(old) != len(new):
            return None
        before: dict[str, Item] = {}
        after: dict[str, Item] = {}
        changes: list[Change] = []
        for was, now in zip(old, new, strict=True):
            if was != now:
                header = text[text.rfind(_NEXT_HEADER, 0, start) + 2 : start].partition(b"\n")[0]
                name = last.owners.get(header)
                one, other = self._setting(was), self._setting(now)
                if name is None or one is None or other is None or one.keys != other.keys:
                    return None
                before[name] = last[name]
                item = after.get(name) or before[name]
                after[name] = type(item)(item.id, _with(item.fields, other.keys, other.value), item.path)
                change = change_by(item, other.keys, one.told, other.told)
                if change is not None:
                    changes.append(change)
            start += len(now) + 1
        items = FileItems(last)
        items.update(after)
        items.text, items.owners, items.older = text, last.owners, last.text
        items.before, items.after, items.changes = before, after, changes
        return items

    def _cut(self, path: str, text: bytes, last: FileItems | None) -> FileItems | None:
        """Return a version whose pieces are items; None for one that has to be read whole."""
        known = self._known.setdefault(path, {})
        if last is not None:
            if len(known) > _TIMES * len(last):
                known.clear()
            known.update((piece, last[name]) for name, piece in _pieces_of_items(last.text) if name)
        items = FileItems()
        owners: dict[bytes, str] = {}
        for name, piece in _pieces_of_items(text):
            if not name:
                if not self._is_start(piece):
                    return None
                continue
            item = known.get(piece) or _item(path, parse_piece(b"[%b\n" % piece))
            if item is None or item.name != name or name in items:
                return None
            items[name] = known[piece] = item
            header = piece.partition(b"\n")[0]
            if header.startswith(name.encode() + b"]") and not (b'"""' in piece or b"'''" in piece):
                owners[header] = name
        items.text, items.owners = text, owners
        return items

    def _is_start(self, text: bytes) -> bool:
        """Whether a text may stand before the first header: comments, and keys that are no kinds."""
        if not text.strip(b" \t\n"):
            return True
        if text not in self._starts:
            _bound(self._starts)
            before = parse_piece(text + b"\n")
            self._starts[text] = before is not None and before.keys().isdisjoint(KINDS)
        return self._starts[text]

    def _setting(self, line: bytes) -> _Setting | None:
        """Return what a line sets, read alone; None for any other line."""
        if line not in self._settings:
            _bound(self._settings)
            self._settings[line] = None if b"{" in line else _setting(parse_piece(line + b"\n"))
        return self._settings[line]


def _pieces_of_items(text: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what stands after the bracket of a header, as far as headers follow that name one item, with its name.

    First comes, without a name, what stands before them all.
    """
    start, name = 0, b""
    for header in _HEADER.finditer(text):
        if header[1] != name:
            yield name.decode("ascii"), text[start : header.start()]
            start, name = header.start() + len(_NEXT_HEADER), header[1]
    yield name.decode("ascii"), text[start:]


def _differing_lines(old: bytes, new: bytes) -> tuple[int, list[bytes], list[bytes]]:
    """Return where the lines begin in which two texts differ, and these lines, and perhaps a few around them."""
    longer_by = len(new) - len(old)
    low, high = 0, len(old) + min(longer_by, 0)
    while high - low > _NEAR:  # all before `low` is the same
        middle = (low + high) // 2
        if new.startswith(old[low:middle], low):
            low = middle
        else:
            high = middle
    start = old.rfind(b"\n", 0, low) + 1
    low, high = start - min(longer_by, 0), len(old)
    while high - low > _NEAR:  # all from `high` on is the same
        middle = (low + high) // 2
        if new.startswith(old[middle:high], middle + longer_by):
            high = middle
        else:
            low = middle
    end = old.find(b"\n", high)
    if end < 0:
        end = len(old)
    return start, old[start:end].split(b"\n"), new[start : end + longer_by].split(b"\n")


def _bound(remembered: dict[bytes, Any]) -> None:
    if len(remembered) >= _MOST:
        remembered.clear()


def _setting(value: Any) -> _Setting | None:
    keys: list[str] = []
    while isinstance(value, dict) and len(value) == 1:
        ((key, value),) = value.items()
        keys.append(key)
    return None if value is None or isinstance(value, (dict, list)) else _Setting(tuple(keys), value, json_form(value))


def _with(fields: Mapping[str, Any], keys: Keys, value: Any) -> dict[str, Any]:
    """Return fields with another value where keys lead."""
    first = keys[0]
    return {**fields, first: value if len(keys) == 1 else _with(fields[first], keys[1:], value)}


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
