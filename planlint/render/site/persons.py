"""What somebody answers for: what they owe first, then the rest."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from planlint.grouped import grouped
from planlint.model.days import day_text
from planlint.model.item_state import siblings
from planlint.model.items import KeyResult, Team, words_of
from planlint.model.naming import WORK_KINDS
from planlint.model.periods import days_after, last_day
from planlint.render.site.contents import SOON_DAYS, SiteContents
from planlint.render.site.people import People, Who
from planlint.render.site.rows import ItemRow


class Owed(NamedTuple):
    """Something that somebody owes: the item, or a step of it, and until when, or since when."""

    row: ItemRow
    text: str
    late: bool = False
    step: str = ""


class OwnerPage(NamedTuple):
    """A person, team or other owner: what is due of them, what they answer for by kind, what is asked of them."""

    who: Who
    kind: str
    around: tuple[Who, ...]
    checkins: tuple[Owed, ...]
    dates: tuple[Owed, ...]
    asked: tuple[tuple[ItemRow, str], ...]
    answers: tuple[tuple[str, tuple[ItemRow, ...]], ...]
    ended: tuple[ItemRow, ...]
    helps: tuple[ItemRow, ...]

    @property
    def owes(self) -> int:
        """How many things are due."""
        return len(self.checkins) + len(self.dates)


def owner_pages(contents: SiteContents, rows: Mapping[str, ItemRow], people: People) -> list[OwnerPage]:
    """Return a page for everybody who answers for something, or stands in the plan's tables."""
    theirs = grouped((row.owner.key, row) for row in rows.values() if row.owner)
    helping = grouped(
        (who.key, row) for row in rows.values() for text in row.item.ids("with") if (who := people.who(text))
    )
    asked = grouped(
        (who.key, (row, text))
        for row in rows.values()
        for team, text in row.item.table("asks").items()
        if isinstance(text, str) and (who := people.who(team))
    )
    pages = []
    for who in people.owners(list(contents.states.values())):
        own = {row.item.name: row for row in theirs.get(who.key, [])}
        ordered = [own[item.name] for item in siblings(contents.plan, [row.item for row in own.values()])]
        open_ones = [row for row in ordered if row.is_open]
        pages.append(
            OwnerPage(
                who,
                who.key.partition(".")[0],
                tuple(_around(contents, who, people)),
                tuple(_checkins(contents, open_ones)),
                tuple(_dates(contents, open_ones)),
                tuple(pair for pair in asked.get(who.key, ()) if pair[0].is_open),
                tuple(
                    (words_of(kind), found)
                    for kind in WORK_KINDS
                    if (found := tuple(row for row in open_ones if row.item.kind == kind))
                ),
                tuple(row for row in ordered if not row.is_open),
                tuple(row for row in helping.get(who.key, ()) if row.is_open),
            )
        )
    return pages


def _around(contents: SiteContents, who: Who, people: People) -> list[Who]:
    """Return the members of a team, or the teams of a person."""
    plan, item = contents.plan, contents.plan.get(who.key)
    if isinstance(item, Team):
        names = [*item.ids("lead"), *item.ids("members")]
        return list({one.key: one for text in names if (one := people.who(text))}.values())
    found = []
    for team in plan.of(Team):
        members = (plan.resolve("person", text) for text in (*team.ids("members"), *team.ids("lead")))
        is_in = item is not None and item.name in {member.name for member in members if member}
        if is_in and (one := people.of(team)):
            found.append(one)
    return found


def _checkins(contents: SiteContents, rows: list[ItemRow]) -> list[Owed]:
    days = ((row, contents.checkins[row.item.name]) for row in rows if row.item.name in contents.checkins)
    return [Owed(row, f"last reported {day_text(last)}" if last else "never reported") for row, last in days]


def _dates(contents: SiteContents, rows: list[ItemRow]) -> list[Owed]:
    """Return what is late, and what is due soon, the earliest first."""
    until = days_after(contents.today, SOON_DAYS)
    found: list[tuple[date, ItemRow, str]] = []
    for row in rows:
        item = row.item
        steps = item.milestones if isinstance(item, KeyResult) else {}
        for step, written in steps.items():
            day = last_day(contents.plan, written)
            if day is not None and day <= until and isinstance(item, KeyResult) and step not in item.reached:
                found.append((day, row, step))
        due = contents.states[item.name].due
        if due is not None and due <= until and not steps:
            found.append((due, row, ""))
    found.sort(key=lambda one: (one[0], one[1].item.name))
    return [Owed(row, day_text(day), day < contents.today, step) for day, row, step in found]
