"""Why an item exists: the chains of `planlint why`, drawn from the item up to the purpose."""

from collections.abc import Iterator

from planlint.json_line import dump, on_lines
from planlint.model.item_state import ItemState
from planlint.model.items import Purpose, words_of
from planlint.model.naming import kind_and_id
from planlint.model.why import Break, Why
from planlint.printable import plain
from planlint.render.plan.item_line import brief, details, node
from planlint.render.text.cells import pack, width, wrap
from planlint.render.text.columns import Cell, at_edges, hanging
from planlint.render.text.style import Style

_SO_THAT, _AND = "so that", "and"
_GAP = 2
_INDENT = len(_SO_THAT) + _GAP
_WIDE_INDENT = _INDENT + 4
_KIND_COLUMN = 12
_LEAST_TITLE = 40  # cells a title keeps in the wide layout, whatever stands beside it
_UNKNOWN = "??"


def why_text(facts: Why, style: Style) -> str:
    """Return the chains for people, each item once, and the weakest link.

    No line is wider than the style's room but one of a single word (an id, a number) that is itself too long.
    """
    lines: list[str] = []
    area, column = _brief_column(facts, style) if style.is_wide else (0, 0)
    for word, one, ambiguous in _rows(facts):
        if isinstance(one, Break):
            where = f" (in {plain(one.item.name)})" if ambiguous else ""
            lines += broken_lines(word, plain(one.says) + where, style)
        elif style.is_wide:
            lines += hanging(_word(word), _WIDE_INDENT, _wide(one, area, column, style), style)
        else:
            lines += hanging(_word(word), _INDENT, _narrow(one, style), style)
    weak = facts.weakest
    said = f"weakest link: {plain(kind_and_id(weak.item))} {plain(weak.because)}" if weak else "every link holds"
    lines += ["", *wrap(said, style.room)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def why_json(facts: Why) -> str:
    """Return the same for programs: the item, a chain a line, the items in them, the weakest link or null."""
    return f'{{"version": 1,\n {why_json_parts(facts)}}}\n'


def why_json_parts(facts: Why | None) -> str:
    """Return what stands between the braces, but for the version; of nothing, null and nothing."""
    if facts is None:
        return '"item": null,\n "chains": [],\n "items": [],\n "weakest": null'
    weakest = facts.weakest
    link = {"item": weakest.item.name, "because": weakest.because} if weakest else None
    item = dump(node(facts.item))
    chains, above = on_lines(facts.chains), on_lines(node(one) for level in facts.levels for one in level.served)
    return f'"item": {item},\n "chains": [{chains}],\n "items": [{above}],\n "weakest": {dump(link)}'


def _rows(facts: Why) -> Iterator[tuple[str, ItemState | Break, bool]]:
    """Yield each line's first word, what it is about, and whether a break's own item has to be named."""
    yield "", facts.item, False
    alone = True
    for level in facts.levels:
        word = _SO_THAT
        both: tuple[ItemState | Break, ...] = (*level.served, *level.breaks)
        for one in both:
            yield word, one, not alone
            word = _AND
        alone = len(level.served) == 1


def _narrow(one: ItemState, style: Style) -> Iterator[str]:
    room = style.room - _INDENT
    yield at_edges(_title(one, plain(one.item.title)), Cell(words_of(one.item.kind), "aside"), style, room=room)
    yield from pack(_detail_parts(one, style, room), room, style.dot)


def _detail_parts(one: ItemState, style: Style, room: int) -> list[str]:
    """Return an item's details; a key result's owner only where that needs no line more."""
    parts = details(one, style)
    if one.item.kind != "key_result" or not one.owner:
        return parts
    longer = [*parts, plain(one.owner)]
    fits = len(list(pack(longer, room, style.dot))) == len(list(pack(parts, room, style.dot)))
    return longer if fits else parts


def _brief_column(facts: Why, style: Style) -> tuple[int, int]:
    """Return the cells right of the kinds, and those at their end in which what is said of an item in brief stands."""
    area = style.room - _WIDE_INDENT - _KIND_COLUMN
    sizes = [width(brief(one, style)) for _, one, _ in _rows(facts) if isinstance(one, ItemState)]
    return area, max((size for size in sizes if size <= area - _GAP - _LEAST_TITLE), default=0)


def _wide(one: ItemState, area: int, column: int, style: Style) -> Iterator[str]:
    said = brief(one, style)
    beside = 0 < width(said) <= column
    room = area - column if beside else area
    title = _title(one, style.cut(plain(one.item.title), room - _GAP if beside else room))
    kind = Cell(words_of(one.item.kind), "aside").drawn(style, _KIND_COLUMN)
    yield kind + title.drawn(style, room) + (said if beside else "")
    if said and not beside:
        yield from (" " * _KIND_COLUMN + line for line in wrap(said, area))


def _title(one: ItemState, text: str) -> Cell:
    return Cell(text, "strong" if isinstance(one.item, Purpose) else None)


def _word(word: str) -> Cell:
    """Return the word a line begins with, `and` under the end of `so that`."""
    return Cell(word.rjust(len(_SO_THAT)), "aside")


def broken_lines(word: str, said: str, style: Style) -> Iterator[str]:
    """Yield the lines of a break, after the word it begins with."""
    size = len(_UNKNOWN) + _GAP
    lines = hanging(Cell(_UNKNOWN, "error"), size, wrap(said, style.room - _INDENT - size), style)
    return hanging(_word(word), _INDENT, lines, style)
