"""What a change does to the progress of goals."""

from datetime import date
from typing import NamedTuple

from planlint.diff.change import item_order
from planlint.diff.matching import Matching
from planlint.model import GOALS, Item, KeyResult, Objective, Period, Plan
from planlint.model.figures.effective import take_over
from planlint.model.figures.progress import Progress, progress
from planlint.model.periods import period_texts
from planlint.model.selection import above


class Effect(NamedTuple):
    """A goal of both plans, by its full name in the newer one, and its progress in each."""

    item: str
    before: Progress
    after: Progress


def effects(old: Plan, new: Plan, found: Matching, today: date) -> tuple[Effect, ...]:
    """Return every goal of both plans whose progress on a day differs, by kind and id.

    `found` is how the items of the plans belong together.
    """
    former = {pair.new.name: pair.old.name for pair in found.renamed}
    newer = {old: new for new, old in former.items()}
    changed_old = [*found.removed, *(pair.old for pair in found.pairs)]
    changed_new = [*found.added, *(pair.new for pair in found.pairs)]
    # A name that leads to an item in one plan may lead in the other to one that was called so formerly.
    changed_old += [old.former[one.name] for one in changed_new if one.name in old.former]
    changed_new += [new.former[one.name] for one in changed_old if one.name in new.former]
    above_old, above_new = _touched(old, changed_old), _touched(new, changed_new)
    names = [name for name in {newer.get(name, name) for name in above_old} | above_new if name in new.items]
    pairs = [(was, new.items[name]) for name in names if (was := old.get(former.get(name, name))) is not None]
    goals = [pair for pair in pairs if isinstance(pair[1], GOALS)]
    after = [progress(new, now, today) for _, now in goals]
    take_over(progress, today, new, old, but=frozenset(above_old | above_new))
    before = [progress(old, was, today) for was, _ in goals]
    effects = [Effect(now.name, *shares) for (_, now), *shares in zip(goals, before, after, strict=True)]
    differing = (one for one in effects if one.before.value != one.after.value)
    return tuple(sorted(differing, key=lambda one: item_order(one.item)))


def _touched(plan: Plan, changed: list[Item]) -> set[str]:
    """Return the names of items, of what takes its dates from them, and of all that stands above these."""
    periods = {
        identifier for item in changed if isinstance(item, Period) for identifier in (item.id, *item.ids("formerly"))
    }
    dated = [item for item in plan.items.values() if periods and not periods.isdisjoint(period_texts(item))]
    items = [*changed, *dated]
    items += [child for item in items if isinstance(item, Objective) for child in plan.children_of(item, KeyResult)]
    return above(plan, items)
