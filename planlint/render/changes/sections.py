"""What every form of a change summary says in the same words: its counts, what a new item promises."""

from collections import Counter
from collections.abc import Iterable, Iterator

from planlint.diff.effects import Effect
from planlint.lint.change_summary import ChangeSummary
from planlint.model.items import Item, KeyResult, words_of
from planlint.plural import count
from planlint.printable import plain
from planlint.render.text.bars import amount, figure_of, in_unit, measure
from planlint.render.text.style import Style


def headline(summary: ChangeSummary) -> Iterator[str]:
    """Yield the counts of what has changed, the weightiest first."""
    if summary.unreadable:
        yield f"{count(summary.unreadable, 'file')} cannot be read"
    yield from (rule.counted(number) for rule, number in summary.all_moves)
    if summary.dates_set:
        yield f"{count(summary.dates_set, 'date')} set"
    if summary.reporting:
        yield count(summary.reporting, "check-in")
    for sign, numbers in (("+", summary.added_by_kind), ("-", summary.removed_by_kind)):
        if numbers:
            yield ", ".join(f"{sign}{count(number, words_of(kind))}" for kind, number in numbers.items())
    if summary.renamed:
        yield f"{len(summary.renamed)} renamed"
    if summary.moved:
        yield f"{sum(move.items for move in summary.moved)} moved to other files"
    if summary.edited:
        yield f"{count(summary.edited, 'item')} edited"
    reached, items = summary.reached
    yield count(items - reached, "orphan")


def names_of(items: Iterable[Item]) -> dict[str, str]:
    """Return what items of a list are called, by their full names: by id, in full where others have the same id."""
    ids = {item.name: plain(item.id) for item in items}
    often = Counter(ids.values())
    return {name: plain(name) if often[identifier] > 1 else identifier for name, identifier in ids.items()}


def effect_words(effect: Effect, to: str) -> str:
    """Return a goal's progress before and after, with what it rests on where that is less than all."""
    return f"{figure_of(effect.before)} {to} {figure_of(effect.after)}"


def promise_of(item: Item, style: Style) -> str:
    """Return what a new item promises, in values as written: its steps with their dates, its way; else its title."""
    steps = item.table("milestones")
    if steps:
        return ", ".join(f"{plain(step)} {plain(str(value))}" for step, value in steps.items())
    metric = item.metric if isinstance(item, KeyResult) else None
    if metric is None or metric.target is None:
        return plain(item.title)
    known = [amount(number) for number in (metric.baseline, metric.target) if number is not None]
    way = measure(item, style) if metric.is_guard_rail else in_unit(f" {style.arrow} ".join(known), metric)
    return f"{way}, {plain(item.title)}"
