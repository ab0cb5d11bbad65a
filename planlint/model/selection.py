"""Which items a view is narrowed to: by kind, owner, team, period, status, tag."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from planlint.bounds import listing
from planlint.model import CLOSED_STATUSES, Item, Objective, Period, Person, Plan, Team
from planlint.model.figures.effective import is_open
from planlint.model.item_state import answers_for
from planlint.model.naming import ALL, WORK_KINDS, did_you_mean, ids_of_kind, kinds_named, not_there
from planlint.model.periods import calendar_period
from planlint.model.walk import names_along

_OPEN, _CLOSED = "open", "closed"
STATUSES = (
    *("planned", "on-track", "at-risk", "off-track", "todo", "doing", "blocked"),
    *("done", "closed", "dropped", _OPEN),
)
Test = Callable[[Item], bool]


@dataclass(frozen=True, slots=True)
class ItemSelection:
    """What is asked for; an item has to match every part that is not empty."""

    kinds: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == ItemSelection()

    @property
    def picks_tasks(self) -> bool:
        """Whether single tasks may have been asked for, so that they have to be seen."""
        if self.kinds:
            return "task" in self.kinds or ALL in self.kinds
        return bool(self.owners or self.teams or self.statuses or self.tags)


def work_items(plan: Plan) -> list[Item]:
    """Return the goals and actions of a plan, by kind and id."""
    return [item for item in plan.items.values() if item.kind in WORK_KINDS]


def selected(plan: Plan, selection: ItemSelection) -> list[Item]:
    """Return the items that match; `NamingError` for a word the plan does not know."""
    tests = _tests(plan, selection)
    return [item for item in work_items(plan) if all(test(item) for test in tests)]


def _tests(plan: Plan, selection: ItemSelection) -> list[Test]:
    tests: list[Test] = []
    if selection.kinds:
        kinds = kinds_named(selection.kinds, WORK_KINDS)
        tests.append(lambda item: item.kind in kinds)
    if selection.owners:
        is_theirs = answering(plan, selection.owners)
        tests.append(lambda item: is_theirs(answers_for(plan, item)))
    if selection.teams:
        tests.append(_of_teams(plan, selection.teams))
    if selection.periods:
        within = below(plan, [one for text in selection.periods for one in objectives_of(plan, text)])
        tests.append(lambda item: item.name in within)
    if selection.statuses:
        _known(plan, "status", selection.statuses, STATUSES)
        tests.append(lambda item: _has_status(plan, item, selection.statuses))
    if selection.tags:
        _known(plan, "tag", selection.tags, tags(plan))
        tests.append(lambda item: not set(item.ids("tags")).isdisjoint(selection.tags))
    return tests


def answering(plan: Plan, wished: Iterable[str], others: Iterable[str] = ()) -> Callable[[str | None], bool]:
    """Return the test for an owner as it is written: whether that is one of these people or teams.

    Former ids are understood on both sides. `NamingError` for a word that names no owner, in the plan or among the
    others.
    """
    wished = tuple(wished)
    _known(plan, "person or team", wished, {*owners(plan), *others})
    wanted = {present_id(plan, text) for text in wished}
    return lambda owner: owner is not None and present_id(plan, owner) in wanted


def _known(plan: Plan, what: str, words: Iterable[str], known: Iterable[str]) -> None:
    """Refuse a word that is none of those there are."""
    there = sorted(set(known))
    for word in words:
        if word not in there:
            all_of_them = f"there are: {listing(there)}" if there else f"the plan names no {what}"
            raise not_there(plan, f"there is no {what} '{word}'", did_you_mean(word, there, all_of_them))


def owners(plan: Plan) -> set[str]:
    """Return all that an owner may be called: ids of people and teams, former ones, and what is written."""
    directory = {*ids_of_kind(plan, "person"), *ids_of_kind(plan, "team")}
    former = {old for kind in (Person, Team) for one in plan.of(kind) for old in one.ids("formerly")}
    return directory | former | {owner for item in work_items(plan) if (owner := answers_for(plan, item))}


def teams(plan: Plan) -> set[str]:
    """Return the ids of teams, former ones too, and of those that something is asked of."""
    former = {old for team in plan.of(Team) for old in team.ids("formerly")}
    return {*ids_of_kind(plan, "team"), *former, *(team for item in work_items(plan) for team in item.table("asks"))}


def periods(plan: Plan) -> set[str]:
    """Return the periods that objectives name, and the ids of those that have a table, former ones included."""
    written = {objective.text("period") or "" for objective in plan.of(Objective)} - {""}
    former = {old for period in plan.of(Period) for old in period.ids("formerly")}
    return {*written, *ids_of_kind(plan, "period"), *former}


def tags(plan: Plan) -> set[str]:
    """Return the tags that goals and actions have."""
    return {tag for item in work_items(plan) for tag in item.ids("tags")}


def _of_teams(plan: Plan, wished: tuple[str, ...]) -> Test:
    """Return the test for what a team or somebody in it owns, and what others ask of it."""
    _known(plan, "team", wished, teams(plan))
    wanted = {present_id(plan, text) for text in wished}
    people = [
        member for team in plan.of(Team) if team.id in wanted for member in (*team.ids("members"), *team.ids("lead"))
    ]
    theirs = wanted | {present_id(plan, member) for member in people}
    return lambda item: (
        present_id(plan, answers_for(plan, item)) in theirs
        or any(present_id(plan, team) in wanted for team in item.table("asks"))
    )


def present_id(plan: Plan, text: str | None, *kinds: str) -> str | None:
    """Return the id that an item of these kinds has now, by any it has had; by default a person or team.

    Free text, and a calendar form of a period, is returned as it is.
    """
    if not text:
        return text
    found = next((one for kind in kinds or ("person", "team") if (one := plan.resolve(kind, text))), None)
    return found.id if found else text


def objectives_of(plan: Plan, period: str) -> list[Objective]:
    """Return the objectives of a period, by id; `NamingError` where the plan knows no such period."""
    _known(plan, "period", [] if calendar_period(period) else [period], periods(plan))
    wanted = present_id(plan, period, "period")
    return [one for one in plan.of(Objective) if present_id(plan, one.text("period"), "period") == wanted]


def below(plan: Plan, items: Iterable[Item]) -> set[str]:
    """Return the names of these items and of all that serves them, at whatever remove."""
    return names_along(items, plan.children)


def above(plan: Plan, items: Iterable[Item]) -> set[str]:
    """Return the names of these items and of all they serve, at whatever remove."""
    return names_along(items, plan.parents)


def _has_status(plan: Plan, item: Item, wanted: tuple[str, ...]) -> bool:
    if item.status in wanted or (_OPEN in wanted and is_open(plan, item)):
        return True
    return _CLOSED in wanted and (item.status in CLOSED_STATUSES or not is_open(plan, item))
