"""How key results moved: a point wherever one of their values changed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planlint.commit import Commit, utc_day
from planlint.diff.values import json_form
from planlint.history.fold import CommitChanges
from planlint.history.snapshot import Difference, Snapshot
from planlint.model import Item, KeyResult, Objective, Period, Plan, as_day, as_number
from planlint.model.figures.effective import effective_due
from planlint.model.figures.progress import is_measured, own_progress
from planlint.model.figures.shares import number

Point = dict[str, Any]
"""A key result at a commit, in JSON form: see `VALUES`, and `commit` and `date`."""

VALUES = (
    *("current", "as_of", "target", "baseline", "reached", "milestones"),
    *("progress", "score", "confidence", "status", "due"),
)
_PROGRESS, _STEPS = VALUES.index("progress"), VALUES.index("milestones")
_PLAIN = (str, int)  # are their own JSON form
_DATES = ("due", "period", "formerly")
_OWN_DATES = ("due", "milestones", "objective")


class Series(NamedTuple):
    """A key result under its newest name, and its points, oldest first."""

    item: str
    title: str
    points: list[Point]


class AllSeries:
    """The series of all key results by name; those of an earlier run are read when somebody asks for them.

    `stored` are JSON objects, each a series, by name.
    """

    def __init__(self, stored: Mapping[str, bytes]) -> None:
        self.stored = dict(stored)
        self.changed: dict[str, Series] = {}

    def of(self, name: str) -> Series | None:
        """Return the series of a key result, None where it has none yet."""
        if name not in self.changed and name in self.stored:
            self.changed[name] = Series(**json.loads(self.stored.pop(name)))
        return self.changed.get(name)

    def put(self, series: Series) -> None:
        """Take in a series in place of the one with its name."""
        self.stored.pop(series.item, None)
        self.changed[series.item] = series

    def rename(self, old: str, new: str) -> None:
        """Let the points of a key result stand under its newer name, after those of what had that name before."""
        moved, there = self.of(old), self.of(new)
        self.changed.pop(old, None)
        if moved is not None:
            self.put(Series(new, moved.title, [*(there.points if there else ()), *moved.points]))

    def __iter__(self) -> Iterator[Series]:
        """Yield every series, by name."""
        names = sorted({*self.stored, *self.changed})
        return (series for name in names if (series := self.of(name)) is not None)


class Gathering:
    """Points of key results, gathered commit by commit along one line, under the newest names."""

    def __init__(self, snapshot: Snapshot, series: AllSeries) -> None:
        self.series = series
        self._snapshot = snapshot
        self._last: dict[str, tuple[Any, ...]] = {}  # what the last point of a series says
        self._naming: dict[str, set[str]] = {}  # by the name of an objective, the key results that name it
        for item in snapshot:
            self._note(item)

    def add(self, step: CommitChanges, found: Difference) -> None:
        """Take in what one commit did to the snapshot."""
        for change in step.changes:
            if change.verb == "renamed" and change.kind == KeyResult.kind:
                self.series.rename(change.before, change.item)
                self._last.pop(change.before, None)
                self._last.pop(change.item, None)
        redated = self._redated(found)
        for name in sorted({name for name, item in found.after.items() if isinstance(item, KeyResult)} | redated):
            item = self._snapshot.get(name)
            if isinstance(item, KeyResult):
                self._point(step.commit, item, is_redated=name in redated)

    def _point(self, commit: Commit, item: KeyResult, *, is_redated: bool) -> None:
        known = self.series.of(item.name)
        if known is None or known.title != item.title:
            known = Series(item.name, item.title, known.points if known else [])
            self.series.put(known)
        points = known.points
        due = self._due(item) if is_redated or not points else points[-1]["due"]
        values = _values(item, due)
        if not points or _compared(values) != self._latest(item.name, points):
            point = {"commit": commit.oid, "date": commit.date, **dict(zip(VALUES, values, strict=True))}
            if values[_PROGRESS] is not None and not self._is_measured(item, commit.date):
                point["progress"] = None
            points.append(point)
        self._last[item.name] = _compared(values)

    def _latest(self, name: str, points: list[Point]) -> tuple[Any, ...]:
        known = self._last.get(name)
        return _compared(tuple(map(points[-1].__getitem__, VALUES))) if known is None else known

    def _is_measured(self, item: KeyResult, when: str) -> bool:
        # Only of steps that are all missed the day and the dates decide.
        needs_dates = item.milestones and item.status != "done" and not item.steps_reached
        return not needs_dates or is_measured(self._around(item), item, utc_day(when))

    def _due(self, item: KeyResult) -> str | None:
        due = effective_due(self._around(item), item)
        return None if due is None else due.isoformat()

    def _around(self, item: KeyResult) -> Plan:
        """Return a plan of what the dates of a key result depend on: it, its objectives, the periods."""
        objectives: dict[str, Item] = {}
        for name in item.parent_names():
            known = self._snapshot.get(name)
            former = name.partition(".")[2]
            # A reference by a former id leads to whoever lists it.
            found = [known] if known else [one for one in self._snapshot.claimants if former in one.ids("formerly")]
            objectives |= {one.name: one for one in found}
        items = {item.name: item, **objectives, **self._snapshot.periods}
        return Plan(items, claimants=self._snapshot.claimants)

    def _redated(self, found: Difference) -> set[str]:
        """Return the key results that may be due on another day: by their own fields, or those of what they serve.

        Those that serve something else than before are noted.
        """
        names: set[str] = set()
        above: list[tuple[Item | None, Item | None]] = []
        is_everywhere = False
        for name in {**found.before, **found.after}:
            before, after = found.before.get(name), found.after.get(name)
            either = after or before
            if isinstance(either, KeyResult):
                if _fields(before, _OWN_DATES) != _fields(after, _OWN_DATES):
                    names.add(name)
                    self._forget(before)
                    self._note(after)
            elif isinstance(either, Objective):
                if _fields(before, _DATES) != _fields(after, _DATES):
                    above.append((before, after))
            else:
                is_everywhere = is_everywhere or isinstance(either, Period)
        if is_everywhere:
            return self._key_results()
        for item in (item for pair in above for item in pair if item is not None):
            for one in (item.name, *(f"objective.{old}" for old in item.ids("formerly"))):
                names |= self._naming.get(one, set())
        return names

    def _key_results(self) -> set[str]:
        return {item.name for item in self._snapshot if isinstance(item, KeyResult)}

    def _note(self, item: Item | None) -> None:
        if isinstance(item, KeyResult):
            for name in item.parent_names():
                self._naming.setdefault(name, set()).add(item.name)

    def _forget(self, item: Item | None) -> None:
        if isinstance(item, KeyResult):
            for name in item.parent_names():
                self._naming.get(name, set()).discard(item.name)


def _values(item: KeyResult, due: str | None) -> tuple[Any, ...]:
    """Return what `VALUES` names, with the progress of steps as if nothing depended on days.

    What has the wrong type is absent, as it is everywhere.
    """
    fields, metric = item.fields, item.table("metric")
    reached, steps = fields.get("reached"), fields.get("milestones")
    written = (
        *(as_number(metric.get("current")), as_day(metric.get("as_of"))),
        *(as_number(metric.get("target")), as_number(metric.get("baseline"))),
        reached if isinstance(reached, list) else None,
        steps if isinstance(steps, dict) else None,
        number(own_progress(item)),
        *(as_number(fields.get("score")), as_number(fields.get("confidence")), item.status),
    )
    return (*[value if value is None or type(value) in _PLAIN else json_form(value) for value in written], due)


def _compared(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return values in the form in which they are compared: of a point, none of the steps may be no progress yet."""
    if values[_STEPS] and not values[_PROGRESS]:
        return (*values[:_PROGRESS], None, *values[_PROGRESS + 1 :])
    return values


def _fields(item: Item | None, keys: tuple[str, ...]) -> list[Any] | None:
    return None if item is None else [*map(item.fields.get, keys)]
