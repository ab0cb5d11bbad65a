"""The page of an item: the way up, what serves it, its numbers over time, its changes."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from planlint.commit import Commit, utc_day
from planlint.history.review import KeyResultReview, PeriodReview, Point
from planlint.model.items import Item, KeyResult, Objective, as_number
from planlint.model.why import Break, breaks_of
from planlint.render.history.pictures import Picture, picture_of
from planlint.render.history.review_words import promise_words
from planlint.render.history.work import work_words
from planlint.render.site.changes import ItemChange, changes_of
from planlint.render.site.contents import SiteContents
from planlint.render.site.people import People
from planlint.render.site.published import Fact, facts_of
from planlint.render.site.rows import ItemRow, children_of
from planlint.render.text.bars import amount, share

_MOST_EARLIER = 12  # items that one carries on
_MOST_COMMITS = 30  # the newest of those made for an item
_MOST_PATHS, _MOST_STEPS = 8, 14  # a page shows so many ways up, and of each so many items


class PeriodValue(NamedTuple):
    """What an item came to in the period that it belongs to; the items follow each other through `continues`."""

    row: ItemRow
    period: str
    began: str
    target: str
    value: str
    score: str


class ItemWork(NamedTuple):
    """The commits made for an item and what is below it: how many as a sentence, the newest, and how many more."""

    says: str
    newest: tuple[Commit, ...]
    others: int


class ItemPage(NamedTuple):
    """Everything on the page of an item."""

    row: ItemRow
    paths: tuple[tuple[Item | None, ...], ...]
    other_paths: int
    breaks: tuple[Break, ...]
    below: tuple[tuple[ItemRow, tuple[ItemRow, ...]], ...]
    facts: tuple[Fact, ...]
    result: KeyResultReview | None
    picture: Picture | None
    promise: str
    a_year_ago: str
    periods: tuple[PeriodValue, ...]
    work: ItemWork | None
    changes: tuple[ItemChange, ...]
    source: tuple[str, int, str | None] | None


Results = Mapping[str, tuple[KeyResultReview, PeriodReview]]
"""Key results by full name, each with the review that it stands in."""


def results_of(contents: SiteContents) -> Results:
    """Return the key results of all reviews, each in the latest period that it belongs to."""
    found: dict[str, tuple[KeyResultReview, PeriodReview]] = {}
    for review in (*contents.reviews, *([contents.apart] if contents.apart else [])):
        for result in review.results:
            found.setdefault(result.item.name, (result, review))
    return found


def item_page(
    contents: SiteContents,
    rows: Mapping[str, ItemRow],
    results: Results,
    people: People,
    item: Item,
) -> ItemPage:
    """Return what stands on the page of an item."""
    plan, row = contents.plan, rows[item.name]
    paths = _paths(contents, item)
    top = paths[0][0]
    result, review = results.get(item.name, (None, None))
    place = contents.lines.get(item.name)
    return ItemPage(
        row=row,
        paths=tuple(map(_shortened, paths[:_MOST_PATHS])),
        other_paths=max(0, len(paths) - _MOST_PATHS),
        breaks=breaks_of(plan, top) if top.kind != "purpose" else (),
        below=tuple((one, tuple(children_of(contents, rows, one.item))) for one in children_of(contents, rows, item)),
        facts=tuple(facts_of(plan, item, people, contents.waiting.get(item.name, ()))),
        result=result,
        picture=picture_of(result, review) if result and review else None,
        promise=promise_words(result) if result else "",
        a_year_ago=_a_year_ago(contents, results, item),
        periods=tuple(_over_periods(contents, rows, results, item)),
        work=_work(contents, item),
        changes=tuple(changes_of(contents, item.name, people)),
        source=(*place, contents.link(*place)) if place else None,
    )


def _work(contents: SiteContents, item: Item) -> ItemWork | None:
    work = contents.work_of(item.name)
    if work is None:
        return None
    newest = work.commits[: -_MOST_COMMITS - 1 : -1]
    return ItemWork(work_words(work), newest, len(work.commits) - len(newest))


def _paths(contents: SiteContents, item: Item) -> tuple[tuple[Item, ...], ...]:
    """Return the way up, from the purpose down to the item; of one that serves several, one way for each."""
    plan = contents.plan
    ways = [(item, *plan.chain(parent)) for parent in plan.parents(item)]
    first = plan.chain(item)
    others = [way for way in ways if way[1:2] != first[1:2]]
    return tuple(tuple(reversed(way)) for way in (first, *others))


def _shortened(path: tuple[Item, ...]) -> tuple[Item | None, ...]:
    """Return a way up with None in place of what would make it too long to read."""
    return path if len(path) <= _MOST_STEPS else (*path[:3], None, *path[4 - _MOST_STEPS :])


def _line_of(contents: SiteContents, item: Item) -> list[Item]:
    """Return the items that carry each other on, the earliest first, this one among them."""
    plan = contents.plan

    def earlier(one: Item) -> Item | None:
        before = one.text("continues")
        return plan.resolve(one.kind, before) if before else None

    line = [item]
    while len(line) < _MOST_EARLIER and (before := earlier(line[0])) is not None and before not in line:
        line.insert(0, before)
    later = contents.continued
    while (after := later.get(line[-1].name)) is not None and after not in line and len(line) < 2 * _MOST_EARLIER:
        line.append(after)
    return line


def _over_periods(
    contents: SiteContents, rows: Mapping[str, ItemRow], results: Results, item: Item
) -> list[PeriodValue]:
    line = _line_of(contents, item) if isinstance(item, (KeyResult, Objective)) else []
    return [_in_period(contents, rows[one.name], results) for one in line] if len(line) > 1 else []


def _in_period(contents: SiteContents, row: ItemRow, results: Results) -> PeriodValue:
    item = row.item
    state = contents.states[item.name]
    found = results.get(item.name)
    score = found[0].score if found else state.score or state.progress.value
    metric = item.metric if isinstance(item, KeyResult) else None
    owner = next((one for one in (item, *contents.plan.parents(item)) if one.text("period")), None)
    return PeriodValue(
        row,
        owner.text("period") or "" if owner else "",
        amount(metric.baseline) if metric and metric.baseline is not None else "",
        amount(metric.target) if metric and metric.target is not None else "",
        amount(metric.current) if metric and metric.current is not None else row.figure,
        share(score),
    )


def _a_year_ago(contents: SiteContents, results: Results, item: Item) -> str:
    """Return the value of the day a year ago, of this key result or of what it carries on; nothing where none is."""
    if not isinstance(item, KeyResult) or item.metric is None:
        return ""
    day = _year_before(contents.today)
    values: list[Point] = []
    for one in _line_of(contents, item):
        if one.name in results:
            values += [point for point in results[one.name][0].points if utc_day(point["date"]) <= day]
        if one.name == item.name:
            break
    value = as_number(values[-1]["current"]) if values else None
    return "" if value is None else amount(value)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day) if day.year > 1 else day
