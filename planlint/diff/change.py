"""A change: one fact about what two plans do not share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from planlint.model import KINDS
from planlint.text import Site

Verb = Literal["added", "removed", "renamed", "moved", "changed"]
VERBS: tuple[Verb, ...] = get_args(Verb)
"""In the order in which changes of one item are listed."""

_KINDS = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(slots=True, unsafe_hash=True)  # to make a frozen one takes twice as long, and histories have many
class Change:
    """One fact: something was done to an item; nobody changes it.

    `item` is the full name in the newer plan, of a removed item in the older one. `key` is the dotted field of a
    `changed` item, else None. `before` and `after` are JSON values: fields (added, removed), full names (renamed),
    paths (moved) or a field's values; None where there is none. `site` is in the newer plan, of a removed item in the
    older one.
    """

    verb: Verb
    item: str
    key: str | None
    before: Any
    after: Any
    site: Site = field(compare=False)

    @property
    def kind(self) -> str:
        """The kind of the item."""
        return self.item.partition(".")[0]


def count_by_verb(changes: Iterable[Change]) -> Mapping[Verb, int]:
    """Return how many different items each verb was done to, in the order of the verbs."""
    names: dict[Verb, set[str]] = {verb: set() for verb in VERBS}
    for change in changes:
        names[change.verb].add(change.item)
    return {verb: len(found) for verb, found in names.items()}


def item_order(name: str) -> tuple[int, str]:
    """Return what full names are sorted by: the kind, from purpose to task, then person, team, period; then the id."""
    kind, _, identifier = name.partition(".")
    return _KINDS[kind], identifier
