"""An item given another id, wherever that is written."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from typing import Any

from planlint.edit.errors import EditError
from planlint.edit.fields import Fields
from planlint.edit.layout import Layout
from planlint.edit.references import BY_TEAM, Mention, mentions
from planlint.edit.set_values import content_of, not_possible, require_one_place, reread, same, with_value
from planlint.edit.splices import Splice, spliced, to_bytes
from planlint.grouped import grouped
from planlint.lint.fingerprint import Fingerprint
from planlint.load import Loaded
from planlint.model import KINDS, PERPETUAL, UNDATED, Item, words_of
from planlint.model.periods import calendar_period
from planlint.schema.ids import is_id, way_to_id
from planlint.text import Pointer, Span
from planlint.toml import MAX_BYTES, Document, declared, value_at
from planlint.toml.literal import with_word
from planlint.tree import Tree


@dataclass(frozen=True, slots=True)
class Renamed:
    """A rename: the full names before and after, the new contents of files, and in how many places of each."""

    old: str
    new: str
    files: Mapping[str, bytes]
    places: Mapping[str, int]

    def mark(self, mark: Fingerprint) -> Fingerprint:
        """Return under which name a finding from before is found afterwards."""
        kind, _, old = self.old.partition(".")
        table, _, inner = (mark.key or "").partition(".")
        by_team = kind == "team" and table in BY_TEAM and inner == old
        key = f"{table}.{self.new.partition('.')[2]}" if by_team else mark.key
        return Fingerprint(mark.code, self.new if mark.subject == self.old else mark.subject, key)


def rename(tree: Tree, loaded: Loaded, item: Item, new: str, fields: Fields) -> Renamed:
    """Return the plan's files with another id for an item, in its headers and in all that refers to it.

    The old id is recorded in `formerly`. `EditError` where the new id cannot be given, or a
    file that may hold the old one cannot be read.
    """
    _require_free(loaded, item, new)
    _require_readable(tree, loaded, item)
    found = mentions(loaded.plan, item)
    _require_clear(loaded, item, new, found)
    documents: dict[str, Document] = {}
    places: dict[str, int] = {}
    by_path = grouped((mention.site.path, mention) for mention in found)
    # Should the writing be cut off in the middle, then references lead on through `formerly`.
    order = (item.site.path, *by_path)
    for path in dict.fromkeys(order):
        headers = item.site.pointer if path == item.site.path else None
        documents[path], places[path] = _renamed_in(loaded.documents[path], headers, by_path.get(path, []), item, new)
    documents[item.site.path] = _with_formerly(documents[item.site.path], item, new, fields)
    files = {path: to_bytes(document.source.text, content_of(tree, path)) for path, document in documents.items()}
    return Renamed(item.name, f"{item.kind}.{new}", files, places)


def _require_free(loaded: Loaded, item: Item, new: str) -> None:
    kind = words_of(item.kind)
    if new == item.id:
        raise EditError(f"{item.name} already has this id", "name another one")
    if not is_id(new):
        raise EditError(f"'{new}' cannot be an id", way_to_id(new))
    if loaded.plan.knows(item.kind, new):
        other = loaded.plan.get(f"{item.kind}.{new}")
        where = f" in {other.site.path}" if other else ""
        raise EditError(f"there is a {kind} '{new}' already{where}", "choose an id that is free")
    heir = loaded.plan.former.get(f"{item.kind}.{new}")
    if heir is not None and heir.name != item.name:
        raise EditError(
            f"'{new}' was formerly the id of {heir.name}, and references to it mean that item",
            "choose an id that was never used",
        )
    if not isinstance(item.fields.get("formerly", []), list):
        raise EditError(f"`formerly` of {item.name} is not a list, so no id can be added to it", "repair it first")


def _require_readable(tree: Tree, loaded: Loaded, item: Item) -> None:
    """Refuse while a file that may name the item, or be another one of that name, cannot be read."""
    require_one_place(loaded, item)
    for path, content in tree.items():
        if path in loaded.documents:
            continue
        whole = isinstance(content, bytes) and len(content) <= MAX_BYTES
        if not whole or item.id in loaded.sources[path].text:
            raise EditError(
                f"'{path}' cannot be read, and it may refer to {item.name}",
                "repair it first: `planlint check` says what is wrong with it",
            )


def _require_clear(loaded: Loaded, item: Item, new: str, found: tuple[Mention, ...]) -> None:
    """Refuse where a reference could mean something else before or afterwards."""
    other = {"person": "team", "team": "person"}.get(item.kind)
    either = next((one for one in found if one.either), None)
    for identifier in (item.id, new):
        if other and either and loaded.plan.knows(other, identifier):
            raise EditError(
                f"there is a {other} '{identifier}' too: who is `{either.site.pointer[2]}` of {either.item}?",
                "give one of them another id in an editor" if identifier == item.id else "choose an id that is free",
            )
    if item.kind == "period" and (calendar_period(new) or new in (PERPETUAL, UNDATED)):
        meant = next(iter(mentions(loaded.plan, KINDS["period"](new, {}, item.path))), None)
        if meant is not None:
            raise EditError(
                f"'{new}' has a meaning of its own, and {meant.item} uses it",
                "choose an id that is not a calendar form, 'perpetual' or 'undated'",
            )


def _renamed_in(
    document: Document, headers: Pointer | None, found: list[Mention], item: Item, new: str
) -> tuple[Document, int]:
    """Return one file with the new id, and in how many places it stands there."""
    layout = Layout(document)
    spans: dict[Span, str] = {}
    for mention in found:
        entry = document.places[mention.site.pointer]
        if mention.as_key:
            spans.update((span, new) for span in _key_spans(layout, mention.site.pointer))
        elif entry.value is not None:
            spans[entry.value] = f"{mention.prefix}{new}"
    if headers is not None:
        spans.update((span, new) for span in _key_spans(layout, headers))
    text = document.source.text
    edits = [Splice(span, with_word(text[span.start : span.end], word)) for span, word in spans.items()]
    after = reread(document.source.path, spliced(text, edits))
    if not same(after.value, _expected(document.value, headers, found, new)):
        raise not_possible(document.source.path)
    return after, len(edits)


def _key_spans(layout: Layout, pointer: Pointer) -> Iterator[Span]:
    """Yield every place where the last part of a route is written as part of a key."""
    size = len(pointer)
    spans = {heading.span for heading in layout.headings if heading.table[:size] == pointer}
    for header in declared(layout.text):
        if header.span in spans:
            yield header.part_spans[size - 1]
    opened = {heading.table for heading in layout.headings}
    for inner, entry in layout.places.items():
        if inner[:size] != pointer or entry.value is None or entry.header:
            continue
        # The key of this value reaches up to the table that holds it: one with a header, or an inline one.
        above = len(inner) - 1
        while above and inner[:above] not in opened and layout.places[inner[:above]].value is None:
            above -= 1
        if above < size and isinstance(inner[-1], str):
            yield layout.key_parts(inner, len(inner) - above)[size - 1 - above]


def _expected(value: Any, headers: Pointer | None, found: list[Mention], new: str) -> Any:
    value = deepcopy(value)
    keys = [mention.site.pointer for mention in found if mention.as_key]
    for mention in found:
        if not mention.as_key:
            *above, last = mention.site.pointer
            reduce(getitem, above, value)[last] = f"{mention.prefix}{new}"
    for pointer in (*keys, *([headers] if headers else [])):
        *above, last = pointer
        table = reduce(getitem, above, value)
        table[new] = table.pop(last)
    return value


def _with_formerly(document: Document, item: Item, new: str, fields: Fields) -> Document:
    pointer = (item.kind, new, "formerly")
    present = value_at(document.value, pointer) or []
    # Who takes an old id again had it formerly no more.
    return with_value(document, pointer, [*(one for one in present if one not in (item.id, new)), item.id], fields)
