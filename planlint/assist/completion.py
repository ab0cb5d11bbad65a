"""The words that may stand where somebody types: kinds and ids, keys, values, people, periods."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from planlint.assist.hover import values_of
from planlint.edit.references import kinds_named_at, kinds_of_keys_at
from planlint.load import Loaded
from planlint.model.items import CHILD_KINDS, KINDS, Item
from planlint.model.plan import Plan
from planlint.schema.tables import Tables
from planlint.text import Pointer, Source, Span
from planlint.toml import declared
from planlint.tree import path_order

_HEADER = re.compile(r"\s*\[{1,2}\s*(?P<kind>[\w-]*)(?P<dot>\.?)(?P<id>[\w-]*)$")
_KEY = re.compile(r"\s*(?P<key>[\w.-]*)$")
_VALUE = re.compile(
    r"""\s*(?P<key>[\w."'-]+)\s*=\s*(?P<open>\[?)(?P<before>.*?)(?P<quote>["']?)(?P<word>[^"',\[\]]*)$"""
)
_ELEMENT = re.compile(r"""(?P<before>.*?)(?P<quote>["']?)(?P<word>[^"',\[\]]*)$""")
_REST_OF_WORD = re.compile(r"[\w-]*")
_OPENED = re.compile(r"\s*(?P<key>[\w.-]+)\s*=\s*\[[^\]]*$")
_MOST_LINES = 200  # above the cursor in which the beginning of an array is looked for

What = Literal["kind", "item", "key", "value"]


class Suggestion(NamedTuple):
    """A word that may stand in place of a span, what it is, and a few words about it."""

    label: str
    text: str
    span: Span
    what: What
    about: str = ""


class _Context(NamedTuple):
    """Where the cursor is: in the table of an item, at a key or a value."""

    loaded: Loaded
    tables: Tables
    source: Source
    table: Pointer
    offset: int

    @property
    def path(self) -> str:
        """The file that is typed in."""
        return self.source.path

    def word(self, typed: str) -> Span:
        """Return the span of the word that the cursor is in, of which some is typed before it."""
        rest = _REST_OF_WORD.match(self.source.text, self.offset)
        return Span(self.offset - len(typed), rest.end() if rest is not None else self.offset)


def completion(loaded: Loaded, tables: Tables, source: Source, offset: int, *, shape: bool) -> tuple[Suggestion, ...]:
    """Return the words that may stand at an offset of a text, the likeliest first; the text may be half-typed.

    Without `shape` only what needs the plan is suggested: an editor that knows the schema offers keys and values.
    """
    line, column = source.position(offset)
    before = source.line(line)[: column - 1]
    if _in_comment(before):
        return ()
    header = _HEADER.match(before)
    if header is not None:
        return tuple(_headers(loaded.plan, header, offset)) if shape or header["dot"] else ()
    context = _Context(loaded, tables, source, _table_at(source, offset), offset)
    opened = _opened_above(source, line)
    if opened is not None:
        element = _ELEMENT.match(before)
        return tuple(_values(context, opened, element, shape=shape)) if element is not None else ()
    value = _VALUE.match(before)
    if value is not None:
        return tuple(_values(context, value["key"], value, shape=shape))
    key = _KEY.match(before)
    return tuple(_keys(context, key["key"], shape=shape)) if key is not None else ()


def _in_comment(before: str) -> bool:
    """Whether a line has begun a comment: a `#` outside of quotes."""
    return "#" in re.sub(r"\"[^\"]*\"?|'[^']*'?", "", before)


def _table_at(source: Source, offset: int) -> Pointer:
    """Return the route of the table that an offset is in, by the last header above it; empty at the top."""
    line = source.position(offset).line
    start = source.offset(line)
    above = [header for header in declared(source.text) if header.span.start < start]
    return above[-1].parts if above else ()


def _opened_above(source: Source, line: int) -> str | None:
    """Return the key of the array over several lines that a line is in."""
    for number in range(line - 1, max(0, line - 1 - _MOST_LINES), -1):
        text = re.sub(r"\"[^\"]*\"|'[^']*'|#.*", "", source.line(number))
        if (opened := _OPENED.match(text)) is not None:
            return opened["key"]
        if "]" in text or "=" in text or text.lstrip().startswith("["):
            return None
    return None


def _headers(plan: Plan, match: re.Match[str], offset: int) -> Iterator[Suggestion]:
    if not match["dot"]:
        span = Span(offset - len(match["kind"]), offset)
        yield from (Suggestion(kind, f"{kind}.", span, "kind", view.__doc__ or "") for kind, view in KINDS.items())
        return
    span = Span(offset - len(match["id"]), offset)
    children = CHILD_KINDS.get(match["kind"], ())
    for name, parents in plan.parent_names.items():  # what is named and does not exist yet
        for parent in parents:
            kind, _, identifier = parent.partition(".")
            if kind == match["kind"] and not plan.leads_somewhere(parent) and plan.items[name].kind in children:
                yield Suggestion(identifier, identifier, span, "item", f"{name} serves it")


def _keys(context: _Context, typed: str, *, shape: bool) -> Iterator[Suggestion]:
    *inside, word = typed.split(".")
    span = context.word(word)
    table = (*context.table, *inside)
    route = table[2:]
    for kind in kinds_of_keys_at(route):
        yield from _ids(context, (kind,), span, "", kind_of_item="")
    if not shape or len(table) < 2:
        return
    present = _present(context, table)
    tables = context.tables
    names: Iterable[str] = tables.keys(table) if len(table) > 2 else tables.fields(str(table[0]))
    for name in names:
        if name not in present or name == word:
            schema = tables.at((*table, name))
            yield Suggestion(name, name, span, "key", str(schema.get("description", "")))


def _present(context: _Context, table: Pointer) -> Iterable[str]:
    value: object = context.loaded.documents.get(context.path)
    value = getattr(value, "value", {})
    for key in table:
        value = value.get(key, {}) if isinstance(value, dict) else {}
    return value if isinstance(value, dict) else ()


def _values(context: _Context, key: str, match: re.Match[str], *, shape: bool) -> Iterator[Suggestion]:
    word, quote = match["word"], match["quote"]
    if not quote:
        word = word.lstrip()
    pointer = (*context.table, *re.sub("[\"']", "", key).split("."))
    if len(pointer) < 3:
        return
    kind, route = str(pointer[0]), pointer[2:]
    marks = "" if quote else '"'
    kinds = kinds_named_at(kind, route)
    named, dot, identifier = word.partition(".")
    if dot and named in kinds:  # a full name: its kind stays
        marks = ""
        kinds, word = (named,), identifier
    span = context.word(word)
    yield from _ids(context, kinds, span, marks, kind_of_item=kind)
    if shape:
        schema = context.tables.at(pointer)
        items = schema.get("items")
        for value in values_of(items if isinstance(items, dict) else schema):
            mark = "" if value in ("true", "false") else marks
            yield Suggestion(value, f"{mark}{value}{mark}", span, "value")


def _ids(
    context: _Context, kinds: tuple[str, ...], span: Span, marks: str, *, kind_of_item: str
) -> Iterator[Suggestion]:
    """Yield the items of some kinds: those of the same file first, then by file, in the order written."""
    plan = context.loaded.plan
    own = f"{context.table[0]}.{context.table[1]}" if len(context.table) > 1 else ""

    def nearness(item: Item) -> tuple[bool, bytes, int]:
        return item.site.path != context.path, path_order(item.site.path), plan.rank(item)

    for kind in kinds:
        for item in sorted((one for one in plan.items.values() if one.kind == kind), key=nearness):
            if item.name != own or kind != kind_of_item:
                yield Suggestion(item.id, f"{marks}{item.id}{marks}", span, "item", item.title)
