"""How people are shown on pages: by name, by id or not at all; never with an address."""

import re
from functools import cached_property
from typing import NamedTuple

from planlint.commit import Commit
from planlint.history.line_format import LogEntry
from planlint.model.item_state import ItemState
from planlint.model.items import Item, Person, Team
from planlint.model.plan import Plan
from planlint.render.site.contents import PeopleShown

_ADDRESS = re.compile(r"([\w.+-]+)@[\w-]+(?:\.[\w-]+)*")
FREE = "owner"
"""Stands in place of a kind before an owner that no table of the plan describes."""


class Who(NamedTuple):
    """A person, a team or whoever else answers for something: the key of their page, and what they are called."""

    key: str
    label: str


def without_addresses(text: str) -> str:
    """Return a text in which mail addresses are cut to what stands before the sign."""
    return _ADDRESS.sub(r"\1", text) if "@" in text else text


class People:
    """Says how somebody is shown, where they may be shown."""

    def __init__(self, plan: Plan, mode: PeopleShown) -> None:
        self._plan = plan
        self.mode = mode
        self._by_address = {email.casefold(): one for one in plan.of(Person) if (email := one.text("email"))}

    def who(self, text: str | None) -> Who | None:
        """Return whoever is named by an id or a text; None for nobody, and where persons are not shown."""
        if not text:
            return None
        item = self._plan.resolve("person", text) or self._plan.resolve("team", text)
        if item is None:
            shown = without_addresses(text)
            return None if self.mode == "none" else Who(f"{FREE}.{shown}", shown)
        return self.of(item)

    def of(self, item: Item) -> Who | None:
        """Return a person or team as it is shown."""
        if self.mode == "none" and not isinstance(item, Team):
            return None
        label = item.title if self.mode == "names" or isinstance(item, Team) else item.id
        return Who(item.name, without_addresses(label))

    def author(self, entry: LogEntry | Commit) -> str | None:
        """Return who made a change or a commit; by their id where only ids are shown, and they have one."""
        if self.mode == "none":
            return None
        known = self._by_address.get(entry.email.casefold())
        if known is not None:
            return without_addresses(known.title if self.mode == "names" else known.id)
        return without_addresses(entry.author) or None if self.mode == "names" else None

    def without_persons(self, text: str) -> str:
        """Return a text of the rules without addresses; nothing where it names a person who is not shown like that."""
        return "" if self._hidden and self._hidden.search(text) else without_addresses(text)

    @cached_property
    def _hidden(self) -> re.Pattern[str] | None:
        """What tells of a person that is not to be shown: names, and, where nobody is shown, ids too."""
        if self.mode == "names":
            return None
        words = {word for one in self._plan.of(Person) for word in (one.title, one.text("email"), one.text("github"))}
        if self.mode == "none":
            words |= {one.id for one in self._plan.of(Person)}
            named = (item.ids(key) for item in self._plan.items.values() for key in ("owner", "assignee", "with"))
            words |= {text for texts in named for text in texts if self.who(text) is None}
        else:
            words -= {one.id for one in self._plan.of(Person)}
        longest_first = sorted(filter(None, words), key=lambda word: (-len(word), word))
        anyone = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest_first)
        return re.compile(anyone) if anyone else None

    def owners(self, states: list[ItemState]) -> list[Who]:
        """Return everybody who has a page: persons and teams of the plan, and whoever answers for an item."""
        directory = [*self._plan.of(Person), *self._plan.of(Team)]
        found = [*(self.of(item) for item in directory), *(self.who(one.owner) for one in states)]
        return sorted({one.key: one for one in found if one is not None}.values(), key=lambda one: (one.label, one.key))
