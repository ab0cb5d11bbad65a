"""Goalposts that moved: targets, dates and promises that are not what they were."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from planlint.diff.promises import is_set_back
from planlint.diff.reasons import Reason
from planlint.history.line_format import LogEntry
from planlint.model.items import KINDS as KINDS_BY_NAME
from planlint.model.items import UNDATED
from planlint.model.periods import day_of
from planlint.model.plan import Plan

_TARGETS = frozenset({"metric.target", "metric.baseline", "metric.direction", "metric"})
_DATES = frozenset({"start", "due", "period", "end", "metric.target_by"})
_STEP = "milestones."
_ON_THE_WAY = "metric.path."
_UNSET = (None, UNDATED)
_ACTIONS = frozenset({"tactic", "task"})
KINDS = frozenset({"period", "key_result", "objective", *_ACTIONS})
"""The kinds of items that have goalposts."""

Reasons = Mapping[str, Sequence[Reason]]
"""By commit, what its message says about why."""


class Shift(NamedTuple):
    """One value of a goalpost that moved. `days` is how much later that is, None where it is no date, or none any more.

    `times` counts how often this value of this item has been put off, this time included; 0 where it was not.
    """

    key: str
    before: Any
    after: Any
    days: int | None
    times: int


class GoalpostMove(NamedTuple):
    """What one commit did to the goalposts of an item; `reason` is what was written for it, None for nothing."""

    entry: LogEntry
    item: str
    title: str
    shifts: tuple[Shift, ...]
    reason: str | None

    @property
    def day(self) -> date:
        """The day it happened, in UTC."""
        return self.entry.day

    @property
    def is_dropped(self) -> bool:
        """Whether the item itself was given up: removed, or dropped."""
        return not self.shifts

    @property
    def is_of_action(self) -> bool:
        """Whether it is a tactic or a task, and no goal."""
        return _kind(self.item) in _ACTIONS

    @property
    def is_put_off(self) -> bool:
        """Whether a date of it is later than it was, or gone."""
        return any(shift.times for shift in self.shifts)

    @property
    def is_set_back(self) -> bool:
        """Whether an action that was under way is not begun any more."""
        return any(shift.key == "status" for shift in self.shifts)

    def is_removed_from(self, names: Collection[str]) -> bool:
        """Whether the item was removed, and served one of these; a goal that served nothing known counts as well."""
        if self.entry.verb != "removed" or not isinstance(self.entry.before, dict):
            return False
        item = KINDS_BY_NAME[_kind(self.item)](self.item.partition(".")[2], self.entry.before, "")
        parents = item.parent_names()
        return any(parent in names for parent in parents) or (not self.is_of_action and _kind(self.item) == "objective")


def moves(entries: Iterable[LogEntry], plan: Plan) -> Iterator[GoalpostMove]:
    """Yield what was done to goalposts, oldest first, each under the name the item had then.

    A date that is set for the first time is no move. The reasons are those that items give; see `explained`.
    """
    put_off: Counter[tuple[str, str]] = Counter()
    for _, of_commit in groupby(entries, key=lambda entry: entry.commit):
        found = list(of_commit)
        for entry in found:
            if entry.verb == "renamed":
                _follow(put_off, entry.before, entry.item)
        for name, of_item in groupby(sorted(found, key=lambda entry: entry.item), key=lambda entry: entry.item):
            if _kind(name) in KINDS:
                yield from _of_item(name, list(of_item), plan, put_off)


def _follow(put_off: Counter[tuple[str, str]], old: str, new: str) -> None:
    for name, key in [one for one in put_off if one[0] == old]:
        put_off[new, key] = put_off.pop((name, key))


def explained(moves: Iterable[GoalpostMove], reasons: Reasons) -> Iterator[GoalpostMove]:
    """Yield moves with the reasons that messages of commits give, where the item itself gave none."""
    for move in moves:
        said = (one.text for one in reasons.get(move.entry.commit, ()) if one.is_for([move.item]))
        yield move._replace(reason=move.reason or next(said, None))


def _kind(name: str) -> str:
    return name.partition(".")[0]


def _of_item(
    name: str, entries: list[LogEntry], plan: Plan, put_off: Counter[tuple[str, str]]
) -> Iterator[GoalpostMove]:
    shifts = []
    for entry in entries:
        key = entry.key or ""
        if key == "status" and _kind(name) in _ACTIONS and is_set_back(entry.before, entry.after):
            shifts.append(Shift(key, entry.before, entry.after, None, 0))
        if entry.verb != "changed" or not _is_goalpost(key) or entry.before in _UNSET:
            continue
        days, later = _later(plan, key, entry.before, entry.after)
        if _kind(name) in _ACTIONS and not later:
            continue  # of work it is told what was put off
        if later:
            put_off[name, key] += 1
        shifts.append(Shift(key, entry.before, entry.after, days, put_off[name, key] if later else 0))
    given_up = [
        entry for entry in entries if entry.verb == "removed" or (entry.key == "status" and entry.after == "dropped")
    ]
    if shifts or given_up:
        entry = entries[0]
        written = next((one.after for one in entries if one.key == "reason" and isinstance(one.after, str)), None)
        if entry.verb == "removed" and isinstance(entry.before, dict) and isinstance(entry.before.get("reason"), str):
            written = entry.before["reason"]
        yield GoalpostMove(entry, name, entry.title, tuple(shifts), written)


def _is_goalpost(key: str) -> bool:
    return key in _TARGETS or key in _DATES or key.startswith((_STEP, _ON_THE_WAY))


def _later(plan: Plan, key: str, before: Any, after: Any) -> tuple[int | None, bool]:
    """Return how many days later a date is, and whether it was put off: to a later day, or to none."""
    if key in _TARGETS or key.startswith(_ON_THE_WAY):
        return None, False
    was, now = (day_of(plan, value, first=key == "start") for value in (before, after))
    if was is None:
        return None, False
    return (None, True) if now is None else ((now - was).days, now > was)
