"""A review as Markdown: harmless wherever it is posted."""

from collections.abc import Iterator, Sequence

from planlint.commit import short_id
from planlint.history.goalposts import GoalpostMove
from planlint.history.review import Goal, KeyResultReview, PeriodReview
from planlint.model.days import day_text
from planlint.model.items import Purpose, Vision
from planlint.plural import count
from planlint.render.history.review_words import (
    bar_of,
    coming_days,
    counts_text,
    mark_text,
    move_text,
    moves_text,
    reason_text,
    result_words,
    score_text,
    state_words,
    tasks_text,
    title_parts,
    version_text,
)
from planlint.render.history.work import work_table
from planlint.render.text.bars import share
from planlint.render.text.comment_limit import COMMENT_LIMIT
from planlint.render.text.markdown import code, cut, inline
from planlint.render.text.style import PLAIN

_LONGEST = 300
_MOST_DAYS = 10


def review_markdown(review: PeriodReview) -> str:
    """Return the review as Markdown; what does not fit into a comment is left out, and that is said."""
    head = f"## Plan review: {inline(PLAIN.dot.join(title_parts(review, PLAIN)))}\n\n"
    head += "".join(f"**{_cell(item.title)}**\n\n" for item in review.above if isinstance(item, Purpose))
    head += "".join(f"{_cell(item.title)}\n\n" for item in review.above if isinstance(item, Vision))
    said = [counts_text(review), score_text(review), moves_text(review), tasks_text(review)] if review.results else []
    head += "".join(f"- {inline(one)}\n" for one in said if one) or "No key results in this period.\n"
    foot = f"\n<sub>planlint · {_version(review)}{''.join(_neighbours(review))}</sub>\n"
    parts = [*(_goal(goal) for goal in review.goals), *filter(None, [work_table(review, PLAIN)])]
    parts += _moved("Goalposts moved", review.goal_moves)
    parts += _moved("Work put off", review.action_moves)
    days = list(coming_days(review).items())[:_MOST_DAYS]
    if days:
        rows = "".join(f"- {day_text(day)}: {_cell(', '.join(names))}\n" for day, names in days)
        parts.append(f"\n### Comes next\n\n{rows}")
    room = COMMENT_LIMIT - len(head) - len(foot) - 100
    kept: list[str] = []
    for part in parts:
        if sum(map(len, kept)) + len(part) > room:
            break
        kept.append(part)
    left = len(parts) - len(kept)
    note = f"\n*{count(left, 'more part')} left out*\n" if left else ""
    return head + "".join(kept) + note + foot


def _version(review: PeriodReview) -> str:
    rev, _, short = version_text(review).rpartition(" ")
    return f"{code(rev)} {short}" if rev else short


def _neighbours(review: PeriodReview) -> Iterator[str]:
    if review.earlier is not None:
        yield f" · before: {_cell(review.earlier.called or '')}"
    if review.running is not None:
        yield f" · now: {_cell(review.running.called or '')}, since {day_text(review.running.first)}"


def _moved(title: str, moves: Sequence[GoalpostMove]) -> list[str]:
    rows = "".join(
        f"| {day_text(move.day)} | {code(move.item.partition('.')[2], cell=True)} "
        f"| {_cell(move_text(move, PLAIN))} | {_cell(reason_text(move))} "
        f"| {short_id(move.entry.commit)} {_cell(move.entry.author)} |\n"
        for move in moves
    )
    return [f"\n### {title}\n\n| day | | | reason | |\n| --- | --- | --- | --- | --- |\n{rows}"] if rows else []


def _goal(goal: Goal) -> str:
    title = inline(cut(goal.item.title, _LONGEST)) if goal.item else "Without an objective"
    mark = mark_text(goal.mark)
    said = f" · {inline(mark)}" if mark else ""
    why = "".join(f"so that {_cell(item.title)}\n\n" for item in goal.serves)
    rows = "".join(_row(result) for result in goal.results)
    head = "| | | key result | what came of it | | owner |\n| ---: | --- | --- | --- | --- | --- |\n"
    return f"\n### {title}{said}\n\n{why}{head}{rows}"


def _row(result: KeyResultReview) -> str:
    bar = bar_of(result, PLAIN)
    drawn = "guard-rail" if result.item.is_guard_rail else code(bar, cell=True) if bar else ""
    words = result_words(result, PLAIN)
    if result.landing is not None and result.landing < 1:
        words += f"; at this pace {share(result.landing)}"
    note = f"<br>{_cell(result.note)}" if result.note else ""
    owner = code(result.owner, cell=True) if result.owner else ""
    score = share(result.score) if result.counts else ""
    name = f"{code(result.item.id, cell=True)} {_cell(result.item.title)}{note}"
    return f"| {score} | {drawn} | {name} | {_cell(state_words(result))} | {_cell(words)} | {owner} |\n"


def _cell(text: str) -> str:
    return inline(cut(text, _LONGEST))
