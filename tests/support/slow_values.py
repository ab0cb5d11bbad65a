"""The derived values of a plan, worked out a second time: straight from its tables, one sentence after the other.

Nothing of the program is used here but the reading of TOML. A plan is its tables by kind and id, in the order written.
Every function follows one paragraph of "Derived values" in the plan language.
"""

import calendar
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

Fields = dict[str, Any]
Share = Fraction | None

PARENTS = {
    "purpose": (),
    "vision": ("purpose",),
    "outcome": ("vision",),
    "objective": ("outcome", "key_result"),
    "key_result": ("objective",),
    "tactic": ("key_result", "objective"),
    "task": ("tactic",),
}
ENDED = ("done", "closed", "dropped")
CADENCES = {"weekly": 9, "monthly": 38, "quarterly": 114, "yearly": 456}


class SlowPlan:
    """A plan as its tables, on a day."""

    def __init__(self, text: str, today: date, stale_days: int = 14) -> None:
        self.tables: dict[str, dict[str, Fields]] = tomllib.loads(text)
        self.today = today
        self.stale_days = stale_days
        self.names = [(kind, name) for kind in PARENTS for name in self.tables.get(kind, {})]

    # What a table says

    def fields(self, item: tuple[str, str]) -> Fields:
        """Return the fields of an item."""
        return self.tables[item[0]][item[1]]

    def status(self, item: tuple[str, str]) -> str | None:
        """Return the status as written."""
        return self.fields(item).get("status")

    def parents(self, item: tuple[str, str]) -> list[tuple[str, str]]:
        """Return what an item serves, in the order written, each once."""
        found = []
        for key, value in self.fields(item).items():
            if key in PARENTS[item[0]]:
                for name in value if isinstance(value, list) else [value]:
                    if name in self.tables.get(key, {}) and (key, name) not in found:
                        found.append((key, name))
        return found

    def children(self, item: tuple[str, str], kind: str | None = None) -> list[tuple[str, str]]:
        """Return what serves an item."""
        return [name for name in self.names if item in self.parents(name) and kind in (None, name[0])]

    def period(self, text: Any) -> tuple[date, date] | None:
        """Return the first and the last day of a period."""
        if not isinstance(text, str):
            return None
        table = self.tables.get("period", {}).get(text)
        if table is not None:
            return table["start"], table["end"]
        form = re.fullmatch(r"(\d{4})(?:-(?:([HQ])(\d)|(\d\d)))?", text)
        if form is None:
            return None
        year = int(form[1])
        if form[4]:
            months = (int(form[4]), int(form[4]))
        elif form[2]:
            length = {"H": 6, "Q": 3}[form[2]]
            months = (length * (int(form[3]) - 1) + 1, length * int(form[3]))
        else:
            months = (1, 12)
        if not 1 <= months[0] <= months[1] <= 12:
            return None
        return date(year, months[0], 1), date(year, months[1], calendar.monthrange(year, months[1])[1])

    def first(self, value: Any) -> date | None:
        """Return the first day of a date or a period."""
        return value if _is_date(value) else span[0] if (span := self.period(value)) else None

    def last(self, value: Any) -> date | None:
        """Return the last day of a date or a period."""
        return value if _is_date(value) else span[1] if (span := self.period(value)) else None

    def metric(self, item: tuple[str, str]) -> Fields | None:
        """Return the measure of an item."""
        return self.fields(item).get("metric") or None

    def is_guard_rail(self, item: tuple[str, str]) -> bool:
        """Whether the measure has to hold rather than move."""
        return (self.metric(item) or {}).get("direction") in ("at-least", "at-most")

    def steps(self, item: tuple[str, str]) -> dict[str, date | None]:
        """Return the steps and their days."""
        return {step: self.last(value) for step, value in self.fields(item).get("milestones", {}).items()}

    def reached(self, item: tuple[str, str]) -> int:
        """Return how many steps are reached."""
        return len([step for step in self.steps(item) if step in self.fields(item).get("reached", [])])

    # Effective values

    def due(self, item: tuple[str, str]) -> date | None:
        """Return the effective due."""
        fields = self.fields(item)
        if "due" in fields:
            return self.last(fields["due"])
        if item[0] == "objective":
            return self.last(fields.get("period"))
        if item[0] != "key_result":
            return None
        days = [day for day in self.steps(item).values() if day]
        if not days or len(days) < len(self.steps(item)):
            days += [day for parent in self.parents(item) if (day := self.due(parent))]
        return max(days) if days else None

    def start(self, item: tuple[str, str]) -> date | None:
        """Return the effective start."""
        fields = self.fields(item)
        if "start" in fields:
            return self.first(fields["start"])
        if item[0] == "objective":
            return self.first(fields.get("period"))
        if item[0] != "key_result":
            return None
        parents = self.parents(item)
        parents = [parent for parent in parents if not self.ended(parent)] or parents
        days = [day for parent in parents if (day := self.start(parent))]
        return min(days) if days else None

    def owner(self, item: tuple[str, str]) -> str | None:
        """Return the effective owner, of a task its assignee."""
        fields = self.fields(item)
        if item[0] == "task":
            return fields.get("assignee")
        if "owner" in fields or item[0] not in ("key_result", "tactic"):
            return fields.get("owner")
        parents = self.parents(item)
        return self.owner(parents[0]) if parents else None

    def ended(self, item: tuple[str, str]) -> bool:
        """Whether an item has ended, by its status or with all it serves."""
        if self.status(item) is not None:
            return self.status(item) in ENDED
        parents = self.parents(item)
        if item[0] not in ("key_result", "tactic", "task"):
            return False
        return bool(parents) and all(self.ended(parent) for parent in parents)

    def begun(self, item: tuple[str, str]) -> bool:
        """Whether an item has begun."""
        if self.status(item) not in (None, "planned", "todo"):
            return True
        start = self.start(item)
        if start is not None:
            return start <= self.today
        if item[0] == "objective":
            return any(self._has_value(child) for child in self.children(item, "key_result"))
        return item[0] == "key_result" and self._has_value(item)

    def _has_value(self, item: tuple[str, str]) -> bool:
        return "current" in (self.metric(item) or {}) or self.reached(item) > 0

    def in_force(self, item: tuple[str, str]) -> bool:
        """Whether an item counts today."""
        if item[0] in ("purpose", "vision", "outcome"):
            return any(self.in_force(child) for child in self.children(item))
        if not self.begun(item) or self.status(item) == "dropped":
            return False
        due = self.due(item)
        return not self.ended(item) or (due is not None and due >= self.today)

    # How far it has come

    def gone(self, item: tuple[str, str]) -> Share:
        """Return which part of an item's time is gone."""
        start, due = self.start(item), self.due(item)
        if due is None:
            return None
        if self.today >= due:
            return Fraction(1)
        if start is None:
            return None
        return Fraction((self.today - start).days, (due - start).days) if self.today > start else Fraction(0)

    def reported(self, item: tuple[str, str]) -> str:
        """Return whether a key result is measured, said or silent."""
        fields, steps = self.fields(item), self.steps(item)
        if "current" in (self.metric(item) or {}) or self.reached(item) or fields.get("status") == "done":
            return "measured"
        dates = [day for day in steps.values() if day]
        if dates and min(dates) < self.today:
            return "measured"
        gone = self.gone(item)
        if steps and not dates and gone is not None and gone * 2 >= 1:
            return "measured"
        if fields.get("status") not in (None, "planned") or "confidence" in fields or fields.get("note"):
            return "said"
        return "silent"

    def share(self, item: tuple[str, str], value: Any) -> Share:
        """Return where a value of a measure lies between baseline and target, clipped."""
        metric = self.metric(item) or {}
        if value is None or "baseline" not in metric or "target" not in metric:
            return None
        low, high = _exact(metric["baseline"]), _exact(metric["target"])
        if low == high:
            return None
        return min(Fraction(1), max(Fraction(0), (_exact(value) - low) / (high - low)))

    def progress(self, item: tuple[str, str]) -> tuple[Share, int, int, tuple[date, str] | None]:
        """Return the progress, on how many of how many it rests, and when it was due where it is over."""
        if item[0] == "key_result":
            return self._of_key_result(item), 0, 0, None
        if item[0] == "objective":
            asked = self.counted(item)
            known = [child for child in asked if self.progress(child)[0] is not None]
            return _mean([(self.progress(one)[0], self.weight(one)) for one in known]), len(known), len(asked), None
        if item[0] == "tactic":
            tasks = [task for task in self.children(item, "task") if self.status(task) != "dropped"]
            done = len([task for task in tasks if self.status(task) == "done"])
            return (Fraction(done, len(tasks)) if tasks else None), done, len(tasks), None
        if item[0] == "task":
            return None, 0, 0, None
        resting, asked, over = self.resting(item)
        return _mean([(self.progress(one)[0], Fraction(1)) for one in resting]), len(resting), asked, over

    def _of_key_result(self, item: tuple[str, str]) -> Share:
        if self.reported(item) != "measured":
            return None
        metric, steps = self.metric(item), self.steps(item)
        if metric is not None and self.is_guard_rail(item):
            if "current" not in metric or "target" not in metric:
                return None
            value, bound = _exact(metric["current"]), _exact(metric["target"])
            return Fraction(value >= bound if metric["direction"] == "at-least" else value <= bound)
        if metric is not None:
            return self.share(item, metric.get("current"))
        if steps:
            return Fraction(self.reached(item), len(steps))
        return Fraction(1) if self.status(item) == "done" else None

    def counted(self, objective: tuple[str, str]) -> list[tuple[str, str]]:
        """Return the key results that count in an objective's progress."""
        children = self.children(objective, "key_result")
        return [one for one in children if not self.is_guard_rail(one) and self.status(one) != "dropped"]

    def weight(self, item: tuple[str, str]) -> Fraction:
        """Return the weight of a key result."""
        return _exact(self.fields(item).get("weight", 1))

    def resting(self, item: tuple[str, str]) -> tuple[list[tuple[str, str]], int, tuple[date, str] | None]:
        """Return what the figure of an outcome, a vision or a purpose rests on, of how many, and when that was due."""
        children = self.children(item)
        in_force = [child for child in children if self.in_force(child)]
        now = [one for one in in_force if self.progress(one)[0] is not None and self.progress(one)[3] is None]
        if now:
            return now, len(in_force), None
        over = []
        for child in children:
            value, _, _, past = self.progress(child)
            if value is None:
                continue
            if child[0] == "objective":
                if self.status(child) in ("done", "closed") and child not in in_force:
                    due = self.due(child)
                    period = self.fields(child).get("period") or (_day_text(due) if due else "")
                    over.append((child, (due or date.min, period)))
            elif past is not None and all(other == child for other in in_force):
                over.append((child, past))
        if not over:
            return [], len(in_force), None
        latest = max(past[0] for _, past in over)
        last = [(child, past) for child, past in over if past[0] == latest]
        return [child for child, _ in last], len(last), last[0][1]

    # Scores

    def grade(self, item: tuple[str, str]) -> Share:
        """Return the grade of a key result that has ended."""
        given = self.fields(item).get("score")
        return _exact(given) if given is not None and self.ended(item) else None

    def scored(self, objective: tuple[str, str]) -> list[tuple[str, str]]:
        """Return the key results that count in an objective's score."""
        return [
            one
            for one in self.children(objective, "key_result")
            if self.status(one) != "dropped" and (not self.is_guard_rail(one) or self.grade(one) is not None)
        ]

    def score(self, item: tuple[str, str], *, silence_as_zero: bool = False) -> Share:
        """Return the score of a key result or an objective in a review."""
        if item[0] == "key_result":
            given = self.grade(item)
            if given is not None:
                return given
            if silence_as_zero and self.reported(item) != "measured":
                return Fraction(0)
            return self.progress(item)[0]
        asked = self.scored(item)
        if silence_as_zero:
            asked = [one for one in asked if not self.waits_for_target(one)]
        values = [(self.score(one, silence_as_zero=silence_as_zero), self.weight(one)) for one in asked]
        return _mean([(value, weight) for value, weight in values if value is not None])

    def waits_for_target(self, item: tuple[str, str]) -> bool:
        """Whether there is no target yet."""
        metric = self.metric(item) or {}
        return "target_by" in metric and "target" not in metric

    def shown_score(self, item: tuple[str, str]) -> Share:
        """Return what `tree` and `why` show as a score: a grade, or an objective's score that a grade counts in."""
        if item[0] == "key_result":
            return self.grade(item)
        if item[0] != "objective":
            return None
        graded = any(self.grade(one) is not None for one in self.children(item, "key_result"))
        return self.score(item) if graded else None

    # How far it should be

    def expected(self, item: tuple[str, str]) -> Share:
        """Return how far an item should be."""
        if item[0] in ("tactic", "task"):
            return self.on_line(item, self.today, [])
        if item[0] == "objective":
            rest = [(one, self.weight(one)) for one in self.counted(item) if self.progress(one)[0] is not None]
        elif item[0] != "key_result":
            rest = [(one, Fraction(1)) for one in self.resting(item)[0]]
        else:
            return self._expected_of_key_result(item)
        values = [(self.expected(one), weight) for one, weight in rest]
        return _mean([(value, weight) for value, weight in values if value is not None])

    def _expected_of_key_result(self, item: tuple[str, str]) -> Share:
        due, metric, steps = self.due(item), self.metric(item), self.steps(item)
        if due is None or self.is_guard_rail(item):
            return None
        if metric is None and any(steps.values()):
            passed = [step for step, day in steps.items() if (day or due) < self.today]
            return Fraction(len(passed), len(steps))
        points = []
        for key, value in (metric or {}).get("path", {}).items():
            day, share = self.last(_day_or_text(key)), self.share(item, value)
            if day is not None and share is not None:
                points.append((day, share))
        return self.on_line(item, (metric or {}).get("as_of", self.today), points)

    def on_line(self, item: tuple[str, str], day: date, points: list[tuple[date, Fraction]]) -> Share:
        """Return the height, on a day, of the line from the start over the points to the due."""
        start, due = self.start(item), self.due(item)
        if due is None:
            return None
        if day >= due:
            return Fraction(1)
        if start is None:
            return None
        if day <= start:
            return Fraction(0)
        corners = [(start, Fraction(0)), *sorted(one for one in points if start < one[0] < due), (due, Fraction(1))]
        before = max((one for one in corners if one[0] <= day), key=lambda one: one[0])
        after = min((one for one in corners if one[0] > day), key=lambda one: one[0])
        return before[1] + (after[1] - before[1]) * (day - before[0]).days / (after[0] - before[0]).days

    def silent_after(self, item: tuple[str, str]) -> int:
        """Return for how many days a key result may be silent."""
        own = self.fields(item).get("cadence")
        cadences = [own] if own else [self.fields(one).get("cadence") for one in self.parents(item)]
        days = [CADENCES[one] for one in cadences if one]
        if days:
            return min(days)
        spans = [self.period(self.fields(one).get("period")) for one in self.parents(item)]
        is_long = any(span and (span[1] - span[0]).days + 1 > 92 for span in spans)
        return max(31, self.stale_days) if is_long else self.stale_days

    def pace(self, item: tuple[str, str]) -> Share:
        """Return the pace."""
        value, should, gone = self.progress(item)[0], self.expected(item), self.gone(item)
        if value is None or not should or (gone is not None and gone < Fraction(1, 10)):
            return None
        as_of = (self.metric(item) or {}).get("as_of") if item[0] == "key_result" else None
        if as_of is not None and (self.today - as_of).days > self.silent_after(item):
            return None
        if gone is None and item[0] not in ("key_result", "tactic", "task"):
            below = self.counted(item) if item[0] == "objective" else self.resting(item)[0]
            if all(self.pace(one) is None for one in below if self.progress(one)[0] is not None):
                return None
        return value / should

    def is_met(self, item: tuple[str, str]) -> bool:
        """Whether an item is all that it promised."""
        if item[0] == "objective":
            counted = [one for one in self.children(item, "key_result") if self.status(one) != "dropped"]
            return bool(counted) and all(self.is_met(one) for one in counted)
        due = self.due(item)
        if self.is_guard_rail(item):
            return self._of_key_result(item) == 1 and due is not None and due <= self.today
        return self.progress(item)[0] == 1

    # What is printed

    def node(self, item: tuple[str, str]) -> dict[str, Any]:
        """Return what `tree` and `why` say of an item as JSON, without its children."""
        value, known, asked, _ = self.progress(item)
        start, due = self.start(item), self.due(item)
        return {
            "item": ".".join(item),
            "kind": item[0],
            "title": self.fields(item)["title"],
            "status": self.status(item),
            "open": not self.ended(item),
            "begun": self.begun(item),
            "in_force": self.in_force(item),
            "reported": self.reported(item) if item[0] == "key_result" else None,
            "progress": six(value),
            "rests_on": [known, asked] if asked else None,
            "score": six(self.shown_score(item)),
            "expected": six(self.expected(item)),
            "pace": six(self.pace(item)),
            "owner": self.owner(item),
            "start": start.isoformat() if start else None,
            "due": due.isoformat() if due else None,
        }

    def nodes(self) -> Iterator[dict[str, Any]]:
        """Yield the node of every item."""
        return map(self.node, self.names)


def six(value: Share) -> float | None:
    """Return a share with up to six decimals; what is not 1 is not shown as 1, what is not 0 not as 0."""
    if value is None:
        return None
    millionths = round(value * 1_000_000)
    if value < 1:
        millionths = min(millionths, 999_999)
    if value > 0:
        millionths = max(millionths, 1)
    return millionths / 1_000_000


def _mean(values: list[tuple[Any, Fraction]]) -> Share:
    total = sum(weight for _, weight in values)
    return sum((value * weight for value, weight in values), Fraction(0)) / total if values else None


def _exact(number: float) -> Fraction:
    return Fraction(str(number))


def _is_date(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _day_or_text(key: str) -> Any:
    return date.fromisoformat(key) if re.fullmatch(r"\d{4}-\d\d-\d\d", key) else key


def _day_text(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"
