"""A review for people, in a terminal: what needs a decision first, then everything else."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from planlint.commit import Commit
from planlint.diff.change import Change
from planlint.diff.effects import Effect
from planlint.lint.change_summary import ChangeSummary, Decision, FileMove, Value, summary_of
from planlint.lint.comparison import Comparison
from planlint.load.two_versions import UnreadFile
from planlint.model.days import day_text
from planlint.model.figures.effective import effective_owner
from planlint.model.items import Item, Purpose, words_of
from planlint.model.plan import Plan
from planlint.plural import count
from planlint.printable import plain
from planlint.render.changes.sections import headline, promise_of
from planlint.render.changes.values import Row, row_of
from planlint.render.plan.item_line import pack
from planlint.render.text.bars import arrow, share
from planlint.render.text.cells import cut, width, wrap
from planlint.render.text.columns import Cell
from planlint.render.text.style import Style, Tone

WIDE = 110  # cells from which what belongs together stands on one line
_MOST_DECISIONS = 30
_MOST = 40
_LEAST_LABEL = 8
_LABEL = 13
_LONGEST_LABEL = 24
_LONGEST_SUBJECT = 60
_LEAST_TITLE = 12
_GAP = 2
_KIND = 15
_BETWEEN = "   "

Drawn = TypeVar("Drawn")


def diff_text(review: Comparison, style: Style) -> str:
    """Return a review for people; empty where nothing has changed.

    Sections that would go on for pages are cut, and say how much they leave out.
    """
    if not review.changes and not review.both.unreadable and not review.judgements:
        return ""
    return "".join(f"{line.rstrip()}\n" for line in _lines(review, summary_of(review), style))


def _lines(review: Comparison, summary: ChangeSummary, style: Style) -> Iterator[str]:
    old, new = review.both.base.plan, review.both.head.plan
    decide = partial(_wide if style.room >= WIDE else _narrow, style=style)
    yield from pack(headline(summary), style.room, style.dot)
    yield from _section("WAIVED BY THIS CHANGE", summary.waived, partial(_each, decide), style, _MOST_DECISIONS)
    yield from _section("NEEDS A DECISION", summary.open, partial(_each, decide), style, _MOST_DECISIONS)
    yield from _section("MOVED, WITH A REASON", summary.excused, partial(_each, decide), style, _MOST_DECISIONS)
    yield from _section("PROGRESS", summary.progress, partial(_values, style=style), style)
    yield from _section("EFFECTS", summary.effects, partial(_effects, plan=new, style=style), style)
    yield from _section("ADDED", summary.added, partial(_items, sign="+", plan=new, style=style), style)
    yield from _section("REMOVED", summary.removed, partial(_items, sign="-", plan=old, style=style), style)
    yield from _section("RENAMED", summary.renamed, partial(_names, style=style), style)
    yield from _section("MOVED TO OTHER FILES", summary.moved, partial(_moves, style=style), style)
    yield from _section("EDITED", summary.changed, partial(_values, style=style), style)
    yield from _section("CANNOT BE READ", review.both.unreadable, partial(_unread, style=style), style)


def _section(
    title: str, rows: Sequence[Drawn], draw: Callable[[Sequence[Drawn]], Iterable[str]], style: Style, most: int = _MOST
) -> Iterator[str]:
    """Yield a section: its title, what is in it as far as that can be read, how much is left out."""
    if not rows:
        return
    yield ""
    yield style.paint(title, "strong")
    yield from draw(rows[:most])
    if len(rows) > most:
        left = f"  {style.ellipsis} and {len(rows) - most:,} more: --kind narrows it down, --format json has all"
        yield from wrap(left, style.room)


def _each(draw: Callable[[Decision], Iterable[str]], decisions: Sequence[Decision]) -> Iterator[str]:
    for decision in decisions:
        yield from draw(decision)


def _narrow(one: Decision, style: Style) -> Iterator[str]:
    """Draw what was done to an item as a block: its name, a line a value, then what it is for, a line each."""
    name = plain(one.item.id)
    title = cut(plain(one.item.title), max(style.room - 4 - width(name), _LEAST_TITLE), style.ellipsis)
    yield f"  {style.paint(name, 'strong')}  {title}"
    rows = _rows_of(one)
    label = _label_room([row.label for row in rows], _LABEL)
    for line in _rows(rows, label, style.room - 4, style):
        yield "    " + line
    for word, item in _chain(one.why):
        room = style.room - 4 - label
        title = cut(plain(item.title), room, style.ellipsis)
        yield f"    {Cell(word, 'aside').drawn(style, label)}{Cell(title, _tone(item)).drawn(style)}"
    yield from _said(one, 4, label, style)


def _wide(one: Decision, style: Style) -> Iterator[str]:
    """Draw what was done to an item beside its name, and the chain on one line."""
    name = cut(plain(one.item.id), _LONGEST_LABEL, style.ellipsis)
    rows = _rows_of(one)
    label = _label_room([row.label for row in rows], _LABEL)
    room = max(width(name) + _GAP, 15)
    first = True
    for line in _rows(rows, label, style.room - _GAP - room, style):
        yield "  " + Cell(name if first else "", "strong").drawn(style, room) + line
        first = False
    chain = style.chevron.join(plain(item.title) for _, item in _chain(one.why))
    if chain:
        said = cut(chain, style.room - 4 - label, style.ellipsis)
        yield f"    {Cell('so that', 'aside').drawn(style, label)}{said}"
    yield from _said(one, 4, label, style)


def _rows_of(one: Decision) -> list[Row]:
    return list(dict.fromkeys(map(row_of, one.facts)))


def _said(one: Decision, indent: int, label: int, style: Style) -> Iterator[str]:
    """Yield what is left to be said of an item that was moved: which chain broke, who did it, why, the way out."""
    if not one.why or not isinstance(one.why[-1], Purpose):
        yield from _labelled("so that", "??  no purpose is reached", indent, label, style)
    for commit in one.commits:
        yield from _labelled("in", commit_words(commit, style), indent, label, style)
    for reason in one.reasons:
        yield from _labelled("reason", plain(reason), indent, label, style)
    if one.reasons or one.is_waived:
        return
    for help, codes in one.ways_out.items():
        yield from _labelled(", ".join(codes), plain(help), indent, label, style)


def _labelled(word: str, text: str, indent: int, label: int, style: Style) -> Iterator[str]:
    first, *rest = wrap(text, style.room - indent - label)
    yield " " * indent + Cell(word, "aside").drawn(style, max(label, width(word) + _GAP)) + first
    for line in rest:
        yield " " * (indent + label) + line


def _chain(why: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    for item in why:
        yield ("in the end" if isinstance(item, Purpose) else "so that"), item


def _tone(item: Item) -> Tone | None:
    return "strong" if isinstance(item, Purpose) else None


def commit_words(commit: Commit, style: Style) -> str:
    """Return a commit in words: its short id, its subject, the author, the day."""
    subject = cut(plain(commit.subject), _LONGEST_SUBJECT, style.ellipsis)
    return f'{commit.short} "{subject}", {plain(commit.author)}, {day_text(commit.day)}'


def _rows(rows: Sequence[Row], label: int, room: int, style: Style) -> Iterator[str]:
    """Yield a line for each value: the field, what it was and is, when that is, how much later.

    What does not fit the room beside the label goes on below.
    """
    drawn = [_row_parts(row, room - label, style) for row in rows]
    columns = [max(widths) for widths in zip(*([width(part) for part in parts] for parts in drawn), strict=True)]
    for row, parts in zip(rows, drawn, strict=True):
        cells = [Cell(part).drawn(style, size) for part, size in zip(parts, columns, strict=True) if size]
        line = _BETWEEN.join(cells).rstrip()
        filled = [part for part in parts if part]
        lines = [line] if width(line) <= room - label else list(pack(filled, room - label, _BETWEEN))
        name = cut(row.label, label - 1, style.ellipsis)
        for number, text in enumerate(lines):
            yield Cell("" if number else name).drawn(style, label) + text


def _row_parts(row: Row, room: int, style: Style) -> tuple[str, str, str]:
    if row.is_list:  # what came and went is all there is to say
        return row.after if style.unicode else row.after.replace("−", "-"), "", ""
    days = _from_to(*row.days, room, style) if row.days else ""
    return _from_to(row.before, row.after, room, style), days, row.note


def _from_to(before: str, after: str, room: int, style: Style) -> str:
    """Return what was and what is, both cut where they do not fit beside one another."""
    if not before:
        return cut(after, room, style.ellipsis)
    sign = f" {arrow(style)} "
    if width(before) + width(sign) + width(after) > room:
        half = (room - width(sign)) // 2
        before = cut(before, max(half, room - width(sign) - width(after)), style.ellipsis)
        after = cut(after, room - width(sign) - width(before), style.ellipsis)
    return before + sign + after


def _label_room(labels: Iterable[str], least: int) -> int:
    return min(max([least, *(width(label) + _GAP for label in labels)]), _LONGEST_LABEL)


def _values(values: Sequence[Value], style: Style) -> Iterator[str]:
    """Yield a line for each changed field: the item, once for all of its own, the field, the values, the commit."""
    rows = [row_of(value) for value in values]
    names = _label_room([plain(value.item.id) for value in values], _LABEL + _GAP)
    label = _label_room([row.label for row in rows], _LEAST_LABEL)
    before: Item | None = None
    for value, row in zip(values, rows, strict=True):
        name = "" if value.item is before else cut(plain(value.item.id), names - _GAP, style.ellipsis)
        before = value.item
        first, *rest = _rows([row], label, style.room - _GAP - names, style)
        yield _with_commit("  " + Cell(name).drawn(style, names) + first, value.commit, style)
        for more in rest:
            yield "  " + " " * names + more


def _with_commit(text: str, commit: Commit | None, style: Style) -> str:
    """Return a line with the commit at its right edge, where there is room for it."""
    if commit is None or style.room < WIDE:
        return text
    said = f"{commit.short} {plain(commit.author)}, {day_text(commit.day)}"
    space = style.room - width(text) - width(said)
    return text + " " * space + style.paint(said, "aside") if space >= _GAP else text


def _effects(found: Sequence[Effect], plan: Plan, style: Style) -> Iterator[str]:
    names = _label_room([plain(plan.items[one.item].id) for one in found], _LABEL + _GAP)
    for one in found:
        item = plan.items[one.item]
        start = "  " + Cell(cut(plain(item.id), names - _GAP, style.ellipsis)).drawn(style, names)
        start += f"{share(one.before.value)} {arrow(style)} {share(one.after.value)}   "
        yield start + cut(plain(item.title), max(style.room - width(start), _LEAST_TITLE), style.ellipsis)


def _items(items: Sequence[Item], sign: str, plan: Plan, style: Style) -> Iterator[str]:
    names = _label_room([plain(item.id) for item in items], _LABEL + _GAP)
    for item in items:
        kind = Cell(words_of(item.kind)).drawn(style, _KIND)
        start = f"  {sign} {kind}" + Cell(cut(plain(item.id), names - _GAP, style.ellipsis)).drawn(style, names)
        owner = plain(effective_owner(plan, item) or "") if style.room >= WIDE else ""
        room = style.room - width(start) - (width(owner) + _GAP if owner else 0)
        yield (
            start
            + Cell(cut(promise_of(item, style), max(room, _LEAST_TITLE), style.ellipsis)).drawn(style, room + _GAP)
            + style.paint(owner, "aside")
        )


def _names(renamed: Sequence[Change], style: Style) -> Iterator[str]:
    names = _label_room([plain(change.item) for change in renamed], _LABEL + _GAP)
    for change in renamed:
        name = cut(plain(change.item), names - _GAP, style.ellipsis)
        yield "  " + Cell(name).drawn(style, names) + f"was {plain(change.before)}"


def _moves(moves: Sequence[FileMove], style: Style) -> Iterator[str]:
    for move in moves:
        said = f"{count(move.items, 'item')}: {plain(move.before)} {arrow(style)} {plain(move.after)}"
        for number, line in enumerate(wrap(said, style.room - 4)):
            yield ("    " if number else "  ") + line


def _unread(files: Sequence[UnreadFile], style: Style) -> Iterator[str]:
    for one in files:
        said = f"{plain(one.path)} in the {one.side}: {plain(one.message)}"
        for number, line in enumerate(wrap(said, style.room - 4)):
            yield ("    " if number else "  ") + line
