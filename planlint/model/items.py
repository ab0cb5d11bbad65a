"""The kinds of items a plan is made of, each a typed view of its table."""

from collections.abc import Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any, ClassVar, NamedTuple

from planlint.printable import is_blank
from planlint.text import Site

CLOSED_STATUSES = frozenset({"done", "closed", "dropped"})
GUARD_RAILS = frozenset({"at-least", "at-most"})
PERPETUAL = "perpetual"
UNDATED = "undated"
SILENT_AFTER: Mapping[str, int] = {"weekly": 9, "monthly": 38, "quarterly": 114, "yearly": 456}
"""By `cadence`, the days without a check-in that are still within it."""


class Item:
    """A table `[kind.id]`: its id, its fields as written, and the path of the file it stands in; nobody changes it.

    Views are tolerant: a field of the wrong type reads as absent, so that items which failed the schema can still be
    walked over. The path is no part of equality: plans that mean the same are equal, however they are laid out.
    """

    # A plain class: to make a frozen dataclass of each of many thousand tables took as long as to parse them.
    __slots__ = ("fields", "id", "name", "path", "shape")

    kind: ClassVar[str] = ""
    parent_kinds: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, *, kind: str = "", serves: tuple[str, ...] = ()) -> None:
        cls.kind, cls.parent_kinds = kind, serves

    def __init__(self, id: str, fields: Mapping[str, Any], path: str, shape: tuple[Any, ...] | None = None) -> None:
        self.id = id
        self.fields = fields
        self.path = path
        self.name = f"{self.kind}.{id}"
        """The full name, `kind.id`."""
        self.shape = shape
        """Its keys and the types of their values, where it fits the schema; None for others."""

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.id == other.id and self.fields == other.fields

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r}, {self.fields!r}, {self.path!r})"

    @property
    def site(self) -> Site:
        """Where it stands."""
        return Site(self.path, (self.kind, self.id))

    @property
    def header(self) -> Site:
        """Where its header stands: there it is shown that something is missing."""
        return Site(self.path, (self.kind, self.id), "header")

    @property
    def title(self) -> str:
        """The title; of a person or team the name; the id where neither is written, or can be seen."""
        title = self.text("title") or self.text("name") or ""
        return self.id if is_blank(title) else title

    @property
    def status(self) -> str | None:
        """The status as written."""
        return self.text("status")

    @property
    def owner(self) -> str | None:
        """The owner as written."""
        return self.text("owner")

    @property
    def cadence(self) -> str | None:
        """How often it is reported, as written."""
        return self.text("cadence")

    def text(self, key: str) -> str | None:
        """Return a field's text, or None."""
        value = self.fields.get(key)
        return value if isinstance(value, str) else None

    def number(self, key: str) -> float | None:
        """Return a field's number, or None; a boolean is no number."""
        return as_number(self.fields.get(key))

    def table(self, key: str) -> Mapping[str, Any]:
        """Return a field's table, empty where there is none."""
        value = self.fields.get(key)
        return value if isinstance(value, dict) else {}

    def ids(self, key: str) -> tuple[str, ...]:
        """Return the ids a field names: one text, or the texts of an array."""
        value = self.fields.get(key)
        if isinstance(value, str):
            return (value,)
        return tuple([text for text in value if isinstance(text, str)]) if isinstance(value, list) else ()

    def id_sites(self, key: str) -> tuple[tuple[Site, str], ...]:
        """Return each id a field names with the site it is written at."""
        value = self.fields.get(key)
        if isinstance(value, str):
            return ((self.site.at(key), value),)
        if isinstance(value, list):
            return tuple((self.site.at(key, n), text) for n, text in enumerate(value) if isinstance(text, str))
        return ()

    def written_parents(self) -> tuple[tuple[Site, str, str], ...]:
        """Return (site, parent kind, parent id) for every parent named, in the order written."""
        return tuple((site, kind, parent) for kind in self._parent_fields() for site, parent in self.id_sites(kind))

    def parent_names(self) -> tuple[str, ...]:
        """Return the full names of the parents as they are written, in that order; cheaper than with their sites."""
        kinds = self.parent_kinds
        if not kinds:
            return ()
        if len(kinds) == 1 or kinds[1] not in self.fields:
            value = self.fields.get(kinds[0])
            if type(value) is str:  # nearly every item of nearly every plan
                return (f"{kinds[0]}.{value}",)
        return tuple([f"{kind}.{parent}" for kind in self._parent_fields() for parent in self.ids(kind)])

    def _parent_fields(self) -> list[str]:
        """The fields that name parents, in the order written."""
        if len(self.parent_kinds) == 1:
            return [self.parent_kinds[0]] if self.parent_kinds[0] in self.fields else []
        return [kind for kind in self.fields if kind in self.parent_kinds]


class Purpose(Item, kind="purpose"):
    """Why the organisation exists."""

    __slots__ = ()


class Vision(Item, kind="vision", serves=("purpose",)):
    """What the world looks like once the purpose is fulfilled."""

    __slots__ = ()


