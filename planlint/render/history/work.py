"""Work as a fact: how many commits name a goal or what is below it, beside what became of its measure."""

from collections.abc import Mapping
from datetime import date

from planlint.commit import utc_day
from planlint.history.review import KeyResultReview, PeriodReview
from planlint.history.work import Work, counted
from planlint.model.days import day_text
from planlint.plural import count
from planlint.printable import plain
from planlint.render.plan.work import commit_json
from planlint.render.text.bars import amount
from planlint.render.text.columns import ID, Cell, Column, section, table
from planlint.render.text.markdown import code, inline, table_head, table_row
from planlint.render.text.style import Style

_GAP = "  "


def work_words(work: Work | None) -> str:
    """Return how much work there was: `14 commits by 3 people, last 9 Nov 2026`."""
    if not work or work.last is None:
        return "no commit names it"
    people = "1 person" if work.people == 1 else f"{work.people} people"
    return f"{count(len(work.commits), 'commit')} by {people}, last {day_text(work.last)}"


def work_rows(review: PeriodReview, style: Style) -> list[tuple[str, str, str]]:
    """Return each key result with its work and what became of its measure; nothing where no commit names any item."""
    if not review.work:
        return []
    first = review.span.first
    return [
        (result.item.id, work_words(review.work.get(result.item.name)), _moved(result, first, style))
        for result in review.results
    ]


def work_section(review: PeriodReview, style: Style) -> list[str]:
    """Return the lines of the section for people at a terminal."""
    rows = [[Cell(plain(name)), Cell(work), Cell(moved)] for name, work, moved in work_rows(review, style)]
    columns = (ID, Column(yields=2, least=10), Column(yields=1, keeps="numbers"))
    return section("work", table(columns, rows, style), style)


def work_table(review: PeriodReview, style: Style) -> str:
    """Return the same as a table in Markdown; empty where no commit names any item."""
    found = work_rows(review, style)
    rows = "".join(table_row((code(name, cell=True), work, inline(moved))) for name, work, moved in found)
    return f"\n### Work\n\n{table_head('', '', '')}{rows}" if rows else ""


def item_work_text(work: Mapping[str, Work], style: Style, *, listed: bool) -> str:
    """Return the work for the items of a log, with their commits where these are `listed`; empty without any."""
    lines: list[str] = []
    for name, one in work.items():
        if one:
            lines.append(f"{_GAP}{plain(name.partition('.')[2])}{_GAP}{work_words(one)}")
            for made in one.commits if listed else ():
                start = f"{_GAP * 2}{made.short}  {day_text(made.day)}  "
                said = f"{plain(made.subject)}, {plain(made.author)}"
                lines.append(start + style.cut(said, style.room - len(start)))
    return "".join(f"{line}\n" for line in section("work", lines, style))


def work_json(work: Mapping[str, Work], *, listed: bool) -> list[dict[str, object]]:
    """Return work for programs, an object an item; with `listed` also the commits."""
    return [
        {"item": name, **counted(one), **({"list": list(map(commit_json, one.commits))} if listed else {})}
        for name, one in work.items()
    ]


def _moved(result: KeyResultReview, first: date, style: Style) -> str:
    """Return what became of the measure within the days of the review."""
    before = next((point for point in reversed(result.points) if utc_day(point["date"]) < first), None)
    now = next(reversed(result.points), None)
    if result.item.milestones:
        was, reached = (len(point["reached"] or ()) if point else 0 for point in (before, now))
        if was == reached:
            return "no step reached"
        return f"{was} {style.arrow} {reached} of {count(len(result.item.milestones), 'step')}"
    metric = result.item.metric
    begun = before or next(iter(result.points), None)
    start = begun["current"] if begun else None
    if start is None and metric is not None:
        start = metric.baseline
    end = now["current"] if now else None
    if end is None or start == end:
        return "did not move"
    return f"moved {amount(start)} {style.arrow} {amount(end)}"
