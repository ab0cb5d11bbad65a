"""A review for people, in a terminal: what needs a decision first, then everything else."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from planlint.commit import Commit
from planlint.diff.change import Change
from planlint.diff.effects import Effect
from planlint.lint.change_summary import ChangeSummary, Decision, Value, summary_of
from planlint.lint.comparison import Comparison
from planlint.model.days import day_text
from planlint.model.figures.effective import effective_owner
from planlint.model.items import Item, Purpose, words_of
from planlint.model.plan import Plan
from planlint.plural import count
from planlint.printable import plain
from planlint.render.changes.sections import effect_words, headline, names_of, promise_of
from planlint.render.changes.values import Row, row_of
from planlint.render.text.cells import around_difference, pack, width, wrap
from planlint.render.text.columns import Cell, at_edges, hanging, section
from planlint.render.text.style import Style

_MOST_DECISIONS = 30
_MOST = 40
_MOST_LINES = 4  # of one text
_LEAST_LABEL = 8
_LABEL = 13
_LONGEST_LABEL = 24
_LONGEST_SUBJECT = 60
_LEAST_TITLE = 12
_GAP = 2
_UNDER = "    "  # before what is said below an item
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
    files = [
        f"{count(move.items, 'item')}: {plain(move.before)} {style.arrow} {plain(move.after)}" for move in summary.moved
    ]
    unread = [f"{plain(one.path)} in the {one.side}: {plain(one.message)}" for one in review.both.unreadable]
    yield from pack(headline(summary), style.room, style.dot)
    yield from _section("WAIVED BY THIS CHANGE", summary.waived, _decisions, style, _MOST_DECISIONS)
    yield from _section("NEEDS A DECISION", summary.open, _decisions, style, _MOST_DECISIONS)
    yield from _section("MOVED, WITH A REASON", summary.excused, _decisions, style, _MOST_DECISIONS)
    yield from _section("PROGRESS", summary.progress, _values, style)
    yield from _section("EFFECTS", summary.effects, partial(_effects, plan=new), style)
    yield from _section("ADDED", summary.added, partial(_items, sign="+", plan=new), style)
    yield from _section("REMOVED", summary.removed, partial(_items, sign="-", plan=old), style)
    yield from _section("RENAMED", summary.renamed, _names, style)
    yield from _section("MOVED TO OTHER FILES", files, _sentences, style)
    yield from _section("EDITED", summary.changed, _values, style)
    yield from _section("CANNOT BE READ", unread, _sentences, style)


def _section(
    title: str,
    rows: Sequence[Drawn],
    draw: Callable[[Sequence[Drawn], Style], Iterable[str]],
    style: Style,
    most: int = _MOST,
) -> list[str]:
    """Return a section: its title, what is in it as far as that can be read, how much is left out."""
    left = f"  {style.ellipsis} and {len(rows) - most:,} more: --kind narrows it down, --format json has all"
    more = wrap(left, style.room) if len(rows) > most else ()
    return section(title, (*draw(rows[:most], style), *more) if rows else (), style)


def _decisions(decisions: Sequence[Decision], style: Style) -> Iterator[str]:
    draw = _wide if style.is_wide else _narrow
    for one in decisions:
        rows = list(dict.fromkeys(map(row_of, one.facts)))
        label = _label_room([row.label for row in rows], _LABEL)
        yield from draw(one, rows, label, style)
        yield from _said(one, label, style)


def _narrow(one: Decision, rows: Sequence[Row], label: int, style: Style) -> Iterator[str]:
    """Draw what was done to an item as a block: its name, a line a value, then what it is for, a line each."""
    name = plain(one.item.id)
    title = style.cut(plain(one.item.title), max(style.room - len(_UNDER) - width(name), _LEAST_TITLE))
    yield f"  {style.paint(name, 'strong')}  {title}"
    yield from (_UNDER + line for line in _rows(rows, label, style.room - len(_UNDER), style))
    for item in one.why:
        is_end = isinstance(item, Purpose)
        word = Cell("in the end" if is_end else "so that", "aside")
        title = style.cut(plain(item.title), style.room - len(_UNDER) - label)
        yield _UNDER + word.drawn(style, label) + Cell(title, "strong" if is_end else None).drawn(style)


def _wide(one: Decision, rows: Sequence[Row], label: int, style: Style) -> Iterator[str]:
    """Draw what was done to an item beside its name, and the chain on one line."""
    name = style.cut(plain(one.item.id), _LONGEST_LABEL)
    size = max(width(name) + _GAP, _LABEL + _GAP)
    for line in hanging(Cell(name, "strong"), size, _rows(rows, label, style.room - _GAP - size, style), style):
        yield "  " + line
    chain = style.chevron.join(plain(item.title) for item in one.why)
    if chain:
        said = style.cut(chain, style.room - len(_UNDER) - label)
        yield f"{_UNDER}{Cell('so that', 'aside').drawn(style, label)}{said}"


def _said(one: Decision, label: int, style: Style) -> Iterator[str]:
    """Yield what is left to be said of an item that was moved: which chain broke, who did it, why, the way out."""
    said = [("in", commit_words(commit, style)) for commit in one.commits]
    if not one.why or not isinstance(one.why[-1], Purpose):
        said.insert(0, ("so that", "??  no purpose is reached"))
    said += [("reason", plain(reason)) for reason in one.reasons]
    if not (one.reasons or one.is_waived):
        said += [(", ".join(codes), plain(help)) for help, codes in one.ways_out.items()]
    for word, text in said:
        lines = wrap(text, style.room - len(_UNDER) - label)
        yield from (_UNDER + line for line in hanging(Cell(word, "aside"), label, lines, style))


def commit_words(commit: Commit, style: Style) -> str:
    """Return a commit in words: its short id, its subject, the author, the day."""
    subject = style.cut(plain(commit.subject), _LONGEST_SUBJECT)
    return f'{commit.short} "{subject}", {plain(commit.author)}, {day_text(commit.day)}'


def _rows(rows: Sequence[Row], label: int, room: int, style: Style) -> Iterator[str]:
    """Yield a line for each value: the field, what it was and is, when that is, how much later.

    What does not fit the room beside the label goes on below.
    """
    room -= label
    drawn = [_row_parts(row, room, style) for row in rows]
    columns = [max(widths) for widths in zip(*([width(part) for part in parts] for parts in drawn), strict=True)]
    for row, parts in zip(rows, drawn, strict=True):
        cells = [Cell(part).drawn(style, size) for part, size in zip(parts, columns, strict=True) if size]
        line = _BETWEEN.join(cells).rstrip()
        if not row.before:
            lines = _paragraph(row, room, style)
        elif width(line) <= room:
            lines = [line]
        else:
            lines = list(pack([part for part in parts if part], room, _BETWEEN))
        yield from hanging(Cell(style.cut(row.label, label - 1)), label, lines, style)


def _row_parts(row: Row, room: int, style: Style) -> tuple[str, str, str]:
    if not row.before:
        return "", "", ""
    return _from_to(row.before, row.after, room, style), _from_to(*row.days, room, style) if row.days else "", row.note


def _paragraph(row: Row, room: int, style: Style) -> list[str]:
    """Return a text that stands alone, of a note or of what came to a list and went, in a few lines."""
    text = row.after.replace("−", "-") if row.is_list and not style.unicode else row.after
    lines = wrap(text, room)
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES - 1 :] = [" ".join(lines[_MOST_LINES - 1 :])]
    return [style.cut(line, room) for line in lines]


def _from_to(before: str, after: str, room: int, style: Style) -> str:
    """Return what was and what is; where they do not fit beside one another, the words that differ."""
    sign = f" {style.arrow} "
    before, after = around_difference(before, after, room - width(sign), style.ellipsis)
    return before + sign + after


def _label_room(labels: Iterable[str], least: int) -> int:
    return min(max([least, *(width(label) + _GAP for label in labels)]), _LONGEST_LABEL)


def _named(ids: Iterable[str], style: Style) -> list[str]:
    """Return ids filled up to one column, none longer than a label."""
    names = [Cell(style.cut(plain(one), _LONGEST_LABEL - _GAP)) for one in ids]
    size = max(_LABEL, *(name.width for name in names)) + _GAP
    return [name.drawn(style, size) for name in names]


def _values(values: Sequence[Value], style: Style) -> Iterator[str]:
    """Yield a line for each changed field: the item, once for all of its own, the field, the values, the commit."""
    rows = [row_of(value) for value in values]
    label = _label_room([row.label for row in rows], _LEAST_LABEL)
    called = names_of(value.item for value in values)
    names = _named((called[value.item.name] for value in values), style)
    before: Item | None = None
    for value, row, name in zip(values, rows, names, strict=True):
        lines = _rows([row], label, style.room - _GAP - width(name), style)
        first, *rest = hanging(Cell("" if value.item is before else name), width(name), lines, style)
        before = value.item
        yield _with_commit(f"  {first}", value.commit, style)
        yield from (f"  {line}" for line in rest)


def _with_commit(text: str, commit: Commit | None, style: Style) -> str:
    """Return a line with the commit at its right edge, where there is room for it."""
    if commit is None or not style.is_wide:
        return text
    said = Cell(f"{commit.short} {plain(commit.author)}, {day_text(commit.day)}", "aside")
    return at_edges(Cell(text), said, style) if width(text) + _GAP + said.width <= style.room else text


def _effects(found: Sequence[Effect], style: Style, plan: Plan) -> Iterator[str]:
    called = names_of(plan.items[one.item] for one in found)
    for one, name in zip(found, _named((called[one.item] for one in found), style), strict=True):
        start = f"  {name}{effect_words(one, style.arrow)}   "
        title = plain(plan.items[one.item].title)
        yield start + style.cut(title, max(style.room - width(start), _LEAST_TITLE))


def _items(items: Sequence[Item], style: Style, sign: str, plan: Plan) -> Iterator[str]:
    for item, name in zip(items, _named((item.id for item in items), style), strict=True):
        before = f"  {sign} {Cell(words_of(item.kind)).drawn(style, _KIND)}{name}"
        owner = plain(effective_owner(plan, item) or "") if style.is_wide else ""
        promise = Cell(promise_of(item, style))
        yield at_edges(promise, Cell(owner, "aside"), style, before=before, least=_LEAST_TITLE)


def _names(renamed: Sequence[Change], style: Style) -> Iterator[str]:
    for change, name in zip(renamed, _named((change.item for change in renamed), style), strict=True):
        yield f"  {name}was {plain(change.before)}"


def _sentences(sentences: Sequence[str], style: Style) -> Iterator[str]:
    """Yield sentences, the later lines of each further in."""
    for sentence in sentences:
        first, *rest = wrap(sentence, style.room - len(_UNDER))
        yield f"  {first}"
        yield from (_UNDER + line for line in rest)
