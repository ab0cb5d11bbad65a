"""A review for people at a terminal."""

from collections.abc import Iterator, Sequence
from datetime import date

from planlint.commit import short_id
from planlint.history.goalposts import GoalpostMove
from planlint.history.review import BROKEN, DROPPED, Goal, KeyResultReview, PeriodReview
from planlint.model.days import day_text
from planlint.model.figures.progress import SILENT
from planlint.printable import plain
from planlint.render.history import review_words as words
from planlint.render.history.work import work_section
from planlint.render.text.bars import CELLS, share, state_cell
from planlint.render.text.cells import pack, width, wrap
from planlint.render.text.columns import ID, Cell, Column, Columns, at_edges, section, table
from planlint.render.text.style import Style

_GAP = "  "
_LEAST = 12
_LONGEST_OWNER = 24
_MOST_DAYS = 5
_LEAD = 2 + 4 + 1 + CELLS  # the score and the bar
_TITLE = Column(yields=1, least=34, fills=True)
_SPARK = Column(yields=2, optional=True)
_SAID = Column(yields=3, least=14, keeps="numbers")
_STATE = Column()
_OWNER = Column(side="right", yields=4, least=10, keeps="all")
_NARROW = (Column(gap=0), ID._replace(gap=1), _STATE, _SAID._replace(fills=True), _SPARK, _OWNER)
_WIDE = (Column(gap=0), ID, _TITLE, _STATE, _SAID, _SPARK, _OWNER)


def review_text(review: PeriodReview, style: Style) -> str:
    """Return the review: scores, goalposts that moved, who never said, what comes next."""
    lines = [*_head(review, style), ""]
    if not review.results:
        lines.append("no key results in this period")
    elif (names := _common_steps(review)) is not None:
        lines += _step_table(review, names, style)
    else:
        lines += _goals(review, style)
        lines += _silent(review, style)
    lines += work_section(review, style)
    lines += section("goalposts moved", _moved(review.goal_moves, style), style)
    lines += section("work put off", _moved(review.action_moves, style), style)
    lines += section("comes next", _coming(review, style), style)
    lines += _foot(review, style)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _head(review: PeriodReview, style: Style) -> list[str]:
    where = words.version_text(review)
    title = style.dot.join(words.title_parts(review, style))
    rest: list[str] = []
    if width(title) + width(where) >= style.room:
        title, *parts = words.title_parts(review, style)
        rest = [style.dot.join(parts)]
    lines = [at_edges(Cell(title, "strong"), Cell(where), style), *rest]
    if not review.results:
        return lines
    counts, score, moves, tasks = words.head_texts(review)
    if all(result.steps for result in review.results):
        score = ""
    if style.is_wide:
        first = f"{counts}{style.dot}{moves[:1].lower()}{moves[1:]}"
        return [*lines, *pack([first], style.room, style.dot), *filter(None, (score, tasks))]
    return [*lines, *(row for one in (counts, score, moves, tasks) if one for row in wrap(one, style.room))]


def _goals(review: PeriodReview, style: Style) -> Iterator[str]:
    """Yield objectives with their key results, without those of which nobody said anything."""
    shown = [
        (goal, sorted(goal.results, key=lambda one: one.state == SILENT))
        for goal in review.goals
        if any(one.state != SILENT for one in goal.results)
    ]
    drawn = [(goal, one, _row(one, style)) for goal, results in shown for one in results]
    columns = Columns(_WIDE if style.is_wide else _NARROW, [row for *_, row in drawn], style)
    is_tight = columns.is_narrowed
    if is_tight:  # the owner of an objective stands on its line, and what was promised below
        drawn = [(goal, one, _tight(row, goal, one, style)) for goal, one, row in drawn]
        columns = Columns(columns.columns, [row for *_, row in drawn], style)
    before: Goal | None = None
    for goal, result, row in drawn:
        if goal is not before:
            yield _goal(goal, style)
        before = goal
        yield from columns.lines(row)
        yield from _below(result, columns.start(1), style, with_promise=is_tight)


