"""What comes in, beside what the plan has: new items, values that changed, rows that fit nowhere."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from planlint.edit.errors import EditError
from planlint.edit.fields import Fields
from planlint.edit.incoming.cells import LeftOutError, one_line
from planlint.edit.incoming.rows import Incoming, LeftOut
from planlint.edit.incoming.table import RowPlace
from planlint.edit.layout import Layout
from planlint.edit.new_items import id_for_title, table_lines
from planlint.edit.set_values import Assignment, Recorded, record, reread, same
from planlint.edit.splices import to_bytes
from planlint.grouped import grouped
from planlint.load import Loaded
from planlint.model import CLOSED_STATUSES, KINDS, Item, Plan, words_of
from planlint.model.naming import item_named
from planlint.nearest import nearest
from planlint.plural import count, with_article
from planlint.toml import value_at
from planlint.tree import Tree

SOURCE = "x-source"
AGAIN = (("metric", "current"), ("status",), ("note",))
"""What a second run updates."""

_PARTS = re.compile(r"[\n;,]")


class Merged(NamedTuple):
    """The contents of the files that change, and what comes of a table.

    `new` has the fields of new items by full name; `changed` and `unchanged` name items that were there.
    """

    files: Mapping[str, bytes]
    new: Mapping[str, Mapping[tuple[str, ...], Any]]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    changes: tuple[Recorded, ...]
    notes: tuple[str, ...]


@dataclass
class _Merging:
    plan: Plan
    profile: str
    under: Item | None
    items: Sequence[Incoming]
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    names: dict[Incoming, str] = field(default_factory=dict)  # of those that are taken, new or not
    there: dict[Incoming, Item] = field(default_factory=dict)
    claimed: set[str] = field(default_factory=set)
    served: dict[Incoming, tuple[str, ...]] = field(default_factory=dict)
    refused: set[Incoming] = field(default_factory=set)

    def __post_init__(self) -> None:
        called = ((one, dict.fromkeys((*one.names, _same(one.title)))) for one in self.items)
        self._by_name = grouped((name, one) for one, names in called for name in names)
        items = sorted(self.plan.items.values(), key=self.plan.rank)
        self._ours = grouped((item.text(SOURCE) or "", item) for item in items if self._is_ours(item))
        self._by_title = grouped(((item.kind, _same(item.title)), item) for item in items)
        self._taken: dict[str, list[str]] = {}
        self._climbed: Counter[tuple[str, str]] = Counter()

    def run(self) -> None:
        """Give every item its place: what it serves, then which item of the plan it is, else an id."""
        places: dict[tuple[str, str], RowPlace] = {}
        for one in self.items:
            place = places.setdefault((one.kind, one.source), one.place) if one.names else one.place
            if place != one.place:
                self._leave_out(one, f"its id '{one.names[0]}' stands in {place} already")
            elif one.names:
                self._match_by_id(one)
        for one in self.items:
            self._place(one, ())
        for (kind, other), number in self._climbed.items():
            what = f"{with_article(words_of(kind))} cannot serve {with_article(words_of(other))}"
            self.notes.append(
                f"{what}: {count(number, 'row')} serves what that one serves".replace("rows serves", "rows serve")
            )

    def _match_by_id(self, one: Incoming) -> None:
        for item in self._ours.get(one.source, ()):
            if item.kind == one.kind and item.name not in self.claimed:
                self._claim(one, item)
                return

    def _claim(self, one: Incoming, item: Item) -> None:
        self.claimed.add(item.name)
        self.there[one], self.names[one] = item, item.name

    def _place(self, one: Incoming, below: tuple[Incoming, ...]) -> bool:
        """Decide what becomes of an item, after what it serves; whether it is taken."""
        if one in self.served:
            return True
        if one in below or one in self.refused:
            return False
        try:
            served = self._parents(one, (*below, one))
            if one not in self.there:
                item = self._match_by_title(one, served)
                if item is not None:
                    self._claim(one, item)
        except LeftOutError as reason:
            self._leave_out(one, str(reason))
            return False
        self.served[one] = served
        if one not in self.names:
            taken = self._taken.setdefault(one.kind, [])
            otherwise = one.kind.replace("_", "-")
            taken.append(id_for_title(self.plan, one.kind, one.title, taken, otherwise))
            self.names[one] = f"{one.kind}.{taken[-1]}"
        return True

    def _leave_out(self, one: Incoming, reason: str) -> None:
        self.left_out.append(LeftOut(one.place, reason))
        self.refused.add(one)

    def _parents(self, one: Incoming, below: tuple[Incoming, ...]) -> tuple[str, ...]:
        found: list[str] = []
        unknown = ""
        for text in one.parents:
            for part in self._references(text):
                names = self._named(one, part, below)
                unknown = unknown if names is not None else part
                found += names or ()
        if one.above is not None:
            found += self._fitting(one, one.above, below)
        if not found and self.under is not None and self.under.kind in KINDS[one.kind].parent_kinds:
            found = [self.under.name]
        if not found and unknown:
            raise LeftOutError(f"what it serves, '{unknown}', is neither in the table nor in the plan")
        return tuple(dict.fromkeys(found))

    def _references(self, text: str) -> list[str]:
        if text in self._by_name or _same(text) in self._by_name:
            return [text]
        return [part.strip() for part in _PARTS.split(text) if part.strip()]

    def _named(self, one: Incoming, text: str, below: tuple[Incoming, ...]) -> list[str] | None:
        """Return what a reference means, in the table or in the plan; None where it means nothing."""
        rows = self._by_name.get(text) or self._by_name.get(_same(text), [])
        rows = [row for row in rows if row is not one]
        if len(rows) > 1:
            places = " and in ".join(str(row.place) for row in rows[:2])
            raise LeftOutError(f"what it serves, '{text}', stands in {places}")
        if rows:
            return self._fitting(one, rows[0], below)
        ours = self._ours.get(f"{self.profile}:{text}", ())
        kinds = KINDS if "." in text else KINDS[one.kind].parent_kinds  # a full name may be of any kind
        item = ours[0] if ours else item_named(self.plan, text, kinds)
        return None if item is None else self._fitting_item(one, item)

    def _fitting(self, one: Incoming, parent: Incoming, below: tuple[Incoming, ...]) -> list[str]:
        """Return a row as what another serves, or what it serves itself where the kinds do not go together."""
        if parent in below:
            raise LeftOutError(f"it serves itself, by way of {parent.place}")
        if not self._place(parent, below):
            raise LeftOutError(f"what it serves, '{parent.title}', is left out")
        if parent.kind in KINDS[one.kind].parent_kinds:
            return [self.names[parent]]
        self._climbed[one.kind, parent.kind] += 1
        names: list[str] = []
        for name in self.served[parent]:
            row = next((other for other, known in self.names.items() if known == name), None)
            item = self.plan.get(name)
            if row is not None:
                names += self._fitting(one, row, below)
            elif item is not None:
                names += self._fitting_item(one, item)
        return names

    def _fitting_item(self, one: Incoming, item: Item) -> list[str]:
        if item.kind in KINDS[one.kind].parent_kinds:
            return [item.name]
        self._climbed[one.kind, item.kind] += 1
        above = (other.name for other in self.plan.chain(item)[1:] if other.kind in KINDS[one.kind].parent_kinds)
        return list(islice(above, 1))

    def _match_by_title(self, one: Incoming, served: tuple[str, ...]) -> Item | None:
        """Return the item that a row without an id of its own was before; None where it is new.

        A title that is nearly that of an item which the table no longer has may be the same or another one.
        """
        if one.names:
            return None
        called_so = self._by_title.get((one.kind, _same(one.title)), ())
        alike = [item for item in called_so if self._goes_with(one, item, served)]
        if one.own_row and one.kind != "objective":
            alike = [item for item in alike if self._is_ours(item)]
        if alike:
            return next((item for item in alike if item.text(SOURCE) == one.source), alike[0])
        ours = (item for some in self._ours.values() for item in some if item.kind == one.kind)
        candidates = [item for item in ours if self._goes_with(one, item, served)]
        gone = {_same(item.title): item for item in candidates if _same(item.title) not in self._by_name}
        near = nearest(_same(one.title), gone)
        if near is None:
            return None
        item = gone[near]
        if item.text(SOURCE) == one.source:
            return item
        raise LeftOutError(
            f"'{one.title}' may be {item.name}, '{item.title}', which the table no longer has: "
            "write one title in both, or take x-source out of the plan's"
        )

    def _is_ours(self, item: Item) -> bool:
        return (item.text(SOURCE) or "").startswith(f"{self.profile}:")

    def _goes_with(self, one: Incoming, item: Item, served: tuple[str, ...]) -> bool:
        """Whether a row could be an item by what it serves, of an objective by its period; and no other row is it."""
        if item.name in self.claimed:
            return False
        if one.kind == "objective":
            period = one.fields.get(("period",))
            return period is None or item.text("period") in (None, period)
        return not served or bool(set(served) & {parent.name for parent in self.plan.parents(item)})


def _same(title: str) -> str:
    return one_line(title).casefold()


def merge(
    tree: Tree,
    loaded: Loaded,
    incoming: Sequence[Incoming],
    profile: str,
    under: Item | None,
    path: str,
    fields: Fields,
) -> Merged:
    """Return what a table makes of a plan: new items at the end of a file, values that changed where items stand."""
    merging = _Merging(loaded.plan, profile, under, incoming)
    merging.run()
    assignments: list[Assignment] = []
    again: list[str] = []
    other: list[str] = []
    new: dict[str, dict[tuple[str, ...], Any]] = {}
    for one in merging.served:
        name = merging.names[one]
        item = merging.there.get(one)
        if item is None:
            new[name] = _written(one, merging.served[one])
        elif one.own_row or item.text(SOURCE) is not None:
            again.append(name)
            assignments += _assignments(one, item)
            other += _differing(one, item)
    if under is not None and new and not any(under.name in merging.served[one] for one in merging.served):
        _require_use(under, merging)
    edited = record(tree, loaded, assignments, fields)
    files = dict(edited.files)
    if new:
        files[path] = _with_new(tree, files, loaded, path, new, fields)
    changed = tuple(dict.fromkeys(one.item for one in edited.changes))
    notes = [*merging.notes]
    if other:
        more = f" and {len(other) - 1} more" if len(other) > 1 else ""
        notes.append(f"only current, status and note are taken again; {other[0]}{more}")
    return Merged(
        files,
        new,
        changed,
        tuple(name for name in again if name not in changed),
        tuple(merging.left_out),
        edited.changes,
        tuple(notes),
    )


def _require_use(under: Item, merging: _Merging) -> None:
    """Refuse an item to stand under that none of those without one can serve."""
    kinds = [one.kind for one, served in merging.served.items() if not served and one not in merging.there]
    if kinds:
        can = " or ".join(with_article(words_of(kind)) for kind in KINDS[kinds[0]].parent_kinds)
        raise EditError(f"--under: {words_of(kinds[0])}s cannot serve {under.name}", f"name {can}" if can else None)


def _written(one: Incoming, served: tuple[str, ...]) -> dict[tuple[str, ...], Any]:
    values: dict[tuple[str, ...], Any] = {("title",): one.title}
    for kind in KINDS[one.kind].parent_kinds:
        ids = [name.partition(".")[2] for name in served if name.startswith(f"{kind}.")]
        if ids:
            values[kind,] = ids[0] if len(ids) == 1 else ids
    return values | one.fields | {(SOURCE,): one.source}


def _assignments(one: Incoming, item: Item) -> Iterator[Assignment]:
    for key in AGAIN:
        value = one.fields.get(key)
        if key == ("status",) and one.is_open and item.status in CLOSED_STATUSES:
            yield Assignment(item, key, None)
        if value is None or (key[0] == "metric" and not item.table("metric")):
            continue
        if not same(value_at(item.fields, key), value):
            yield Assignment(item, key, value)


def _differing(one: Incoming, item: Item) -> Iterator[str]:
    """Yield what a table says and a second run does not take: somebody has decided it in the plan, or should."""
    for key, value in (*one.fields.items(), (("title",), one.title)):
        if key in AGAIN or key in (("metric", "name"), ("metric", "unit")):
            continue
        if not same(value_at(item.fields, key), value):
            name = ".".join(key)
            yield f"{one.place}: {name} of {item.name} differs from the plan's and is left"


def _with_new(
    tree: Tree,
    files: Mapping[str, bytes],
    loaded: Loaded,
    path: str,
    new: Mapping[str, Mapping[tuple[str, ...], Any]],
    fields: Fields,
) -> bytes:
    """Return the bytes of a file with new items behind what it has, and read it again: it has to say what was meant."""
    before = files.get(path, tree.get(path, b""))
    if not isinstance(before, bytes) or (before and path not in loaded.documents):
        raise EditError(f"'{path}' cannot be read: nothing can be written behind it", "`planlint check` says why")
    document = reread(path, before.decode("utf-8-sig"))
    end, text = Layout(document).newline, document.source.text
    tables = [end.join(table_lines(name, values, fields)) for name, values in new.items()]
    text = f"{text.rstrip()}{end}{end}" if text.strip() else text
    text += f"{end}{end}".join(tables) + end
    after = reread(path, text)
    for name, values in new.items():
        table = value_at(after.value, tuple(name.split(".", 1)))
        if any(not same(value_at(table, route), value) for route, value in values.items()):
            raise EditError(f"'{path}': {name} cannot be written", "-o names another file")
    return to_bytes(text, before)
