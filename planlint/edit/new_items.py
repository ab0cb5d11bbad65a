"""Items that are not in a plan yet: their ids, their text, and where in a file it belongs."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, NamedTuple

from planlint.edit.errors import EditError
from planlint.edit.fields import Fields
from planlint.edit.layout import Layout
from planlint.edit.set_values import not_possible, reread, same
from planlint.edit.splices import to_bytes
from planlint.model import Item, Plan, words_of
from planlint.model.naming import ids_of_kind
from planlint.plural import with_article
from planlint.schema.ids import LONGEST, id_from, is_id, way_to_id
from planlint.toml import Document
from planlint.toml.literal import key_text, literal

_LONGEST_FROM_TITLE = 40


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be written: its kind, its id, its fields as nested tables."""

    kind: str
    id: str
    fields: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The full name, `kind.id`."""
        return f"{self.kind}.{self.id}"


class MissingField(NamedTuple):
    """A field that an item still lacks: its key, what belongs there, and whether that is a text."""

    key: str
    meaning: str
    is_text: bool = False


class Created(NamedTuple):
    """An item that was written: the plan as it is then, its name and place, and what it still lacks."""

    plan: Plan
    name: str
    path: str
    line: int
    lacks: tuple[MissingField, ...]


def id_for_title(plan: Plan, kind: str, title: str, taken: Collection[str] = (), otherwise: str | None = None) -> str:
    """Return an id made of a title's words: in small letters, at most 40 of them, with a number where it is taken.

    `otherwise` stands for a title that no id can be made of; without it that is an `EditError`.
    """
    words = re.sub("-{2,}", "-", (id_from(title) or "").lower()).strip("-_") or otherwise
    if not words:
        raise EditError(f"no id can be made of '{title}'", "give one, in the letters a to z: --id ID")
    if len(words) > _LONGEST_FROM_TITLE:
        whole = words[: _LONGEST_FROM_TITLE + 1].rpartition("-")[0]
        words = (whole or words[:_LONGEST_FROM_TITLE]).rstrip("-_")
    return free_id(plan, kind, words, taken)


def free_id(plan: Plan, kind: str, wished: str, taken: Collection[str] = ()) -> str:
    """Return an id that no item of a kind has, had or could be taken for: the one wished for, or with a number.

    `taken` are further ids that are in use.
    """
    former = (name.partition(".")[2] for name in plan.former if name.startswith(f"{kind}."))
    used = {_folded(one) for one in (*ids_of_kind(plan, kind), *former, *taken)}
    number, proposal = 1, wished[:LONGEST].rstrip("-_")
    while _folded(proposal) in used:
        number += 1
        proposal = f"{wished[: LONGEST - 1 - len(str(number))].rstrip('-_')}-{number}"
    return proposal


def _folded(identifier: str) -> str:
    """Return an id without what people overlook: case, hyphens, underscores."""
    return identifier.lower().replace("_", "").replace("-", "")


def require_free_id(plan: Plan, kind: str, identifier: str) -> None:
    """Refuse an id that cannot be one, or that an item of the kind has or had."""
    if not is_id(identifier):
        raise EditError(f"'{identifier}' cannot be an id", way_to_id(identifier))
    if plan.knows(kind, identifier) or f"{kind}.{identifier}" in plan.former:
        other = plan.resolve(kind, identifier)
        where = f" in {other.site.path}" if other else ""
        message = f"there is {with_article(words_of(kind))} '{identifier}' already{where}"
        raise EditError(message, "give another one with --id")


def with_items(
    before: bytes | None,
    path: str,
    additions: Sequence[tuple[NewItem, Item | None]],
    fields: Fields,
    opening: str = "",
) -> bytes:
    """Return a file with new items in it, each behind another item of that file, or at the end where none is named.

    Without a file before, it begins with the `opening`. Nothing else changes; `EditError` where that cannot be done.
    """
    document = reread(path, opening if before is None else before.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    for item, behind in additions:
        document = _with_item(document, item, None if behind is None else behind.site.pointer[:2], fields)
    return to_bytes(document.source.text, before or b"")


def _with_item(document: Document, item: NewItem, behind: tuple[str | int, ...] | None, fields: Fields) -> Document:
    layout = Layout(document)
    text = document.source.text
    at = len(text) if behind is None else _end(layout, behind)
    head, rest = text[:at].rstrip("\r\n"), text[at:].lstrip("\r\n")
    end = layout.newline
    lines = table_lines(item.name, dict(_routes((), item.fields)), fields)
    parts = [*((head, end, end) if head else ()), end.join(lines), end, *((end, rest) if rest else ())]
    after = reread(document.source.path, "".join(parts))
    expected = deepcopy(document.value)
    expected.setdefault(item.kind, {})[item.id] = dict(item.fields)
    if not same(after.value, expected):
        raise not_possible(document.source.path)
    return after


def table_lines(name: str, values: Mapping[tuple[str, ...], Any], fields: Fields) -> list[str]:
    """Return the lines of an item in the canonical layout: one value a line, what a check-in changes last.

    The item is given by its full name, and its values by their routes.
    """
    header = name.split(".", 1)
    routes = sorted(values, key=lambda route: fields.rank((*header, *route)))
    return [f"[{key_text(header)}]", *(f"{key_text(route)} = {literal(values[route])}" for route in routes)]


def _routes(above: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the values of nested tables with the keys that lead to them, in the order given."""
    for key, value in table.items():
        if isinstance(value, Mapping) and value:
            yield from _routes((*above, key), value)
        else:
            yield (*above, key), value


def _end(layout: Layout, item: tuple[str | int, ...]) -> int:
    """Return where something can follow an item: before the next header that is not its own, and its comments."""
    own = [one.span.end for one in layout.statements if one.pointer[:2] == item]
    own += [one.span.end for one in layout.headings if one.table[:2] == item]
    following = (one for one in layout.headings if own and one.span.start > max(own) and one.table[:2] != item)
    heading = next(following, None)
    if heading is None:  # nothing follows, or the item stands in a table without a header
        return len(layout.text)
    return layout.above_comments(layout.line_start(heading.span.start), max(own))
