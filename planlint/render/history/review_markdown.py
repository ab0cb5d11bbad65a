"""A review as Markdown: harmless wherever it is posted."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from planlint.commit import short_id
from planlint.history.goalposts import GoalpostMove
from planlint.history.review import Goal, KeyResultReview, PeriodReview
from planlint.model.days import day_text
from planlint.model.items import Purpose, Vision
from planlint.plural import count
from planlint.render.history import review_words as words
from planlint.render.history.work import work_table
from planlint.render.text.bars import share
from planlint.render.text.markdown import COMMENT_LIMIT, code, inline, table_head, table_row
from planlint.render.text.style import PLAIN

_LONGEST = 300
_MOST_DAYS = 10


def review_markdown(review: PeriodReview) -> str:
    """Return the review as Markdown; what does not fit into a comment is left out, and that is said."""
    head = f"## Plan review: {inline(PLAIN.dot.join(words.title_parts(review, PLAIN)))}\n\n"
    head += "".join(f"**{_cell(item.title)}**\n\n" for item in review.above if isinstance(item, Purpose))
    head += "".join(f"{_cell(item.title)}\n\n" for item in review.above if isinstance(item, Vision))
    said = words.head_texts(review) if review.results else ()
    head += "".join(f"- {inline(one)}\n" for one in said if one) or "No key results in this period.\n"
    foot = f"\n<sub>planlint · {' · '.join(_foot(review))}</sub>\n"
    parts = [*(_goal(goal) for goal in review.goals), *filter(None, [work_table(review, PLAIN)])]
    parts += _moved("Goalposts moved", review.goal_moves)
    parts += _moved("Work put off", review.action_moves)
    days = list(words.coming_days(review).items())[:_MOST_DAYS]
    if days:
        rows = "".join(f"- {day_text(day)}: {_cell(', '.join(names))}\n" for day, names in days)
        parts.append(f"\n### Comes next\n\n{rows}")
    room = COMMENT_LIMIT - len(head) - len(foot) - 100
    kept = sum(size <= room for size in accumulate(map(len, parts)))
    left = len(parts) - kept
    note = f"\n*{count(left, 'more part')} left out*\n" if left else ""
    return head + "".join(parts[:kept]) + note + foot


def _foot(review: PeriodReview) -> Iterator[str]:
    rev, _, short = words.version_text(review).rpartition(" ")
    yield f"{code(rev)} {short}" if rev else short
    if review.earlier is not None:
        yield f"before: {_cell(review.earlier.called or '')}"
    if review.running is not None:
        yield f"now: {_cell(review.running.called or '')}, since {day_text(review.running.first)}"


def _moved(title: str, moves: Sequence[GoalpostMove]) -> list[str]:
    rows = (
        (
            day_text(move.day),
            code(move.item.partition(".")[2], cell=True),
            _cell(words.move_text(move, PLAIN)),
            _cell(words.reason_text(move)),
            f"{short_id(move.entry.commit)} {_cell(move.entry.author)}",
        )
        for move in moves
    )
    head = table_head("day", "", "", "reason", "")
    return [f"\n### {title}\n\n{head}{''.join(map(table_row, rows))}"] if moves else []


def _goal(goal: Goal) -> str:
    title = _cell(goal.item.title) if goal.item else "Without an objective"
    mark = words.mark_text(goal.mark)
    said = f" · {inline(mark)}" if mark else ""
    why = "".join(f"so that {_cell(item.title)}\n\n" for item in goal.serves)
    head = table_head("", "", "key result", "what came of it", "", "owner", counts=True)
    return f"\n### {title}{said}\n\n{why}{head}{''.join(map(_row, goal.results))}"


def _row(result: KeyResultReview) -> str:
    bar = words.bar_of(result, PLAIN)
    drawn = "guard-rail" if result.item.is_guard_rail else code(bar, cell=True) if bar else ""
    came = words.result_words(result, PLAIN)
    if result.landing is not None and result.landing < 1:
        came += f"; at this pace {share(result.landing)}"
    note = f"<br>“{_cell(result.note)}”" if result.note else ""
    owner = code(result.owner, cell=True) if result.owner else ""
    score = share(result.score) if result.counts else ""
    name = f"{code(result.item.id, cell=True)} {_cell(result.item.title)}{note}"
    return table_row((score, drawn, name, _cell(words.state_words(result)), _cell(came), owner))


def _cell(text: str) -> str:
    return inline(text, _LONGEST)
