"""What a change does to the progress of goals."""

from typing import NamedTuple

from planlint.diff.change import item_order
from planlint.diff.matching import Matching
from planlint.model.effective import take_over
from planlint.model.items import GOALS, Item
from planlint.model.plan import Plan
from planlint.model.progress import progress
from planlint.model.selection import above

_DECIMALS = 3


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
    newer = {old: new for new, old in former.items()}
    above_old = above(old, [*found.removed, *(pair.old for pair in found.pairs)])
    above_new = above(new, [*found.added, *(pair.new for pair in found.pairs)])
    names = [name for name in {newer.get(name, name) for name in above_old} | above_new if name in new.items]
    pairs = [(was, new.items[name]) for name in names if (was := old.get(former.get(name, name))) is not None]
    goals = [pair for pair in pairs if isinstance(pair[1], GOALS)]
    after = [_share(new, now) for _, now in goals]
    take_over(progress, new, old, but=frozenset(above_old | above_new))
    before = [_share(old, was) for was, _ in goals]
    effects = [Effect(now.name, *shares) for (_, now), *shares in zip(goals, before, after, strict=True)]
    return tuple(sorted((one for one in effects if one.before != one.after), key=lambda one: item_order(one.item)))


def _share(plan: Plan, item: Item) -> float | None:
    value = progress(plan, item).value
    return None if value is None else round(value, _DECIMALS)
