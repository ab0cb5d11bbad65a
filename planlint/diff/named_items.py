"""Which items of the plan a commit's message says that the work is for."""

from collections.abc import Iterator

from planlint.diff.trailers import joined, trailers

ITEM_WORD = "Plan-Item"
"""What the lines begin with that name items, unless the settings say another word."""

MOST_ITEMS = 100
"""So many items of one commit are read: nobody's work is for more, and a message may hold thousands."""

_LONGEST = 120  # characters that are kept of what cannot be an id


def items_named(message: str, word: str = ITEM_WORD) -> tuple[str, ...]:
    """Return the ids and full names after `Plan-Item:`, each once, in the order written."""
    found = dict.fromkeys(_texts(message, word))
    return tuple(found)[:MOST_ITEMS]


def _texts(message: str, word: str) -> Iterator[str]:
    for trailer in trailers(message, word):
        for line in trailer.lines:
            for part in line.split(","):
                text = joined(part)
                if text:
                    yield text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
