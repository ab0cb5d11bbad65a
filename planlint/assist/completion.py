"""The words that may stand where somebody types: kinds and ids, keys, values, people, periods."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from planlint.assist.hover import values_of
from planlint.assist.typed import Typed, typed_at
from planlint.edit.references import kinds_named_at, kinds_of_keys_at
from planlint.load import Loaded
from planlint.model import CHILD_KINDS, KINDS, Item, Plan
from planlint.model.periods import calendar_period, calendar_periods_around
from planlint.schema.tables import Tables
from planlint.text import Source, Span
from planlint.toml import value_at
from planlint.tree import path_order

_REST_OF_WORD = re.compile(r"[\w-]*")

What = Literal["kind", "item", "key", "value"]


class Suggestion(NamedTuple):
    """A word that may stand in place of a span, what it is, and a few words about it."""

    label: str
    text: str
    span: Span
    what: What
    about: str = ""


def completion(
    loaded: Loaded, tables: Tables, source: Source, offset: int, today: date, *, shape: bool
) -> tuple[Suggestion, ...]:
    """Return the words that may stand at an offset of a text, the likeliest first; the text may be half-typed.

    Without `shape` only what needs the plan is suggested: an editor that knows the schema offers keys and values.
    """
    typed = typed_at(source.text, offset)
    if typed is None:
        return ()
    words = _Words(loaded, tables, source, offset, today, typed)
    found = words.values(shape=shape) if typed.place == "value" else words.keys(shape=shape)
    return tuple({one.text: one for one in found}.values())


class _Words(NamedTuple):
    """The words for what is being typed."""

    loaded: Loaded
    tables: Tables
    source: Source
    offset: int
    today: date
    typed: Typed

    def keys(self, *, shape: bool) -> Iterator[Suggestion]:
        """Yield what may be a key of the table, or go on a header."""
        route, word = self.typed.route, self.typed.word
        span = self.span(word)
        if not route:
            if shape:
                yield from (
                    Suggestion(kind, f"{kind}.", span, "kind", view.__doc__ or "") for kind, view in KINDS.items()
                )
            return
        if len(route) == 1:
            yield from _awaited(self.loaded.plan, route[0], span)
            return
        kinds = kinds_of_keys_at(route[2:])
        yield from self.named(kinds, span, "", but="")
        if not shape:
            return
        whole = self.source.text[span.start : span.end]
        present = (self.typed.present | self.present()) - {whole}
        names = self.tables.keys(route) if len(route) > 2 else self.tables.fields(route[0])
        for name in names:
            schema = self.tables.at((*route, name))
            if name not in present and (self.typed.place == "key" or schema.get("type") == "object"):
                yield Suggestion(name, name, span, "key", str(schema.get("description", "")))

    def present(self) -> frozenset[str]:
        """Return the keys that the table has in what can be read of the file."""
        document = self.loaded.documents.get(self.source.path)
        value = value_at(document.value, self.typed.route) if document is not None else None
        return frozenset(value) if isinstance(value, dict) else frozenset()

    def values(self, *, shape: bool) -> Iterator[Suggestion]:
        """Yield what may be the value, or an element of it."""
        route, word = self.typed.route, self.typed.word
        if len(route) < 3:
            return
        marks = "" if self.typed.quoted else '"'
        kinds = kinds_named_at(route[0], route[2:])
        named, dot, identifier = word.partition(".")
        if dot and (named in kinds or (route[2] == "depends_on" and named in KINDS)):  # a full name: its kind stays
            marks, kinds, word = "", (named,), identifier
        span = self.span(word)
        yield from self.named(kinds, span, marks, but=f"{route[0]}.{route[1]}")
        if shape:
            schema = self.tables.at(route)
            elements = schema.get("items")
            for value in values_of(elements if isinstance(elements, dict) else schema):
                mark = "" if value in ("true", "false") else marks
                yield Suggestion(value, f"{mark}{value}{mark}", span, "value")

    def named(self, kinds: tuple[str, ...], span: Span, marks: str, but: str) -> Iterator[Suggestion]:
        """Yield the items of some kinds `but` one: those of the same file first, then by file, in the order written.

        Where a period may stand, also those of the calendar: those that objectives have, then those around today.
        """
        plan, path = self.loaded.plan, self.source.path

        def nearness(item: Item) -> tuple[bool, bytes, int]:
            return item.site.path != path, path_order(item.site.path), plan.rank(item)

        for kind in kinds:
            for item in sorted((one for one in plan.items.values() if one.kind == kind), key=nearness):
                if item.name != but:
                    yield Suggestion(item.id, f"{marks}{item.id}{marks}", span, "item", item.title)
        if "period" in kinds:
            for period in _calendar(plan, self.today):
                yield Suggestion(period, f"{marks}{period}{marks}", span, "value")

    def span(self, word: str) -> Span:
        """Return the span of the whole word, of which this much is typed before the cursor."""
        rest = _REST_OF_WORD.match(self.source.text, self.offset)
        return Span(self.offset - len(word), rest.end() if rest is not None else self.offset)


def _awaited(plan: Plan, kind: str, span: Span) -> Iterator[Suggestion]:
    """Yield the ids of a kind that items name and that do not exist yet."""
    children = CHILD_KINDS.get(kind, ())
    for name, parents in plan.parent_names.items():
        for parent in parents:
            named, _, identifier = parent.partition(".")
            if named == kind and not plan.leads_somewhere(parent) and plan.items[name].kind in children:
                yield Suggestion(identifier, identifier, span, "item", f"{name} serves it")


def _calendar(plan: Plan, today: date) -> Iterable[str]:
    written = (str(item.fields["period"]) for item in plan.items.values() if "period" in item.fields)
    days = ((text, calendar_period(text)) for text in written)
    return dict.fromkeys(
        (*sorted({text for text, span in days if span and span.last >= today}), *calendar_periods_around(today))
    )
