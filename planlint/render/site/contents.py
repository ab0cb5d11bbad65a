"""What the pages of a plan are made from: the values that the views of the terminal are drawn from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from planlint.grouped import grouped
from planlint.history.goalposts import GoalpostMove, Reasons
from planlint.history.item_history import ItemHistories
from planlint.history.line_format import LogEntry
from planlint.history.review import PeriodReview
from planlint.history.work import Work
from planlint.lint.comparison import Comparison
from planlint.lint.report import Report
from planlint.model.item_state import ItemState, standing
from planlint.model.items import Item
from planlint.model.plan import Plan
from planlint.model.selection import work_items

PeopleShown = Literal["names", "ids", "none"]
RECENT_DAYS = 7
"""The days of which the map says what has changed."""
SOON_DAYS = 30
"""The days before it is due in which a date stands on its owner's page."""


class SiteHistory(NamedTuple):
    """What git tells: of each item, of the last days, why it was done, and which goalposts moved.

    `moves` are by commit and by the name that the item had then. `work` has by full name the commits made for each item
    and what is below it; nothing where no commit names any.
    """

    items: ItemHistories
    recent: tuple[LogEntry, ...]
    reasons: Reasons
    moves: Mapping[tuple[str, str], GoalpostMove]
    work: Mapping[str, Work]


@dataclass(frozen=True)
class SiteContents:
    """A plan on a day, what is found in it, what became of it, and how it is published.

    `oid` is the commit it was read from, None where git does not know it; `uncommitted` says that it differs from that.
    `reviews` are those of the periods, the latest first; `apart` that of key results which belong to none.
    `checkins` are the key results due for a check-in, with the day of the last one. `link` gives the address of a line
    of a file at the repository's host, None where that is not known. `notes` say what the pages lack.
    `change` is what a change does to the plan, where the pages are a preview of it.
    """

    title: str
    today: date
    stale_days: int
    report: Report
    people: PeopleShown = "names"
    oid: str | None = None
    uncommitted: bool = False
    history: SiteHistory | None = None
    reviews: tuple[PeriodReview, ...] = ()
    apart: PeriodReview | None = None
    checkins: Mapping[str, date | None] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    link: Callable[[str, int], str | None] = lambda path, line: None
    notes: tuple[str, ...] = ()
    change: Comparison | None = None

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.report.plan

    @cached_property
    def states(self) -> Mapping[str, ItemState]:
        """Where each goal and action stands, by its full name."""
        return {one.name: standing(self.plan, one, self.today, self.stale_days) for one in work_items(self.plan)}

    def work_of(self, name: str) -> Work | None:
        """Return the commits made for an item and what is below it; None where no commit of the plan names any."""
        work = self.history.work if self.history else {}
        return work.get(name, Work()) if work else None

    @cached_property
    def waiting(self) -> Mapping[str, list[str]]:
        """By full name, the open items that wait for an item."""
        return grouped((other.item.name, name) for name, one in self.states.items() for other in one.waits_for)

    @cached_property
    def continued(self) -> Mapping[str, Item]:
        """By full name, the item that carries on another one."""
        found = ((one, self.plan.resolve(one.kind, one.text("continues") or "")) for one in self.plan.items.values())
        return {before.name: one for one, before in found if before is not None}
