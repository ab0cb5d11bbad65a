"""A review as Markdown: harmless wherever it is posted."""

from planlint.commit import short_id
from planlint.history.review import Goal, KeyResultReview, PeriodReview
from planlint.model.days import day_text
from planlint.plural import count
from planlint.render.history.review_words import (
    counts_text,
    mark_text,
    move_text,
    moves_text,
    reason_text,
    result_words,
    score_text,
    tasks_text,
    title_parts,
)
from planlint.render.text.bars import bar, share
from planlint.render.text.markdown import code, cut, inline
from planlint.render.text.style import Style

_MOST = 60_000
_LONGEST = 300
_STYLE = Style()


def review_markdown(review: PeriodReview) -> str:
    """Return the review as Markdown; what does not fit into a comment is left out, and that is said."""
    head = f"## Plan review: {inline(_STYLE.dot.join(title_parts(review, _STYLE)))}\n\n"
    said = [counts_text(review), score_text(review), moves_text(review), tasks_text(review)] if review.results else []
    head += "".join(f"- {inline(one)}\n" for one in said if one) or "No key result belongs to this time.\n"
    foot = f"\n<sub>planlint · {code(review.rev)} {short_id(review.oid)}</sub>\n"
    parts = [_goal(goal) for goal in review.goals]
    if review.moves:
        rows = "".join(
            f"| {day_text(move.day)} | {code(move.item.partition('.')[2], cell=True)} "
            f"| {_cell(move_text(move, _STYLE))} | {_cell(reason_text(move))} "
            f"| {short_id(move.entry.commit)} {_cell(move.entry.author)} |\n"
            for move in review.moves
        )
        parts.append(f"\n### Goalposts moved\n\n| day | | | reason | |\n| --- | --- | --- | --- | --- |\n{rows}")
    if review.coming:
        rows = "".join(
            f"- {day_text(one.day)}: {code(one.item.id)}{' ' + inline(cut(one.step, _LONGEST)) if one.step else ''}\n"
            for one in review.coming[:10]
        )
        parts.append(f"\n### Comes next\n\n{rows}")
    room = _MOST - len(head) - len(foot) - 100
    kept: list[str] = []
    for part in parts:
        if sum(map(len, kept)) + len(part) > room:
            break
        kept.append(part)
    left = len(parts) - len(kept)
    note = f"\n*{count(left, 'more part')} left out*\n" if left else ""
    return head + "".join(kept) + note + foot


def _goal(goal: Goal) -> str:
    title = inline(cut(goal.item.title, _LONGEST)) if goal.item else "Without an objective"
    mark = mark_text(goal.mark)
    rows = "".join(_row(result) for result in goal.results)
    said = f" · {inline(mark)}" if mark else ""
    return f"\n### {title}{said}\n\n| | | key result | | owner |\n| ---: | --- | --- | --- | --- |\n{rows}"


def _row(result: KeyResultReview) -> str:
    value = result.score
    drawn = result.state if result.item.is_guard_rail else code(bar(value, None, _STYLE), cell=True)
    words = result_words(result, _STYLE)
    if result.landing is not None and result.landing < 1:
        words += f"; at this pace {share(result.landing)}"
    note = f"<br>{_cell(result.note)}" if result.note else ""
    owner = code(result.owner, cell=True) if result.owner else ""
    score = "" if result.item.is_guard_rail else share(value)
    name = f"{code(result.item.id, cell=True)} {_cell(result.item.title)}{note}"
    return f"| {score} | {drawn} | {name} | {_cell(words)} | {owner} |\n"


def _cell(text: str) -> str:
    return inline(cut(text, _LONGEST))
