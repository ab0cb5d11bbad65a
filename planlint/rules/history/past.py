"""What rules on history share."""

from typing import TYPE_CHECKING

from planlint.model.days import day_text
from planlint.rules.kit import Context

if TYPE_CHECKING:
    from planlint.history.item_history import ItemHistories

__all__ = ["day_text", "no_past", "past_of"]


def no_past(ctx: Context) -> bool:
    """Whether nobody asked what git tells, so that the rule has nothing to find."""
    return ctx.past is None


def past_of(ctx: Context) -> "ItemHistories":
    """Return what git tells of the items."""
    if ctx.past is None:
        raise ValueError("a rule on history was asked without one")
    return ctx.past
