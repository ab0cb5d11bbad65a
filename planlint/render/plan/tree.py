"""What serves what: the outline of `planlint tree`, drawn from the top down."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from planlint.bounds import listing
from planlint.history.work import Work, counted
from planlint.json_line import dump
from planlint.model.item_state import ItemState
from planlint.model.items import KeyResult, Objective, Purpose, Tactic, Task, words_of
from planlint.model.outline import AlsoServes, Head, Outline, OutlineLine
from planlint.plural import count
from planlint.printable import plain
from planlint.render.plan.item_line import (
    broken_rail,
    details,
    figure,
    has_bar,
    is_settled,
    mark_at,
    node,
    status_words,
    tactic_parts,
    tasks_words,
    waits_for,
)
from planlint.render.plan.why import broken_lines
from planlint.render.text.bars import (
    CELLS,
    bar,
    due_words,
    figure_of,
    measure,
    measure_without_sign,
    share,
    state_cell,
)
from planlint.render.text.cells import pack, width, wrap
from planlint.render.text.columns import Cell, Column, Columns, at_edges
from planlint.render.text.style import Style

_GAP = "  "
_STEP = 3  # cells a level is drawn in by
_LEAST_TITLE = 10  # cells below which a title says nothing
_LEAST_COLUMN = 20
_LEFT = Column(gap=0, yields=9, least=40, keeps="all")
_SAID = Column(yields=2, least=8, keeps="numbers")
_OWNER = Column(side="right", yields=3, least=8)
_NARROW = (_LEFT, Column(keeps="all"), _SAID, Column(fills=True), _OWNER)
_TIGHT = (_LEFT, Column(keeps="all"), Column(), _SAID._replace(fills=True), _OWNER)
_WIDE = (
    _LEFT._replace(least=60),
    Column(gap=1, yields=1, least=28, fills=True),
    _SAID._replace(gap=1),
    Column(),
    _OWNER,
)
_MOST_NAMED = 5


def tree_text(facts: Outline, style: Style) -> str:
    """Return the outline for people, an item a line.

    At 110 cells and more every line has a title, below that only those of goals above key results. What does
    not fit beside its item stands under it. No line is wider than the style's room but one of a single word (an
    id, a number) that is itself too long. Far down, the outermost rails are left out.
    """
    rows = _rows(facts, style)
    drawn = _in_table(rows, style) if style.is_wide else _Narrow(rows, style).lines
    lines: list[str] = []
    heads = iter(facts.heads)
    for at, row in enumerate(rows):
        if row.depth == 0:
            lines += [""] if lines else []
            lines += _heading(row.standing, next(heads), style)
            if at + 1 < len(rows) and rows[at + 1].depth:
                lines.append("│" if style.unicode else "|")
        else:
            lines += _under_rails(row, drawn(row))
            lines += [row.under + line for text in row.extra for line in wrap(text, row.room_under(style))]
    footer = _footer(rows, facts.also, style)
    return "".join(f"{line.rstrip()}\n" for line in (*lines, *([""] if footer else []), *footer))


def tree_work_text(facts: Outline, work: Mapping[str, Work], style: Style) -> str:
    """Return the outline with the commits made for each item and what is below it at the right end of its line."""
    lines = []
    for entry in facts.entries:
        item = entry.standing.item
        made = work.get(item.name)
        right = Cell(count(len(made.commits), "commit")) if made else Cell("none", "aside")
        before = f"{'  ' * entry.depth}{plain(item.id)}  "
        lines.append(at_edges(Cell(plain(item.title)), right, style, before=before, least=_LEAST_COLUMN))
    return "".join(f"{line}\n" for line in lines)


def tree_json(facts: Outline, work: Mapping[str, Work] | None = None) -> str:
    """Return the outline for programs, a node a line, each with its children within; with `work` also its commits."""
    parts: list[str] = []
    depth = -1
    for entry in facts.entries:
        if entry.depth > depth:
            joint = "\n" if entry.depth == 0 else f"\n{'  ' * entry.depth}"
        else:
            joint = "]}" * (depth - entry.depth + 1) + f",\n{'  ' * entry.depth}"
        depth = entry.depth
        facts_of = node(entry.standing)
        if work is not None:
            facts_of["work"] = counted(work.get(entry.standing.item.name, Work()))
        parts.append(f'{joint}  {dump(facts_of)[:-1]}, "children": [')
    # Nodes are nested by hand: a plan may be deeper than a recursive writer can go.
    return f'{{"version": 1, "roots": [{"".join(parts)}{"]}" * (depth + 1)}]}}\n'


class _Row(NamedTuple):
    """An item at its place: `rail` is drawn before it, `under` before what stands below its own line."""

    standing: ItemState
    depth: int
    rail: str
    under: str
    inherited: str | None  # the owner on the line above it that it stands under
    extra: tuple[str, ...] = ()

    @property
    def left(self) -> str:
        return self.rail + plain(self.standing.item.id)

    def room_under(self, style: Style) -> int:
        return max(1, style.room - width(self.under))

    @property
    def is_goal(self) -> bool:
        """Whether it stands above the key results, so that its title is what matters."""
        return not isinstance(self.standing.item, (KeyResult, Tactic, Task))

    @property
    def owner(self) -> str:
        return plain(self.standing.owner or "")


def _rows(facts: Outline, style: Style) -> list[_Row]:
    rails = _rails(facts.entries, style)
    owners: list[str | None] = []
    rows = []
    shown = {entry.standing.item.name for entry in facts.entries}
    for entry, (rail, under) in zip(facts.entries, rails, strict=True):
        del owners[entry.depth :]
        inherited = owners[-1] if owners else None
        owners.append(entry.standing.owner)
        extra = tuple(
            broken_rail(rail, style)
            for rail in entry.standing.broken_rails
            if rail.name not in shown or not isinstance(rail, KeyResult)  # an outcome's own line tells its progress
        )
        rows.append(_Row(entry.standing, entry.depth, rail, under, inherited, extra))
    return rows


def _rails(entries: Sequence[OutlineLine], style: Style) -> list[tuple[str, str]]:
    """Return, for each item, what is drawn before it and before what stands under its line.

    Worked out from the end: only there it is known whether an item has a sibling after it.
    """
    branch, last, through = ("├─ ", "└─ ", "│  ") if style.unicode else ("|- ", "`- ", "|  ")
    most = style.room // 2 // _STEP
    more: list[bool] = []
    found: list[tuple[str, str]] = []
    for at in range(len(entries) - 1, -1, -1):
        depth = entries[at].depth
        parent = at + 1 < len(entries) and entries[at + 1].depth > depth
        del more[depth + 1 :]
        more.extend([False] * (depth + 1 - len(more)))
        if depth == 0:
            found.append(("", ""))
        else:
            outer = "".join(through if one else " " * _STEP for one in more[1:depth][-most:])
            own = branch if more[depth] else last
            under = through if more[depth] else " " * _STEP
            found.append((outer + own, outer + under + (through if parent else " " * _STEP)))
        more[depth] = True
    return found[::-1]


def _heading(one: ItemState, head: Head, style: Style) -> list[str]:
    """Return a root: its title with its kind, what there is to say of it, and the sum of what is below."""
    kind = Cell(words_of(one.item.kind), "aside")
    title = Cell(plain(one.item.title), "strong" if isinstance(one.item, Purpose) else None)
    lines = [at_edges(title, kind, style)]
    lines += pack([*_now(one, head), *details(one, style, as_head=True), *_sum(one, head)], style.room, style.dot)
    for broken in head.breaks:
        lines += broken_lines("so that", plain(broken.says), style)
    return lines


def _now(one: ItemState, head: Head) -> list[str]:
    """Return the progress of an item that is made of others, and where it should be."""
    if one.progress.value is None or isinstance(one.item, (Objective, KeyResult, Tactic, Task)):
        return []
    should = f", {share(head.expected)} expected" if head.expected is not None and one.progress.past is None else ""
    return [figure(one) + should]


def _sum(one: ItemState, head: Head) -> list[str]:
    parts = []
    if head.states:
        (word, number), *others = head.states
        parts.append(", ".join([f"{count(number, 'key result')} {word}", *(f"{n} {words}" for words, n in others)]))
    if head.broken and not one.broken_rails:
        parts.append(f"{count(head.broken, 'guard-rail')} broken")
    done, asked = head.tasks
    if asked and not isinstance(one.item, (Tactic, Task)):
        parts.append(f"{done} of {count(asked, 'task')} done")
    return parts


def _right_of_goal(one: ItemState) -> str:
    """Return an objective's period, any other goal's kind; and a state that settles it."""
    period = one.item.text("period") if isinstance(one.item, Objective) else None
    what = plain(period) if period else words_of(one.item.kind)
    return f"{what}, {one.state}" if is_settled(one) else what


def _action_words(one: ItemState) -> list[str]:
    """Return what a tactic's or task's line says where it has no column for it."""
    if isinstance(one.item, Tactic):
        parts = tactic_parts(one)
        return parts if one.progress.asked else parts[1:] or [plain(one.state)]
    due = [due_words(one.due, one.today, is_open=one.is_late)] if one.due and one.is_open else []
    return [status_words(one), *waits_for(one), *due]


def _due_word(one: ItemState) -> str:
    """Return when a task is due in as few cells as that takes; nothing once it is over."""
    if one.due is None or not one.is_open:
        return ""
    said = due_words(one.due, one.today, is_open=False)
    return f"was {said}" if one.is_late else said


def _bar_cell(one: ItemState, style: Style) -> str:
    if has_bar(one):
        return bar(one.progress.value, mark_at(one), style)
    return "guard-rail" if isinstance(one.item, KeyResult) and one.item.is_guard_rail else ""


class _Narrow:
    """Lines of ids: goals with as much of their title as fits, key results with their bars.

    Where that is too much for the room, an owner stands on the line of the objective alone, the state comes first,
    and no baseline is shown.
    """

    def __init__(self, rows: Sequence[_Row], style: Style) -> None:
        self.style = style
        below = [row for row in rows if row.depth]
        goals = [row for row in below if row.is_goal]
        actions = [row for row in below if not row.is_goal]
        self.is_flat = not any(isinstance(row.standing.item, KeyResult) for row in actions)
        self.is_tight = False
        self.columns = Columns(_NARROW, [self._fitting(row) for row in actions], style)
        if self.columns.is_narrowed:
            self.is_tight = True
            self.columns = Columns(_TIGHT, [self._fitting(row) for row in actions], style)
        self.share = max((width(share(row.standing.progress.value)) for row in goals), default=0)
        self.right = min(max((width(self._right(row)) for row in goals), default=0), 2 * _LEAST_COLUMN)

    def lines(self, row: _Row) -> list[str]:
        """Return what is drawn for an item: mostly one line."""
        return self._goal(row) if row.is_goal else self.columns.lines(self._cells(row))

    def _right(self, row: _Row) -> str:
        what = _right_of_goal(row.standing)
        if not (self.is_tight and row.owner):
            return what
        return f"{what}{_GAP}{self.style.cut(row.owner, _LEAST_COLUMN)}"

    def _goal(self, row: _Row) -> list[str]:
        one, style = row.standing, self.style
        score = figure_of(one.progress).rjust(self.share)
        right = score + _GAP + Cell(self._right(row)).drawn(style, self.right)
        room = style.room - width(row.left) - width(right) - 2 * len(_GAP)
        if room >= _LEAST_TITLE:
            title = Cell(style.cut(plain(one.item.title), room))
            return [row.left + _GAP + title.drawn(style, room) + _GAP + right]
        if room + len(_GAP) >= 0:
            return [row.left + " " * (room + 2 * len(_GAP)) + right]
        # What does not fit beside the item stands under it.
        below = pack(filter(None, (score.strip(), self._right(row))), row.room_under(style), style.dot)
        return [row.left, *(row.under + line for line in below)]

    def _fitting(self, row: _Row) -> list[Cell]:
        """Return what the columns are fitted to: what is said of an action may reach over all of them."""
        if isinstance(row.standing.item, KeyResult):
            return self._cells(row)
        left = Cell(row.left if self.is_flat else "")
        return [left, Cell("." * CELLS), *(Cell(".") for _ in _NARROW[2:-1]), self._cells(row)[-1]]

    def _cells(self, row: _Row) -> list[Cell]:
        one, style = row.standing, self.style
        is_inherited = one.owner == row.inherited
        if isinstance(one.item, KeyResult):
            left, bar_cell, state = Cell(row.left), Cell(_bar_cell(one, style)), _state(one)
            if self.is_tight:
                way = measure_without_sign(one.item, style, baseline=False)
                return [left, bar_cell, state, Cell(way), Cell("" if is_inherited else row.owner)]
            return [left, bar_cell, Cell(measure(one.item, style)), state, Cell(row.owner)]
        owner = row.owner if isinstance(one.item, Task) or not is_inherited else ""
        return [Cell(row.left), Cell(", ".join(_action_words(one))), Cell(""), Cell(""), Cell(owner)]


def _under_rails(row: _Row, lines: Sequence[str]) -> list[str]:
    """Return lines with the rails before those that go on below the first."""
    size = width(row.under)
    return [*lines[:1], *(line if line[:size].strip() else row.under + line[size:] for line in lines[1:])]


def _in_table(rows: Sequence[_Row], style: Style) -> Callable[[_Row], list[str]]:
    """Return what draws an item as a row of a table: id, title, how far, how it does, whose it is."""

    def cells(row: _Row) -> list[Cell]:
        one = row.standing
        title, far = Cell(plain(one.item.title)), Cell(_how_far(one, style))
        return [Cell(row.left), title, far, _how_it_does(one), Cell(row.owner)]

    columns = Columns(_WIDE, [cells(row) for row in rows if row.depth], style)
    return lambda row: columns.lines(cells(row))


def _how_far(one: ItemState, style: Style) -> str:
    item = one.item
    if isinstance(item, KeyResult):
        return f"{_bar_cell(one, style)} {measure(item, style)}".lstrip()
    if isinstance(item, Objective) and one.progress.asked:
        return f"{share(one.progress.value)} from {one.progress.known} of {one.progress.asked}"
    if isinstance(item, Tactic):
        return tasks_words(one) if one.progress.asked else ""
    return _due_word(one) if isinstance(item, Task) else figure_of(one.progress)


def _how_it_does(one: ItemState) -> Cell:
    item = one.item
    if isinstance(item, Task):
        return state_cell("waits" if one.waits_for else status_words(one))
    if isinstance(item, Tactic):
        held = "blocked" if one.stuck and one.stuck.status == "blocked" else "waits"
        return state_cell(one.state if is_settled(one) or not (one.stuck or one.waits_for) else held)
    if isinstance(item, KeyResult):
        return _state(one)
    return state_cell(one.state) if is_settled(one) else Cell(_right_of_goal(one))


def _state(one: ItemState) -> Cell:
    """Return how a key result does, or the grade that it was given at its end."""
    return state_cell(f"graded {share(one.score)}" if one.score is not None and one.state == "closed" else one.state)


def _footer(rows: Sequence[_Row], also: Sequence[AlsoServes], style: Style) -> list[str]:
    sign = style.bar_mark
    drawn = any(mark_at(row.standing) and has_bar(row.standing) for row in rows)
    parts = [f"{sign} where the bar should be today"] if drawn else []
    tactics = (row.standing for row in rows if row.depth and isinstance(row.standing.item, Tactic))
    bare = {one.item.name for one in tactics if not one.progress.asked}
    parts += [f"{count(len(bare), 'tactic')} without tasks"] if bare else []
    named = [
        f"{plain(one.item.id)} also serves {listing((plain(other.id) for other in one.others), most=_MOST_NAMED)}"
        for one in also[:_MOST_NAMED]
    ]
    if len(also) > _MOST_NAMED:
        named.append(f"{len(also) - _MOST_NAMED} more serve something else as well")
    return list(pack([*parts, *named], style.room, style.dot))