def _goal(goal: Goal, style: Style) -> str:
    right = words.mark_text(goal.mark)
    title = plain(goal.item.title) if goal.item else "Without an objective"
    if goal.owner:
        short = words.mark_text(goal.mark, is_short=True)
        owner = f"{style.cut(plain(goal.owner), _LONGEST_OWNER)}{_GAP}"
        fits = width(title) + width(owner) + width(right) + len(_GAP) <= style.room
        right = owner + (right if fits else short)
    return at_edges(Cell(title, "strong"), Cell(right), style, least=_LEAST)


def _tight(row: list[Cell], goal: Goal, result: KeyResultReview, style: Style) -> list[Cell]:
    """Return a row without what its objective's line and the one below it say as well."""
    owner = Cell("") if result.owner == goal.owner else row[-1]
    return [*row[:-3], Cell(words.measure_words(result, style)), row[-2], owner]


def _row(result: KeyResultReview, style: Style) -> list[Cell]:
    if result.item.is_guard_rail and result.is_graded:
        lead = f"  {share(result.score).rjust(4)} guard-rail"
    elif result.item.is_guard_rail:
        holds, broken, _ = style.marks
        sign = broken if result.state == BROKEN else holds
        lead = f"  guard-rail {sign if result.state != SILENT else '?'}"
    else:
        score = "" if result.state == DROPPED else share(result.score)
        lead = f"  {score.rjust(4)} {words.bar_of(result, style)}"
    title = [Cell(plain(result.item.title))] if style.is_wide else []
    return [
        Cell(lead.ljust(_LEAD)),
        Cell(plain(result.item.id)),
        *title,
        state_cell(words.state_words(result)),
        Cell(words.result_words(result, style)),
        Cell(words.spark(result, style)),
        Cell(style.cut(plain(result.owner or ""), _LONGEST_OWNER)),
    ]


def _below(result: KeyResultReview, indent: int, style: Style, *, with_promise: bool) -> Iterator[str]:
    """Yield what stands under a key result: where it ends at this pace, and the last note."""
    parts = [words.promise_words(result)] if with_promise and words.promise_words(result) else []
    parts += [f"at this pace {share(result.landing)}"] if result.landing is not None and result.landing < 1 else []
    parts += [f'"{plain(result.note)}"'] if result.note else []
    if parts:
        yield " " * indent + style.paint(style.cut(style.dot.join(parts), style.room - indent), "aside")


def _silent(review: PeriodReview, style: Style) -> Iterator[str]:
    """Yield the objectives of which nothing at all was reported: a line each."""
    goals = [goal for goal in review.goals if goal.results and all(one.state == SILENT for one in goal.results)]
    if not goals:
        return
    yield style.paint("Nothing reported", "warning")
    rows = []
    for goal in goals:
        name = plain(goal.item.id) if goal.item else "without objective"
        owners = ", ".join(dict.fromkeys(plain(one.owner) for one in goal.results if one.owner)) or "nobody"
        results = ", ".join(plain(one.item.id) for one in goal.results)
        rows.append([Cell(name), Cell(results), Cell(owners)])
    yield from table((ID, Column(yields=3, least=20, keeps="all", fills=True), _OWNER), rows, style)


def _common_steps(review: PeriodReview) -> list[str] | None:
    """Return the names of the steps, where all key results have the same ones."""
    names = {tuple(step.name for step in result.steps) for result in review.results}
    (first, *others) = names
    return list(first) if not others and first and len(review.results) > 1 else None


