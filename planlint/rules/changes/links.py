"""What became of an item's links upward between two versions."""

from planlint.diff.matching import Pair
from planlint.model import Item
from planlint.model.walk import each_once
from planlint.rules.changes.context import ChangeContext
from planlint.rules.kit import Site


def parent_site(item: Item) -> Site:
    """Return where an item says what it serves; where it says nothing, its header."""
    written = next((key for key in item.fields if key in item.parent_kinds), None)
    return item.site.at(written) if written is not None else item.header


def own_link_broke(pair: Pair, ctx: ChangeContext) -> bool:
    """Whether an item reached the purpose before and does not now, and nothing that it serves is to blame."""
    new = pair.new
    if new.name not in ctx.lost:
        return False
    if not _lost_parents(new, ctx):
        return True
    above = _lost_above(new, ctx)
    if new.name not in above or not all(_lost_parents(item, ctx) for item in above.values()):
        return False
    # In a ring everything is lost through something else: to blame is what was turned into it.
    before = ctx.names(ctx.old.parents(pair.old))
    return any(parent.name not in before for parent in _lost_parents(new, ctx))


def _lost_parents(item: Item, ctx: ChangeContext) -> list[Item]:
    return [parent for parent in ctx.new.parents(item) if parent.name in ctx.lost]


def _lost_above(item: Item, ctx: ChangeContext) -> dict[str, Item]:
    """Return all that is lost above an item, by name; in a ring that is the item itself, too."""
    lost = each_once(_lost_parents(item, ctx), lambda one: _lost_parents(one, ctx))
    return {parent.name: parent for _, parent in lost}
