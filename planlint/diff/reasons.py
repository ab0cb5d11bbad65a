"""Reasons that messages of commits give for changes of the plan: how they are read, and what only looks like one."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planlint.diff.trailers import is_trailer, joined, trailers
from planlint.nearest import clear

REASON_WORD = "Plan-Reason"
"""What the lines begin with that give a reason."""

_LIKE_A_TRAILER = re.compile(r"[\W_]*(plan[ \t_-]*[a-z]+)[ \t]*(?:\([^()\n]*\)[ \t]*)?[:=](.+)", re.IGNORECASE)
_WITHIN = re.compile(r"plan-reason[ \t]*(?:\([^()\n]*\)[ \t]*)?:(.+)", re.IGNORECASE)
_NAME = "planreason"
_EMPTY_WORDS = frozenset(
    {"why", "tbd", "todo", "tba", "fixme", "wip", "reason", "text", "none", "na", "n/a", "misc", "update", "change"}
)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


class Reason(NamedTuple):
    """Why something was changed, as a commit's message says it; for one item (an id or a full name), or for all."""

    text: str
    item: str | None = None

    def is_for(self, names: Iterable[str]) -> bool:
        """Whether it speaks of the item with these full names."""
        return self.item is None or any(self.item in (name, name.partition(".")[2]) for name in names)


class NearMiss(NamedTuple):
    """A line of a message that was meant as a reason and is none: what it says, and why it does not count."""

    text: str
    why: str


def is_placeholder(text: str) -> bool:
    """Whether a text holds the place of a reason that nobody has written: `WHY`, `TBD`, `<why>`, `x`, a lone point."""
    stripped = text.strip()
    core = _EDGES.sub("", stripped).casefold()
    in_brackets = stripped.startswith("<") and stripped.endswith(">")
    return in_brackets or core in _EMPTY_WORDS or len(set(core)) < 2


def reasons_in(message: str) -> tuple[Reason, ...]:
    """Return the reasons a message gives: lines `Plan-Reason: …` or `Plan-Reason(ID): …` anywhere below the subject.

    Lines that are indented more than the first one go on with it, as in any trailer. Placeholders are no reasons.
    """
    return tuple(reason for reason in _written(message) if not is_placeholder(reason.text))


def near_misses(message: str) -> tuple[NearMiss, ...]:
    """Return what in a message was meant as a reason and does not count."""
    subject, _, body = message.partition("\n")
    found = [NearMiss(joined(one[1]), "it stands in the subject") for one in [_WITHIN.search(subject)] if one]
    found += [NearMiss(one.text, "it is a placeholder") for one in _written(message) if is_placeholder(one.text)]
    for line in body.split("\n"):
        if is_trailer(line, REASON_WORD):
            continue
        like, within = _LIKE_A_TRAILER.match(line), _WITHIN.search(line)
        if within:
            found.append(NearMiss(joined(within[1]), "it does not begin its line"))
        elif like and _is_misspelt(like[1]):
            found.append(NearMiss(joined(like[2]), f"'{joined(like[1])}' is not 'Plan-Reason'"))
    return tuple(one for one in found if one.text)


def _is_misspelt(word: str) -> bool:
    letters = re.sub(r"[^a-z]", "", word.casefold())
    return letters == _NAME or clear(letters, [_NAME]) is not None


def _written(message: str) -> Iterator[Reason]:
    """Yield what the trailers say, placeholders too."""
    for trailer in trailers(message, REASON_WORD):
        if trailer.text:
            yield Reason(trailer.text, trailer.about)
