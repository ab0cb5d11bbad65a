"""What a table brought into the plan: a line of counts, the rows left out, the values that changed."""

from collections.abc import Iterator, Sequence

from planlint.edit.incoming.rows import LeftOut
from planlint.edit.set_values import Recorded
from planlint.printable import plain
from planlint.render.edits.recorded import recorded_lines
from planlint.render.text.style import Style


def brought_in_text(
    new: int, changed: int, unchanged: int, left_out: Sequence[LeftOut], changes: Sequence[Recorded], style: Style
) -> str:
    """Return how many items are new, changed and unchanged, each row left out with its reason, each value changed."""
    counts = f"{new} new, {changed} changed, {unchanged} unchanged, {len(left_out)} left out\n"
    return counts + "".join(_left_out(left_out)) + recorded_lines(changes, style)


def _left_out(rows: Sequence[LeftOut]) -> Iterator[str]:
    for row in rows:
        yield f"{plain(str(row.place))} left out: {plain(row.reason)}\n"
