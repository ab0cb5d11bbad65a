"""What an item serves: whether it is known, and whether anything of it is still open."""

from planlint.model import Item, Plan
from planlint.model.figures.effective import any_ended, is_open


def all_parents_known(plan: Plan, item: Item) -> bool:
    """Whether everything an item serves is there and sound, so that what it hands down can be relied on."""
    named = (plan.resolve(kind, identifier) for _, kind, identifier in item.written_parents())
    return all(parent is not None and parent.name not in plan.broken for parent in named)


def outlives_parents(plan: Plan, item: Item) -> bool:
    """Whether all that an open item serves has ended: PL310 asks to close it, and nothing else is missing then."""
    parents = plan.parents(item) if any_ended(plan) and item.status is not None else ()
    return bool(parents) and not any(is_open(plan, parent) for parent in parents)
