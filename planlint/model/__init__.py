"""What a plan means: items, the plan, periods, effective values, progress. Items and the plan are at hand here."""

from planlint.model.alike import Alike
from planlint.model.items import (
    ACTIONS,
    CHILD_KINDS,
    CLOSED_STATUSES,
    DIRECTORY,
    GOALS,
    KINDS,
    PERPETUAL,
    UNDATED,
    Item,
    KeyResult,
    Measured,
    Metric,
    Objective,
    Outcome,
    Period,
    Person,
    Purpose,
    Tactic,
    Task,
    Team,
    Vision,
    as_day,
    as_number,
    words_of,
)
from planlint.model.memo import memoized
from planlint.model.plan import Plan
