"""What an editor shows beside the headers of items: how far each has come, and who answers for it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planlint.assist.symbols import symbols_of
from planlint.load import Loaded
from planlint.model.item_state import ItemState, standing
from planlint.model.naming import WORK_KINDS


class Hint(NamedTuple):
    """The offset behind a header, and where its item stands."""

    offset: int
    state: ItemState


def hints_of(loaded: Loaded, path: str, today: date, stale_days: int) -> Iterator[Hint]:
    """Yield a hint for each goal and action of a file of which something is known."""
    for symbol in symbols_of(loaded, path):
        if symbol.item.kind in WORK_KINDS and loaded.plan.get(symbol.item.name) is symbol.item:
            state = standing(loaded.plan, symbol.item, today, stale_days)
            if state.progress.value is not None or state.owner is not None:
                yield Hint(symbol.header.span.end, state)
