"""A review for people at a terminal."""

from collections.abc import Iterator, Sequence
from datetime import date

from planlint.commit import short_id
from planlint.history.review import Goal, KeyResultReview, PeriodReview
from planlint.model.days import day_text
from planlint.model.figures.progress import SILENT
from planlint.printable import plain
from planlint.render.history.review_words import (
    counts_text,
    is_broken,
    mark_text,
    move_text,
    moves_text,
    reason_text,
    result_words,
    score_text,
    spark,
    tasks_text,
    title_parts,
)
from planlint.render.plan.item_line import pack
from planlint.render.text.bars import CELLS, Cell, bar, mark_sign, share
from planlint.render.text.cells import cut, padded, width, wrap
from planlint.render.text.style import Style

WIDE = 110
_GAP = "  "
_OWNER = 20
_MEASURE = {False: 30, True: 40}
_SPARK = 8
_MOST_COMING = 5
_LEAST = 12


def review_text(review: PeriodReview, style: Style) -> str:
    """Return the review: scores, goalposts that moved, who never said, what comes next."""
    lines = [*_head(review, style), ""]
    if not review.results:
        lines.append("no key result belongs to this time")
    elif (names := _common_steps(review)) is not None:
        lines += _step_table(review, names, style)
    else:
        for goal in review.goals:
            lines += _goal(goal, style)
        lines += _silent(review, style)
    lines += _moved(review, style)
    lines += _coming(review, style)
    lines += _foot(review, style)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _head(review: PeriodReview, style: Style) -> list[str]:
    where = f"{plain(review.rev)} {short_id(review.oid)}"
    title = style.dot.join(title_parts(review, style))
    space = style.room - width(title) - width(where)
    lines = [style.paint(title, "strong") + " " * max(space, 2) + where if space > 1 else style.paint(title, "strong")]
    if not review.results:
        return lines
    steps = all(result.steps for result in review.results)
    said = [counts_text(review), "" if steps else score_text(review), moves_text(review), tasks_text(review)]
    if style.room >= WIDE:
        return [
            *lines,
            *pack([f"{said[0]}{style.dot}{_lower(said[2])}"], style.room, style.dot),
            *filter(None, (said[1], said[3])),
        ]
    return [*lines, *(row for one in said if one for row in wrap(one, style.room))]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _goal(goal: Goal, style: Style) -> Iterator[str]:
    """Yield an objective and its key results, without those that never reported where none of them did."""
    shown = [result for result in goal.results if result.state != SILENT]
    if not shown:
        return
    right = mark_text(goal.mark)
    if goal.owner and style.room >= WIDE:
        right = f"{plain(goal.owner)}{_GAP}{right}"
    room = style.room - width(right) - len(_GAP)
    title = cut(plain(goal.item.title) if goal.item else "Without an objective", max(room, _LEAST), style.ellipsis)
    yield (
        style.paint(Cell(title).drawn(style), "strong") + " " * max(2, style.room - width(title) - width(right)) + right
    )
    for result in (*shown, *(result for result in goal.results if result.state == SILENT)):
        yield from _result(result, style)


def _result(result: KeyResultReview, style: Style) -> Iterator[str]:
    if result.item.is_guard_rail:
        sign = ("✗" if style.unicode else "!") if is_broken(result) else ("●" if style.unicode else "*")
        start = f"  guard-rail {sign if result.state != SILENT else '?'}".ljust(2 + 4 + 1 + CELLS)
    else:
        value = result.score
        start = f"  {share(value).rjust(4)} {bar(value, None if result.is_graded else result.expected, style)}"
    wide = style.room >= WIDE
    owner = cut(plain(result.owner or ""), _OWNER, style.ellipsis)
    line = spark(result, style, _SPARK)
    words = result_words(result, style)
    room = style.room - width(start) - len(_GAP)
    label = plain(result.item.title) if wide else plain(result.item.id)
    beside = _MEASURE[wide] + len(_GAP) + (_SPARK + len(_GAP)) + width(owner) + len(_GAP)
    column = max(min(52 if wide else 24, room - beside), _LEAST)
    name = cut(label, column, style.ellipsis) if wide else label
    text = f"{words}{_GAP}{line}" if line else words
    first = start + _GAP + name + " " * max(column - width(name), 0) + _GAP + text
    if width(first) + len(_GAP) + width(owner) <= style.room:
        yield _right(first, owner, style)
    else:
        yield _right(start + _GAP + name, owner, style)
        yield from (" " * (width(start) + len(_GAP)) + row for row in wrap(text, room))
    indent = " " * (width(start) + len(_GAP))
    if result.landing is not None and result.landing < 1:
        yield f"{indent}at this pace {share(result.landing)}"
    if result.note:
        yield indent + style.paint(cut(f'"{plain(result.note)}"', room, style.ellipsis), "aside")


def _right(text: str, owner: str, style: Style) -> str:
    space = style.room - width(text) - width(owner)
    return text + " " * max(space, 2) + owner if owner else text


