"""What `diff` says of two plans, worked out a second time: straight from their tables, field by field.

Nothing of the program is used here. The figures are those of the slow reading of the plan language.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.support.slow_values import Share, SlowPlan, six

Item = tuple[str, str]
Figure = tuple[Share, int, int, tuple[date, str] | None]
DATED = ("due", "start", "end", "period", "horizon", "metric.target_by")


def changed_fields(old: SlowPlan, new: SlowPlan) -> Iterator[tuple[Item, str, Any, Any]]:
    """Yield each field of an item of both plans that differs: the item, the field, the two values, None for absent."""
    for item in new.names:
        if item in old.names:
            was, now = _leaves(old.fields(item)), _leaves(new.fields(item))
            for key in sorted({*was, *now}):
                if key != "formerly" and was.get(key) != now.get(key):
                    yield item, key, was.get(key), now.get(key)


def _leaves(table: dict[str, Any], above: str = "") -> dict[str, Any]:
    found = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found.update(_leaves(value, f"{above}{key}."))
        else:
            found[above + key] = value
    return found


def in_json(value: Any) -> Any:
    """Return a value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def effects(old: SlowPlan, new: SlowPlan) -> Iterator[dict[str, Any]]:
    """Yield what a change does to the goals, as JSON."""
    for item, was, now in _moved_goals(old, new):
        yield {
            "item": ".".join(item),
            "before": six(was[0]),
            "after": six(now[0]),
            "before_rests_on": list(was[1:3]) if was[2] else None,
            "after_rests_on": list(now[1:3]) if now[2] else None,
        }


def effect_lines(old: SlowPlan, new: SlowPlan) -> list[str]:
    """Return the same as it is printed, but for what two decimals do not show, and for key results."""
    found = [
        (item, _shown(*was), _shown(*now))
        for item, was, now in _moved_goals(old, new)
        if item[0] != "key_result" and _decimals(was[0]) != _decimals(now[0])
    ]
    often = Counter(item[1] for item, _, _ in found)
    return [
        f"{'.'.join(item) if often[item[1]] > 1 else item[1]} {was} → {now} {new.fields(item)['title']}"
        for item, was, now in found
    ]


def _moved_goals(old: SlowPlan, new: SlowPlan) -> Iterator[tuple[Item, Figure, Figure]]:
    for item in new.names:
        if item in old.names and item[0] not in ("tactic", "task"):
            was, now = old.progress(item), new.progress(item)
            if was[0] != now[0]:
                yield item, was, now


def _shown(value: Share, known: int, asked: int, over: tuple[date, str] | None) -> str:
    if over is not None:
        if not over[1]:
            return _decimals(value)
        return f"{_decimals(value)} {'up to' if over[1] == _day(over[0]) else 'in'} {over[1]}"
    return _decimals(value) + (f" from {known} of {asked}" if 0 < known < asked else "")


def _decimals(value: Share) -> str:
    """Return a share with two decimals: halves go up, but nothing to 1.00 or 0.00 that is not that."""
    if value is None:
        return "?"
    hundredths = int(value * 100 + (1 if value * 200 % 2 >= 1 else 0))
    if value < 1:
        hundredths = min(hundredths, 99)
    if value > 0:
        hundredths = max(hundredths, 1)
    return f"{hundredths / 100:.2f}"


def figure_rows(old: SlowPlan, new: SlowPlan) -> list[tuple[str, str]]:
    """Return the rows of all fields that are numbers or days: the field as it is called, and its two values."""
    found = []
    for item, key, was, now in changed_fields(old, new):
        label = key.partition(".")[2] if key.startswith(("metric.", "milestones.")) else key
        if key in DATED or key.startswith("milestones."):
            found.append((label, _dated(old, new, item, key, was, now)))
        elif any(isinstance(value, (int, float)) for value in (was, now)):
            unit = " days" if key in ("metric.target", "metric.baseline", "metric.current") and now is not None else ""
            found.append((label, f"{_number(was)} → {_number(now)}{unit}"))
    return found


def _number(value: Any) -> str:
    return "nothing" if value is None else str(int(value)) if value % 1 == 0 else str(value)


def _dated(old: SlowPlan, new: SlowPlan, item: Item, key: str, was: Any, now: Any) -> str:
    """Return two values with the days they stand for: of a start the first day of a period, else the last.

    A due or a start that is not written is the effective one.
    """
    ends = [_end(plan, item, key, value) for plan, value in ((old, was), (new, now))]
    words = [_word(value) for value in (was, now)]
    first, last = ends
    if first is None or last is None:
        told = [
            f"{word} ({_day(day)})" if day and not isinstance(value, date) else word
            for word, value, day in zip(words, (was, now), ends, strict=True)
        ]
        return " → ".join(told)
    days = f"{_day(first) if first.year != last.year else _day(first)[:-5]} → {_day(last)}"
    gap = (last - first).days
    later = f" {abs(gap)} day{'' if abs(gap) == 1 else 's'} {'later' if gap > 0 else 'earlier'}" if gap else ""
    if all(value is None or isinstance(value, date) for value in (was, now)):
        return days + later
    return f"{' → '.join(words)} {days}{later}"


def _end(plan: SlowPlan, item: Item, key: str, value: Any) -> date | None:
    if value is None and item in plan.names and key in ("due", "start"):
        return plan.due(item) if key == "due" else plan.start(item)
    return plan.first(value) if key == "start" else plan.last(value)


def _word(value: Any) -> str:
    return "nothing" if value is None else _day(value) if isinstance(value, date) else str(value)


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"