def _step_table(review: PeriodReview, names: Sequence[str], style: Style) -> Iterator[str]:
    signs = dict(zip(("reached", "missed", "open"), style.marks, strict=True))
    heads = ("", *map(plain, names), "moved", "last change", "owner" if style.is_wide else "")
    rows = [[Cell(text) for text in heads]]
    for result in review.results:
        steps = (
            Cell(f"{signs[step.state]} {_short(step.day)}", "error" if step.state == "missed" else None)
            for step in result.steps
        )
        changed = day_text(result.changed) if result.changed else ""
        owner = Cell(plain(result.owner or "") if style.is_wide else "")
        rows.append([Cell(plain(result.item.id)), *steps, Cell(str(result.moved)), Cell(changed), owner])
    return table((ID, *(Column() for _ in names), Column(side="right"), Column(side="right"), Column()), rows, style)


def _short(day: date | None) -> str:
    if day is None:
        return "undated"
    rest, _, year = day_text(day).rpartition(" ")
    return f"{rest} {year[-2:]}"


def _moved(moves: Sequence[GoalpostMove], style: Style) -> Iterator[str]:
    # Where nobody gave a reason the headline says so, once.
    explained = any(move.reason for move in moves)
    rows = []
    for move in moves:
        by = f"{short_id(move.entry.commit)}  {style.cut(plain(move.entry.author) or 'nobody', 18)}"
        done = words.move_text(move, style)
        said = f"{done}{style.dot}{words.reason_text(move)}" if explained else done
        rows.append([Cell(_short(move.day)), Cell(plain(move.item.partition(".")[2])), Cell(said), Cell(by)])
    room = style.room - max((row[-1].width for row in rows), default=0) - 2
    columns = Columns(
        (Column(side="right"), ID, Column(fills=True, yields=1, keeps="all")), [row[:-1] for row in rows], style, room
    )
    for *row, end in rows:
        day_cell, name, said_cell = row
        if said_cell.width <= room - columns.start(2):
            yield from (at_edges(Cell(line), end, style) for line in columns.lines(row))
            continue
        yield at_edges(Cell(columns.lines([day_cell, name, Cell("")])[0]), end, style)
        yield from (" " * 13 + line for line in wrap(said_cell.text, style.room - 13))


def _coming(review: PeriodReview, style: Style) -> Iterator[str]:
    days = words.coming_days(review)
    size = max((len(day_text(day)) for day in days), default=0)
    for day, names in list(days.items())[:_MOST_DAYS]:
        said = style.cut(_as_many_as_fit(names, style.room - size - 4), style.room - size - 4)
        yield f"  {day_text(day).rjust(size)}  {said}"
    left = sum(map(len, list(days.values())[_MOST_DAYS:]))
    if left:
        yield f"  and {left} more"


def _as_many_as_fit(names: Sequence[str], room: int) -> str:
    """Return names as a list on one line, and how many more there are."""
    for shown in range(len(names), 1, -1):
        left = len(names) - shown
        said = ", ".join(names[:shown]) + (f" and {left} more" if left else "")
        if width(said) <= room:
            return said
    return f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else names[0]


def _foot(review: PeriodReview, style: Style) -> list[str]:
    ways = []
    if review.results:
        item = next((one.item for one in review.results if one.state != SILENT), review.results[0].item)
        ways += [
            ("next", f"planlint history {plain(item.id)}", "one item, every change"),
            ("", "--log", "every change"),
            ("", "-o review.html", "this page, for the meeting"),
        ]
    if (earlier := review.earlier) is not None:
        ways.append(("before", f"planlint history --period {plain(earlier.period or '')}", plain(earlier.called or "")))
    if (running := review.running) is not None:
        since = f"{plain(running.called or '')}, since {day_text(running.first)}"
        ways.append(("now", f"planlint history --period {plain(running.period or '')}", since))
    expected = any(style.bar_mark in words.bar_of(one, style) for one in review.results if not one.item.is_guard_rail)
    marks = [f"{style.bar_mark} where the bar should be"] if expected and _common_steps(review) is None else []
    rows = [[Cell(text) for text in way] for way in ways]
    columns = (Column(gap=0), Column(), Column(gap=4, yields=1, least=_LEAST))
    return ["", *marks, *table(columns, rows, style)] if rows else []
