"""What a change does to the progress of goals."""

from typing import NamedTuple

from planlint.diff.change import item_order
from planlint.diff.matching import Matching
from planlint.model.items import GOALS, Item
from planlint.model.plan import Plan
from planlint.model.progress import progress

_DECIMALS = 3
_GOALS = {kind.kind for kind in GOALS}


class Effect(NamedTuple):
    """A goal of both plans, by its full name in the newer one, and its progress in each: 0 to 1, or None."""

    item: str
    before: float | None
    after: float | None


def effects(old: Plan, new: Plan, found: Matching) -> tuple[Effect, ...]:
    """Return every goal of both plans whose progress differs in the first three decimals, by kind and id.

    `found` is how the items of the plans belong together.
    """
    former = {pair.new.name: pair.old.name for pair in found.renamed}
    found_effects = []
    for name in _above(old, new, found):
        was, now = old.get(former.get(name, name)), new.get(name)
        if was is None or now is None:
            continue
        before, after = _share(old, was), _share(new, now)
        if before != after:
            found_effects.append(Effect(name, before, after))
    return tuple(sorted(found_effects, key=lambda effect: item_order(effect.item)))


def _above(old: Plan, new: Plan, found: Matching) -> set[str]:
    """Return the goals, by their newer names, that differ or that stand above something that does."""
    newer = {pair.old.name: pair.new.name for pair in found.renamed}
    below_old = _upward(old, [*found.removed, *(pair.old for pair in found.pairs)])
    below_new = _upward(new, [*found.added, *(pair.new for pair in found.pairs)])
    return {newer.get(name, name) for name in below_old} | below_new


def _upward(plan: Plan, items: list[Item]) -> set[str]:
    reached: set[str] = set()
    todo = items
    while todo:
        item = todo.pop()
        if item.name not in reached:
            reached.add(item.name)
            todo.extend(plan.parents(item))
    return {name for name in reached if name.partition(".")[0] in _GOALS}


def _share(plan: Plan, item: Item) -> float | None:
    value = progress(plan, item).value
    return None if value is None else round(value, _DECIMALS)