class Measured(Item):
    """An item that may carry a `metric`."""

    __slots__ = ()

    @property
    def metric(self) -> "Metric | None":
        """The measure, or None."""
        table = self.table("metric")
        return Metric(table) if table else None

    @property
    def is_guard_rail(self) -> bool:
        """Whether the measure has to hold rather than move."""
        return Metric(self.table("metric")).is_guard_rail


class Outcome(Measured, kind="outcome", serves=("vision",)):
    """The lasting value delivered to the people served."""

    __slots__ = ()


class Objective(Item, kind="objective", serves=("outcome", "key_result")):
    """A significant achievement that sets priorities."""

    __slots__ = ()


class KeyResult(Measured, kind="key_result", serves=("objective",)):
    """What must be delivered to achieve an objective."""

    __slots__ = ()

    @property
    def milestones(self) -> Mapping[str, Any]:
        """The named steps and their dates as written, in the order written."""
        return self.table("milestones")

    @property
    def reached(self) -> tuple[str, ...]:
        """The names of the steps reached, as written."""
        return self.ids("reached")

    @property
    def steps_reached(self) -> int:
        """How many of its steps are reached."""
        return sum(step in self.reached for step in self.milestones)

    @property
    def weight(self) -> float:
        """What it counts in its objective."""
        weight = self.number("weight")
        return 1.0 if weight is None or weight <= 0 else weight

    @property
    def confidence(self) -> float | None:
        """How likely the owner holds it, 0 to 1."""
        return self.number("confidence")


class Tactic(Item, kind="tactic", serves=("key_result", "objective")):
    """What is done to deliver key results and achieve objectives."""

    __slots__ = ()


class Task(Item, kind="task", serves=("tactic",)):
    """A distinct step that one person completes."""

    __slots__ = ()


class Person(Item, kind="person"):
    """Somebody who can own work."""

    __slots__ = ()


class Team(Item, kind="team"):
    """People who own work together."""

    __slots__ = ()


class Period(Item, kind="period"):
    """A named span of days."""

    __slots__ = ()


class Metric(NamedTuple):
    """The measure of a key result, or of an outcome's guard-rail: its table, read tolerantly."""

    fields: Mapping[str, Any]

    @property
    def name(self) -> str | None:
        """What is measured."""
        return self._text("name")

    @property
    def unit(self) -> str | None:
        """The unit of the numbers."""
        return self._text("unit")

    @property
    def baseline(self) -> float | None:
        """The value it began with."""
        return as_number(self.fields.get("baseline"))

    @property
    def target(self) -> float | None:
        """The value promised."""
        return as_number(self.fields.get("target"))

    @property
    def target_by(self) -> date | None:
        """The day until which a target will be agreed on, where there is none yet."""
        return as_day(self.fields.get("target_by"))

    @property
    def path(self) -> Mapping[str, float]:
        """The values expected on the way, by date or period as written, in the order written."""
        table = self.fields.get("path")
        points = {key: as_number(value) for key, value in table.items()} if isinstance(table, dict) else {}
        return {key: value for key, value in points.items() if value is not None}

    @property
    def current(self) -> float | None:
        """The value reported last."""
        return as_number(self.fields.get("current"))

    @property
    def as_of(self) -> date | None:
        """The day that the current value speaks of, where one is written."""
        return as_day(self.fields.get("as_of"))

    @property
    def written_direction(self) -> str | None:
        """`increase`, `decrease`, `at-least` or `at-most`, as written."""
        return self._text("direction")

    def _text(self, key: str) -> str | None:
        value = self.fields.get(key)
        return value if isinstance(value, str) else None

    @property
    def is_guard_rail(self) -> bool:
        """Whether it has to hold rather than move."""
        return self.written_direction in GUARD_RAILS

    @property
    def holds(self) -> bool | None:
        """Whether a guard-rail holds; None while its value or target is unknown."""
        return self.holds_at(self.current)

    def holds_at(self, value: float | None) -> bool | None:
        """Whether a guard-rail would hold at a value."""
        target = self.target
        if value is None or target is None:
            return None
        return value >= target if self.fields.get("direction") == "at-least" else value <= target


GOALS: tuple[type[Item], ...] = (Purpose, Vision, Outcome, Objective, KeyResult)
ACTIONS: tuple[type[Item], ...] = (Tactic, Task)
DIRECTORY: tuple[type[Item], ...] = (Person, Team, Period)
KINDS: Mapping[str, type[Item]] = {kind.kind: kind for kind in (*GOALS, *ACTIONS, *DIRECTORY)}
CHILD_KINDS: Mapping[str, tuple[str, ...]] = {
    name: tuple(child.kind for child in KINDS.values() if name in child.parent_kinds) for name in KINDS
}


def as_number(value: object) -> float | None:
    """Return a TOML number, or None; a boolean is no number to plan with, nor are `nan` and `inf`."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
        return value
    return None


def as_day(value: object) -> date | None:
    """Return a TOML local date, or None; a date-time is no date."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return None


def words_of(kind: str) -> str:
    """Return a kind as people say it: `key result`."""
    return kind.replace("_", " ")