def _silent(review: PeriodReview, style: Style) -> list[str]:
    """Return the objectives of which nothing at all was reported: a line each."""
    goals = [goal for goal in review.goals if goal.results and all(one.state == SILENT for one in goal.results)]
    if not goals:
        return []
    lines = [style.paint("Not one result reported", "warning")]
    for goal in goals:
        name = plain(goal.item.id) if goal.item else "without objective"
        owners = ", ".join(dict.fromkeys(plain(one.owner) for one in goal.results if one.owner)) or "nobody"
        results = ", ".join(plain(one.item.id) for one in goal.results)
        owners = cut(owners, style.room // 2, style.ellipsis)
        first, *rest = wrap(results, max(style.room - 20 - width(owners), _LEAST))
        lines.append(_right(f"  {padded(cut(name, 14, style.ellipsis), 14)}  {first}", owners, style))
        lines += [" " * 18 + row for row in rest]
    return lines


def _common_steps(review: PeriodReview) -> list[str] | None:
    """Return the names of the steps, where all key results have the same ones."""
    names = {tuple(step.name for step in result.steps) for result in review.results}
    (first, *others) = names
    return list(first) if not others and first and len(review.results) > 1 else None


def _step_table(review: PeriodReview, names: Sequence[str], style: Style) -> list[str]:
    signs = dict(zip(("reached", "open", "missed"), "●○✗" if style.unicode else "*o!", strict=True))
    days = [[_short(step.day) for step in result.steps] for result in review.results]
    sizes = [max([width(plain(name)), *(width(row[at]) + 2 for row in days)]) for at, name in enumerate(names)]
    changed = [day_text(one.changed) if one.changed else "" for one in review.results]
    size = max(map(len, (*changed, "last change")))
    wide = style.room >= WIDE
    rest = sum(sizes) + 2 * len(sizes) + 2 + 5 + 2 + size + (2 + _OWNER if wide else 0) + 2
    column = min(max(width(plain(one.item.id)) for one in review.results), max(style.room - rest, _LEAST))
    header = " " * (2 + column) + "".join(_GAP + padded(plain(name), n) for name, n in zip(names, sizes, strict=True))
    lines = [f"{header}{_GAP}moved{_GAP}{'last change'.rjust(size)}" + (f"{_GAP}owner" if wide else "")]
    for result, row, when in zip(review.results, days, changed, strict=True):
        name = plain(result.item.id)
        cells = "".join(
            _GAP + Cell(f"{signs[step.state]} {text}", "error" if step.state == "missed" else None).drawn(style, n)
            for step, text, n in zip(result.steps, row, sizes, strict=True)
        )
        owner = f"{_GAP}{cut(plain(result.owner or ''), _OWNER, style.ellipsis)}" if wide else ""
        head = Cell(name).drawn(style, column)
        if width(name) > column:
            lines.append(f"  {name}")
            head = " " * column
        lines.append(f"  {head}{cells}{_GAP}{str(result.moved).rjust(5)}{_GAP}{when.rjust(size)}{owner}")
    return lines


def _short(day: date | None) -> str:
    if day is None:
        return "undated"
    rest, _, year = day_text(day).rpartition(" ")
    return f"{rest} {year[-2:]}"


def _moved(review: PeriodReview, style: Style) -> list[str]:
    if not review.moves:
        return []
    lines = ["", style.paint("goalposts moved", "strong")]
    column = min(max(width(plain(move.item.partition(".")[2])) for move in review.moves), 24)
    # Where nobody gave a reason the headline says so, once.
    explained = any(move.reason for move in review.moves)
    for move in review.moves:
        name = plain(move.item.partition(".")[2])
        start = f"  {_short(move.day).rjust(9)}  {padded(name, column)}  "
        by = f"{short_id(move.entry.commit)}  {cut(plain(move.entry.author) or 'nobody', 18, style.ellipsis)}"
        said = f"{move_text(move, style)}{style.dot}{reason_text(move)}" if explained else move_text(move, style)
        room = style.room - width(start) - width(by) - len(_GAP)
        if width(said) <= room:
            lines.append(_right(start + said, by, style))
            continue
        lines.append(_right(start.rstrip(), by, style))
        lines += [" " * 13 + row for row in wrap(said, style.room - 13)]
    return lines


def _coming(review: PeriodReview, style: Style) -> list[str]:
    if not review.coming:
        return []
    lines = ["", style.paint("comes next", "strong")]
    for one in review.coming[:_MOST_COMING]:
        what = f"{plain(one.step)} of {plain(one.item.id)}" if one.step else plain(one.item.id)
        lines.append(f"  {_short(one.day).rjust(9)}  {cut(what, style.room - 13, style.ellipsis)}")
    left = len(review.coming) - _MOST_COMING
    return [*lines, f"  and {left} more"] if left > 0 else lines


def _foot(review: PeriodReview, style: Style) -> list[str]:
    if not review.results:
        return []
    item = review.results[0].item.id
    expected = any(one.expected for one in review.results if not one.is_graded and not one.item.is_guard_rail)
    marks = [f"{mark_sign(style)} where the bar should be"] if expected and _common_steps(review) is None else []
    ways = {
        f"planlint history {plain(item)}": "one item, every change",
        "--log": "every change",
        "--format html -o review.html": "this page, for the meeting",
    }
    width = max(map(len, ways)) + 4
    return [
        "",
        *marks,
        *(f"{'' if n else 'next':4}  {way:{width}}{what}" for n, (way, what) in enumerate(ways.items())),
    ]
