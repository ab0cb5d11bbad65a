"""An item as a line of a page: what it is, how far it has come, how it does, who answers for it, until when."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from planlint.grouped import grouped
from planlint.model.days import day_text
from planlint.model.figures.progress import SAID
from planlint.model.item_state import ItemState, siblings
from planlint.model.items import GOALS, Item, KeyResult, Measured, Objective, Tactic, Task, words_of
from planlint.model.selection import ItemSelection, periods, selected, teams
from planlint.render.html import said
from planlint.render.plan.item_line import figure, mark_at, rests_on, status_words, tasks_words
from planlint.render.site.contents import SiteContents
from planlint.render.site.people import People, Who
from planlint.render.text.bars import measure_without_sign, share
from planlint.render.text.style import PLAIN

_TONES = {
    **dict.fromkeys(("done", "holds", "on pace", "on-track"), "good"),
    **dict.fromkeys(("slow", "waits"), "warn"),
    **dict.fromkeys(("behind", "broken", "blocked", "at-risk", "off-track"), "bad"),
    **dict.fromkeys(("silent", "unknown", "not measured"), "quiet"),
    **dict.fromkeys(("closed", "dropped", "planned", "todo", "not begun"), "over"),
}


class ShareBar(NamedTuple):
    """A bar of a hundred parts: how many are filled, and where it should be today, None for nowhere."""

    filled: int
    mark: int | None


class ItemRow(NamedTuple):
    """An item for a line of a page; all text is as the plan has it, and escaped where it is written."""

    item: Item
    page: str
    kind: str
    figure: str
    share: str
    bar: ShareBar | None
    state: str
    tone: str
    owner: Who | None
    due: str
    late: bool
    is_open: bool


class Facets(NamedTuple):
    """What an item is filtered by: the words of each filter, as the options of `tree` understand them."""

    kind: str
    owner: str
    teams: str
    periods: str
    status: str
    tags: str


def row_of(one: ItemState, page: str, people: People) -> ItemRow:
    """Return an item as a line."""
    item = one.item
    state, bar = _state(one), bar_of(one)
    return ItemRow(
        item=item,
        page=page,
        kind=words_of(item.kind),
        figure=_figure(one),
        share=share(one.progress.value) if bar else "",
        bar=bar,
        state=state,
        tone=_TONES.get(state, "plain") if state else "",
        owner=people.who(one.owner),
        due=_due(one),
        late=one.is_late,
        is_open=one.is_open,
    )


def bar_of(one: ItemState) -> ShareBar | None:
    """Return the bar of a goal that moves from one end to another, None where nothing is known of it.

    A guard-rail holds or not, and actions are counted.
    """
    value, item = one.progress.value, one.item
    if value is None or not isinstance(item, GOALS) or (isinstance(item, KeyResult) and item.is_guard_rail):
        return None
    mark = mark_at(one)
    return ShareBar(100 if value >= 1 else min(99, round(value * 100)), min(98, int(mark * 100)) if mark else None)


def _state(one: ItemState) -> str:
    if isinstance(one.item, Task):
        return "waits" if one.waits_for and one.is_open else status_words(one)
    if one.state or not isinstance(one.item, (Objective, KeyResult)):
        return one.state or ("waits" if one.waits_for else "")
    if not one.is_open:
        return ""
    return ("not measured" if one.reported == SAID else "") if one.has_begun else "not begun"


def _figure(one: ItemState) -> str:
    item = one.item
    if isinstance(item, KeyResult):
        metric = item.metric
        if metric is not None and metric.target is None and metric.target_by is not None:
            return f"target by {day_text(metric.target_by)}"
        return measure_without_sign(item, PLAIN)
    if isinstance(item, Objective):
        return _after_share(one, rests_on(one)) if one.progress.asked else "no key results"
    if isinstance(item, Tactic):
        return tasks_words(one)
    if isinstance(item, Task):
        return ""
    if isinstance(item, Measured) and item.is_guard_rail:
        return measure_without_sign(item, PLAIN)
    return _after_share(one, figure(one)).removesuffix("now") if one.progress.asked else ""


def _after_share(one: ItemState, text: str) -> str:
    """Return what is said of a share without the share, which stands beside it where it is known."""
    return text.removeprefix(share(one.progress.value)).lstrip() if one.progress.value is not None else text


def _due(one: ItemState) -> str:
    period = one.item.text("period")
    if isinstance(one.item, Objective) and period and not one.is_late:
        return period
    is_own = one.is_late or "due" in one.item.fields or bool(one.item.table("milestones"))
    if one.due is None or not is_own:
        return ""
    return f"{day_text(one.due)}{', late' if one.is_late else ''}"


def facets(contents: SiteContents, rows: Mapping[str, ItemRow]) -> dict[str, Facets]:
    """Return what each item is filtered by, as the options of `tree` would pick it."""
    plan = contents.plan
    of_team = _picked(sorted(teams(plan)), lambda word: selected(plan, ItemSelection(teams=(word,))))
    of_period = _picked(sorted(periods(plan)), lambda word: selected(plan, ItemSelection(periods=(word,))))
    return {
        name: Facets(
            row.item.kind,
            row.owner.key if row.owner else "",
            _joined(of_team.get(name, ())),
            _joined(of_period.get(name, ())),
            _joined(sorted({"open" if row.is_open else "closed", *filter(None, (row.item.status, row.state))})),
            _joined(row.item.ids("tags")),
        )
        for name, row in rows.items()
    }


def _joined(words: Iterable[str]) -> str:
    return "\n".join(map(said, words))


def _picked(words: list[str], select: Callable[[str], list[Item]]) -> dict[str, list[str]]:
    return grouped((item.name, word) for word in words for item in select(word))


def children_of(contents: SiteContents, rows: Mapping[str, ItemRow], item: Item) -> list[ItemRow]:
    """Return what serves an item, in the order of siblings."""
    return [rows[child.name] for child in siblings(contents.plan, contents.plan.children(item)) if child.name in rows]
